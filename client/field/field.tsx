// The field: what is near me, what I do, whether it arrived; big enough for a thumb in a glove.
import './field.css';
import { useTranslation } from 'react-i18next';
import { situation } from '../connection/browser-connection.ts';
import { useConnection, useVersion } from '../store/hooks.ts';
import { clockTime } from '../ui/format.ts';
import { FreshnessBadge } from '../ui/freshness-badge.tsx';
import { LanguageButton } from '../ui/preference-buttons.tsx';
import { NearPage } from './near/near-page.tsx';
import { type FieldPage, usePages } from './pages.ts';
import { PlacePage } from './place/place-page.tsx';

export function Field() {
  const page = usePages((state) => state.page);
  return (
    <div className="field-page">
      <FieldBar />
      <AgeLine />
      <Page page={page} />
    </div>
  );
}

function Page({ page }: { readonly page: FieldPage }) {
  switch (page.name) {
    case 'place':
      return <PlacePage />;
    default:
      return <NearPage />;
  }
}

function FieldBar() {
  const { t } = useTranslation();
  return (
    <header className="field-bar">
      <h1>{t('field.title')}</h1>
      <FreshnessBadge />
      <LanguageButton />
    </header>
  );
}

/** How old what is shown is, as soon as it is not the present. */
function AgeLine() {
  const { t } = useTranslation();
  const { freshness, anchor, hasCopy } = useConnection();
  useVersion('areas', 'sites');
  const isOld = freshness === 'stale' || freshness === 'offline';
  if (!isOld) return null;
  if (anchor === undefined) {
    if (situation.copy.size() > 0 || freshness !== 'offline' || hasCopy) return null;
    return <p className="field-old">{t('field.never')}</p>;
  }
  const time = clockTime(anchor.time);
  return (
    <p className="field-old">{freshness === 'offline' ? t('field.offline', { time }) : t('field.old', { time })}</p>
  );
}
