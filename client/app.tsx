// From an address to a door. Each door is loaded only when it is opened, and shows nothing to whom is not signed in.
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { connection } from './connection/browser-connection.ts';
import { Home } from './home/home.tsx';
import { SignInPage } from './home/sign-in-page.tsx';
import { type Door, useDoor } from './store/door-store.ts';
import { usePreferences } from './store/preferences-store.ts';
import { useSession } from './store/session-store.ts';
import { Crash } from './ui/crash.tsx';
import { Message } from './ui/message.tsx';

const DOORS = {
  wall: lazy(() => import('./wall/wall.tsx').then(({ Wall }) => ({ default: Wall }))),
  desk: lazy(() => import('./desk/desk.tsx').then(({ Desk }) => ({ default: Desk }))),
  field: lazy(() => import('./field/field.tsx').then(({ Field }) => ({ default: Field }))),
} as const;

/** The wall is dark in a dark hall, the field light in the sun; only the desk and the doors follow the reader. */
const THEME = { wall: 'dark', field: 'light' } as const;

export function App() {
  const door = useDoor((state) => state.door);
  useDress(door);
  useConnectionOfSession(door);
  return (
    <Crash>
      <Suspense fallback={<Opening />}>
        <Page door={door} />
      </Suspense>
    </Crash>
  );
}

function Page({ door }: { readonly door: Door }) {
  const { t } = useTranslation();
  const session = useSession((state) => state.session);
  if (door === 'home') return <Home />;
  if (door === 'missing') return <Message text={t('app.notFound')} />;
  if (session.state === 'unknown') return <Opening />;
  if (session.state !== 'in') return <SignInPage />;
  const Opened = DOORS[door];
  return <Opened />;
}

function Opening() {
  const { t } = useTranslation();
  return <Message text={t('app.loading')} isQuiet />;
}

function useDress(door: Door): void {
  const theme = usePreferences((state) => state.theme);
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset.door = door;
    dataset.theme = door === 'wall' || door === 'field' ? THEME[door] : theme;
  }, [door, theme]);
  // Phones have Han fonts of their own and a slow line; the rules for ours alone are a hundred kilobytes.
  useEffect(() => {
    if (door !== 'field') void import('./styles/han.css');
  }, [door]);
}

/** Data flow only behind a door and only for who is signed in; a refusal ends the session on this page as well. */
function useConnectionOfSession(door: Door): void {
  const isNeeded = useSession((state) => state.session.state === 'in') && door !== 'home' && door !== 'missing';
  useEffect(() => {
    if (!isNeeded) return;
    connection.start();
    const stop = connection.onStatus(({ phase, reason }) => {
      if (phase === 'signed-out') useSession.getState().signedOut(reason);
    });
    return () => {
      stop();
      connection.stop();
    };
  }, [isNeeded]);
}
