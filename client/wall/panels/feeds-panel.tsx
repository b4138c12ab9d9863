// Whose numbers these are and how old: those that fell silent first and by name, then the oldest.
import { useTranslation } from 'react-i18next';
import { instant, SECOND } from '#shared/time.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useNow, useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { listAddress } from '../../ui/figure-text.tsx';
import { ageOf, number } from '../../ui/format.ts';
import { nameIn } from '../../ui/name-in.ts';
import { Panel } from './panel.tsx';

const MOST = 4;

export function FeedsPanel() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const now = useNow(10_000);
  useVersion('sources');
  const { copy } = situation;
  const feeds = [...copy.all('sources').values()].map((source) => {
    const heard = copy.heard.get(source.id);
    const isSilent = heard === undefined || now - instant(heard) > 2 * source.everySeconds * SECOND;
    return { source, heard, isSilent };
  });
  if (feeds.length === 0) return null;
  const silent = feeds.filter(({ isSilent }) => isSilent).length;
  // An age that is normal for one source is long for another: by how many of its own beats it is behind.
  const behind = ({ heard, source }: (typeof feeds)[number]) =>
    heard === undefined ? Number.POSITIVE_INFINITY : (now - instant(heard)) / source.everySeconds;
  feeds.sort((a, b) => Number(b.isSilent) - Number(a.isSilent) || behind(b) - behind(a));
  return (
    <Panel
      title={t('wall.feeds.title')}
      sub={
        <a href={listAddress('sources.silent')}>
          {silent === 0 ? t('wall.feeds.allHeard') : <b>{t('wall.feeds.silent', { n: number(silent) })}</b>}
        </a>
      }
    >
      <ul className="wall-feeds">
        {feeds.slice(0, MOST).map(({ source, heard, isSilent }) => (
          <li key={source.id} data-strong={isSilent}>
            <span className="wall-cut">{nameIn(source, language)}</span>
            <span>{heard === undefined ? t('wall.feeds.never') : ageOf(heard, now, language)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
