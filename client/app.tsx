// From an address to a door. Each door is loaded only when it is opened, and shows nothing to whom is not signed in.
import { Suspense, useEffect, useLayoutEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scope } from '#shared/protocol.ts';
import type { HeldPart } from './connection/ask-situation.ts';
import { connection } from './connection/browser-connection.ts';
import { useScope } from './field/use-account.ts';
import { Home } from './home/home.tsx';
import { SignInPage } from './home/sign-in-page.tsx';
import { loadWarnings } from './i18n/load-warnings.ts';
import { type Door, useDoor } from './store/door-store.ts';
import { useLock } from './store/lock-store.ts';
import { usePreferences } from './store/preferences-store.ts';
import { useMayAudit, useSession } from './store/session-store.ts';
import { Crash } from './ui/crash.tsx';
import { lazyPart } from './ui/lazy-part.ts';
import { Message } from './ui/message.tsx';
import { Watermark } from './ui/watermark.tsx';

const DOORS = {
  wall: lazyPart(() => import('./wall/wall.tsx').then((module) => module.Wall)),
  desk: lazyPart(() => import('./desk/desk.tsx').then((module) => module.Desk)),
  field: lazyPart(() => import('./field/lock/gate.tsx').then((module) => module.Gate)),
} as const;
const AuditPage = lazyPart(() => import('./desk/audit/audit-page.tsx').then((module) => module.AuditPage));

export function App() {
  const door = useDoor((state) => state.door);
  useDress(door);
  useConnectionOfSession(door);
  useAnotherTry();
  return (
    <Crash>
      <Suspense fallback={<Opening />}>
        <Page door={door} />
      </Suspense>
      <Watermark />
    </Crash>
  );
}

function Page({ door }: { readonly door: Door }) {
  const { t } = useTranslation();
  const session = useSession((state) => state.session);
  const mayAudit = useMayAudit();
  if (door === 'home') return <Home />;
  if (door === 'missing') return <Message text={t('app.notFound')} />;
  if (session.state === 'unknown') return <Opening />;
  if (session.state === 'kept' && door === 'field') return <DOORS.field />;
  if (session.state !== 'in') return <SignInPage />;
  if (session.account.classes.length === 0) return door === 'desk' && mayAudit ? <AuditPage /> : <NoData />;
  const Opened = DOORS[door];
  return <Opened />;
}

/** An account of accounts: an empty map would look like a city without an outbreak. */
function NoData() {
  const { t } = useTranslation();
  const go = useDoor((state) => state.go);
  return (
    <Message text={t('signIn.noData')}>
      <button type="button" className="button" onClick={() => go('/')}>
        {t('app.home')}
      </button>
    </Message>
  );
}

function Opening() {
  const { t } = useTranslation();
  return <Message text={t('app.loading')} isQuiet />;
}

function useDress(door: Door): void {
  const { t } = useTranslation();
  // The wall is dark in a dark hall, the field light in the sun unless its crew works at night.
  const theme = usePreferences(({ theme, fieldTheme }) =>
    door === 'wall' ? 'dark' : door === 'field' ? fieldTheme : theme,
  );
  // Before the first paint: a page that opens dark and turns light is a flash in a dark room.
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset.door = door;
    dataset.theme = theme;
  }, [door, theme]);
  useEffect(() => {
    const name = door === 'home' || door === 'missing' ? '' : `${t(`doors.${door}.name`)} · `;
    document.title = `${name}${t('app.name')}`;
  }, [door, t]);
  // Phones have Han fonts of their own and a slow line; the rules for ours alone are a hundred kilobytes.
  useEffect(() => {
    if (door !== 'field') void import('./styles/han.css').then(loadWarnings);
  }, [door]);
}

/** Wall milliseconds between two questions who is signed in, where nobody answered; spread, as all screens lost one server. */
const [TRY_AFTER, SPREAD] = [4_000, 4_000];

/** A wall that was switched on before its server has nobody to press a button. */
function useAnotherTry(): void {
  const session = useSession((state) => state.session);
  useEffect(() => {
    if (session.state !== 'unreachable' && session.state !== 'kept') return;
    const timer = setTimeout(() => void useSession.getState().read(), TRY_AFTER + Math.random() * SPREAD);
    return () => clearTimeout(timer);
  }, [session]);
}

/** Data flow only behind a door and only for who is signed in; a refusal ends the session on this page as well. */
function useConnectionOfSession(door: Door): void {
  const mayRead = useSession(({ session }) => session.state === 'in' && session.account.classes.length > 0);
  // Behind a locked screen nothing is read.
  const isLocked = useLock((state) => door === 'field' && !state.isOpen);
  const isNeeded = mayRead && !isLocked && door !== 'home' && door !== 'missing';
  // As text: who is signed in is read again and again, and only another part is another question.
  const ofField = useScope();
  const part = door === 'field' ? ofField : '{}';
  const name = useSession(({ session }) => (session.state === 'in' ? session.account.name : ''));
  useEffect(() => {
    if (!isNeeded) return;
    // Loaded with the door already; what it kept can be read, for its lock is open.
    let ground: Promise<HeldPart | undefined> | undefined;
    const held = () => {
      ground ??= import('./field/keep/kept.ts').then(({ heldGround }) => heldGround(name, part));
      return ground;
    };
    connection.start(JSON.parse(part) as Scope, door === 'field' ? held : undefined);
    const stop = connection.onStatus(({ phase, reason }) => {
      if (phase === 'signed-out') useSession.getState().signedOut(reason);
    });
    return () => {
      stop();
      connection.stop();
    };
  }, [isNeeded, door, name, part]);
}
