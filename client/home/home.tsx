// The first page: three doors with one sentence each, and who is signed in.
import './home.css';
import { ArrowRight, Map as MapIcon, MonitorUp, Smartphone } from 'lucide-react';
import type { ComponentType, MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useDoor } from '../store/door-store.ts';
import { useSession } from '../store/session-store.ts';
import { LanguageButton, ThemeButton } from '../ui/preference-buttons.tsx';
import { AccountCard } from './account-card.tsx';
import { SignInForm } from './sign-in-form.tsx';

type DoorName = 'wall' | 'desk' | 'field';
const ICONS: { readonly [D in DoorName]: ComponentType<{ readonly size?: number; readonly strokeWidth?: number }> } = {
  wall: MonitorUp,
  desk: MapIcon,
  field: Smartphone,
};

export function Home() {
  const { t } = useTranslation();
  const session = useSession((state) => state.session);
  const isDemo = useSession((state) => state.isDemo);
  return (
    <div className="home">
      <header className="home-bar">
        <LanguageButton />
        <ThemeButton />
      </header>
      <main className="home-main">
        <div className="home-title">
          <h1>{t('app.name')}</h1>
          <p>{t('app.slogan')}</p>
          {isDemo === true && <p className="home-demo">{t('app.demoHint')}</p>}
        </div>
        <nav className="home-doors" aria-label={t('doors.title')}>
          {(Object.keys(ICONS) as DoorName[]).map((door) => (
            <DoorLink key={door} door={door} />
          ))}
        </nav>
        <section className="home-account">
          {session.state === 'in' ? <AccountCard account={session.account} /> : <SignInForm />}
        </section>
      </main>
      <footer className="home-foot">
        <a href="/api/docs">{t('doors.api')}</a>
      </footer>
    </div>
  );
}

function DoorLink({ door }: { readonly door: DoorName }) {
  const { t } = useTranslation();
  const go = useDoor((state) => state.go);
  const Icon = ICONS[door];
  const open = (event: MouseEvent) => {
    // A new tab or window stays the browser's business.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(`/${door}`);
  };
  return (
    <a className="home-door" href={`/${door}`} onClick={open}>
      <Icon size={30} strokeWidth={1.5} />
      <span className="home-door-text">
        <span className="home-door-name">
          {t(`doors.${door}.name`)}
          <span className="home-door-who">{t(`doors.${door}.who`)}</span>
        </span>
        <span className="home-door-sentence">{t(`doors.${door}.sentence`)}</span>
      </span>
      <ArrowRight size={20} className="home-door-arrow" aria-hidden />
    </a>
  );
}
