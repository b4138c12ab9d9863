// Whose situation this is, how fresh it is, what time it is there, and who is looking.
import './top-bar.css';
import { CircleUserRound, History, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ROLE_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../connection/browser-connection.ts';
import { useDoor } from '../store/door-store.ts';
import { useVersion } from '../store/hooks.ts';
import { usePreferences } from '../store/preferences-store.ts';
import { useMayAudit, useSession } from '../store/session-store.ts';
import { useView } from '../store/view-store.ts';
import { FreshnessBadge } from '../ui/freshness-badge.tsx';
import { jurisdictionOf } from '../ui/jurisdiction.ts';
import { LanguageButton, ThemeButton } from '../ui/preference-buttons.tsx';
import { SituationClock } from '../ui/situation-clock.tsx';
import { PoliciesButton } from './policies-button.tsx';

export function TopBar() {
  const { t } = useTranslation();
  const isDemo = useSession((state) => state.isDemo);
  const language = usePreferences((state) => state.language);
  const { openTimeline, isTimelineOpen } = useView();
  const openPanel = useView((state) => state.openPanel);
  useVersion('areas', 'policies');
  const jurisdiction = jurisdictionOf(situation.copy, language);
  return (
    <header className="top-bar">
      <HomeLink />
      {jurisdiction !== undefined && <span className="top-bar-place">{jurisdiction}</span>}
      <PoliciesButton />
      {isDemo === true && (
        <span className="top-bar-demo" title={t('app.demoHint')}>
          {t('app.demo')}
        </span>
      )}
      <FreshnessBadge />
      <button
        type="button"
        className="top-bar-clock"
        aria-pressed={isTimelineOpen}
        aria-keyshortcuts="T"
        title={`${t('time.open')}  T`}
        onClick={() => openTimeline(!isTimelineOpen)}
      >
        <History size={15} strokeWidth={1.75} aria-hidden />
        <SituationClock />
      </button>
      <button type="button" className="top-bar-search" onClick={() => openPanel('search')}>
        <Search size={15} aria-hidden />
        <span>{t('desk.searchPlaceholder')}</span>
        <kbd>/</kbd>
      </button>
      <LanguageButton />
      <ThemeButton />
      <AccountMenu />
    </header>
  );
}

/** The name of the product leads back to its first page. */
export function HomeLink() {
  const { t } = useTranslation();
  const go = useDoor((state) => state.go);
  return (
    <a
      className="top-bar-name"
      href="/"
      title={t('app.home')}
      onClick={(event) => {
        event.preventDefault();
        go('/');
      }}
    >
      {t('app.name')}
    </a>
  );
}

export function AccountMenu() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { session, leave } = useSession();
  const mayAudit = useMayAudit();
  if (session.state !== 'in') return null;
  const { name, roles, areas, classes } = session.account;
  const words = roles.map((role) => term(ROLE_TERMS, role, language)).join(' · ');
  return (
    <>
      <button
        type="button"
        className="top-bar-account"
        popoverTarget="account-menu"
        aria-label={`${t('app.account')} ${words || name}`}
      >
        <CircleUserRound size={17} strokeWidth={1.75} aria-hidden />
        <span>{words || name}</span>
      </button>
      <div id="account-menu" popover="auto" className="account-menu">
        <p className="account-menu-name">{name}</p>
        <p className="muted">{words}</p>
        <p className="muted">
          {t('signIn.areas')} {areas.length === 0 ? t('signIn.everywhere') : areas.join(' · ')}
        </p>
        {mayAudit && classes.length > 0 && (
          <button
            type="button"
            className="button"
            popoverTarget="account-menu"
            popoverTargetAction="hide"
            onClick={() => useView.getState().openList('readings')}
          >
            {t('signIn.record')}
          </button>
        )}
        <button type="button" className="button" onClick={() => void leave()}>
          {t('app.signOut')}
        </button>
      </div>
    </>
  );
}
