// The field: what is near me, what I do, whether it arrived; big enough for a thumb in a glove.

import { Menu } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { situation } from '../connection/browser-connection.ts';
import { useConnection, useVersion } from '../store/hooks.ts';
import { shortTime } from '../ui/format.ts';
import { FreshnessBadge } from '../ui/freshness-badge.tsx';
import { keepClock } from './clock.ts';
import { DoorsPage } from './doors/doors-page.tsx';
import { DutyLine } from './duty/duty-line.tsx';
import { tellCentre } from './duty/tell-centre.ts';
import { FenceBanner } from './fence/fence-banner.tsx';
import { GivePage } from './handover/give-page.tsx';
import { TakePage } from './handover/take-page.tsx';
import { keepSituation, useKept } from './keep/kept.ts';
import { PackPage } from './keep/pack-page.tsx';
import { MenuPage } from './menu-page.tsx';
import { NearPage } from './near/near-page.tsx';
import { OutboxPage } from './outbox/outbox-page.tsx';
import { startSender } from './outbox/sender.ts';
import { UnsentButton } from './outbox/ticks.tsx';
import { type FieldPage, usePages } from './pages.ts';
import { PlacePage } from './place/place-page.tsx';
import { locatedBefore, useWhere } from './place/where-store.ts';
import { ReportPage } from './report/report-page.tsx';
import { useSaid } from './report/use-report.ts';
import { TakenBanner } from './tasks/taken-banner.tsx';
import { watchTasks } from './tasks/taken-store.ts';
import { TasksPage } from './tasks-page.tsx';
import { useAccountName, useOwnAreas, useScope } from './use-account.ts';

export function Field() {
  const page = usePages((state) => state.page);
  const account = useAccountName();
  useEffect(() => startSender(account), [account]);
  useEffect(() => tellCentre(account), [account]);
  const areas = useOwnAreas();
  useEffect(() => watchTasks(account), [account]);
  useEffect(() => keepClock(), []);
  const scope = useScope();
  useEffect(() => keepSituation(account, areas, scope), [account, areas, scope]);
  useEffect(() => void followAgain(), []);
  return (
    <div className="field-page">
      <FieldBar />
      <FenceBanner />
      <DutyLine />
      <TakenBanner />
      <AgeLine />
      <Said />
      <Page page={page} />
    </div>
  );
}

/** Somebody who let us know where they are is not asked twice; somebody who took that back is left alone. */
async function followAgain(): Promise<void> {
  if (!locatedBefore() || navigator.permissions === undefined) return;
  const { state } = await navigator.permissions.query({ name: 'geolocation' });
  if (state === 'granted') useWhere.getState().locate();
}

/** For a moment after each report: it is on this phone, whatever the network does. */
const SAID_FOR = 2_500; // ms
function Said() {
  const { t } = useTranslation();
  const said = useSaid((state) => state.said);
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (said === 0) return;
    setShown(true);
    const timer = setTimeout(() => setShown(false), SAID_FOR);
    return () => clearTimeout(timer);
  }, [said]);
  return <output className="said">{isShown && <span>✓ {t('field.kept')}</span>}</output>;
}

function Page({ page }: { readonly page: FieldPage }) {
  switch (page.name) {
    case 'place':
      return <PlacePage />;
    case 'menu':
      return <MenuPage />;
    case 'outbox':
      return <OutboxPage />;
    case 'give':
      return <GivePage />;
    case 'take':
      return <TakePage />;
    case 'pack':
      return <PackPage />;
    case 'tasks':
      return <TasksPage />;
    case 'doors':
      return <DoorsPage roundId={page.roundId} walk={page.walk} />;
    case 'report':
      return <ReportPage page={page} />;
    case 'near':
      return <NearPage />;
  }
}

function FieldBar() {
  const { t } = useTranslation();
  const open = usePages((state) => state.open);
  return (
    <header className="field-bar">
      <h1>{t('field.title')}</h1>
      <FreshnessBadge />
      <UnsentButton />
      <button
        type="button"
        className="square-button"
        aria-label={t('field.menu.title')}
        onClick={() => open({ name: 'menu' })}
      >
        <Menu size={26} aria-hidden />
      </button>
    </header>
  );
}

/** How old what is shown is, as soon as it is not the present. */
function AgeLine() {
  const { t } = useTranslation();
  const { freshness, anchor, hasCopy } = useConnection();
  const keptAt = useKept((state) => state.at);
  useVersion('areas', 'sites');
  const isOld = freshness === 'stale' || freshness === 'offline';
  if (!isOld && keptAt === undefined) return null;
  const at = keptAt ?? anchor?.time;
  if (at === undefined) {
    if (situation.copy.size() > 0 || freshness !== 'offline' || hasCopy) return null;
    return <OldLine text={t('field.never')} />;
  }
  const time = shortTime(at);
  return <OldLine text={freshness === 'offline' ? t('field.offline', { time }) : t('field.old', { time })} />;
}

const OldLine = ({ text }: { readonly text: string }) => (
  <div className="field-old-room">
    <p className="field-old">{text}</p>
  </div>
);
