// Who is signed in on this page. `unknown` until the server has been asked.
import { create } from 'zustand';
import type { Right } from '#shared/rights.ts';
import { instant, isTime } from '#shared/time.ts';
import { type Account, openWallLink, readAccount, readHealth, signOut } from '../connection/session.ts';
import { forgetAccount, keptVault } from './kept-account.ts';

export type SessionState =
  | { readonly state: 'unknown' }
  | { readonly state: 'unreachable' }
  /** nobody answers, and this phone was worked with not long ago: its PIN says by whom */
  | { readonly state: 'kept'; readonly vault: string }
  | { readonly state: 'out'; readonly reason?: string }
  | { readonly state: 'in'; readonly account: Account };

type SessionStore = {
  readonly session: SessionState;
  /** the figures are invented; undefined until the server has said so or not */
  readonly isDemo: boolean | undefined;
  /** what time the server said it is, ms since 1970 in the time the situation lives in; follow it, it is old when read later */
  readonly serverTime: number | undefined;
  readonly read: () => Promise<void>;
  readonly signedIn: (account: Account) => void;
  /** @param reason stable code, when somebody else ended the session */
  readonly signedOut: (reason?: string) => void;
  readonly leave: () => Promise<void>;
};

export const useSession = create<SessionStore>((set) => ({
  session: { state: 'unknown' },
  isDemo: undefined,
  serverTime: undefined,
  read: async () => {
    const link = await openWallLink();
    const [account, health] = await Promise.all([readAccount(), readHealth()]);
    if (health.ok) {
      const { demo, time } = health.value;
      set({ isDemo: demo === true, ...(time !== undefined && isTime(time) ? { serverTime: instant(time) } : {}) });
    }
    if (!account.ok) {
      // A crew without a network goes on with what it has; whoever it is, the server asks again as soon as it can.
      const kept = account.error.code === 'unreachable' ? await keptVault(Date.now()) : undefined;
      set({ session: kept === undefined ? { state: 'unreachable' } : { state: 'kept', vault: kept } });
      return;
    }
    if (account.value === null) forgetAccount();
    if (link?.ok === false && link.error.status === 401) set({ session: { state: 'out', reason: 'link' } });
    else if (account.value === null) set({ session: { state: 'out' } });
    else set({ session: { state: 'in', account: account.value } });
  },
  signedIn: (account) => set({ session: { state: 'in', account } }),
  signedOut: (reason) => {
    forgetAccount();
    set({ session: { state: 'out', reason } });
  },
  leave: async () => {
    await signOut();
    forgetAccount();
    set({ session: { state: 'out' } });
  },
}));

/** Whether the server would let this person; what may not be done is not offered. The server asks each report again. */
export const useMay = (right: Right): boolean =>
  useSession(({ session }) => session.state === 'in' && session.account.rights.includes(right));

const NONE: readonly Right[] = [];
/** All that this person may do, for what depends on several rights at once. */
export const useRights = (): readonly Right[] =>
  useSession(({ session }) => (session.state === 'in' ? session.account.rights : NONE));

/** Whether the record of who read what and who signed in is theirs to read, as the server decides it. */
export const useMayAudit = (): boolean => {
  const rights = useRights();
  return rights.includes('accounts') || rights.includes('approve');
};
