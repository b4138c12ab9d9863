// Who works with this phone, and where their rights hold.
import { useSession } from '../store/session-store.ts';
import { fieldScope } from './scope.ts';

const EVERYWHERE: readonly string[] = [];

/** Inside the field's door somebody is always signed in. */
export const useAccountName = (): string =>
  useSession(({ session }) => (session.state === 'in' ? session.account.name : ''));
/** ids of areas; empty: everywhere */
export const useOwnAreas = (): readonly string[] =>
  useSession(({ session }) => (session.state === 'in' ? session.account.areas : EVERYWHERE));

/** The part of the situation that this door asks for, as its JSON: a text stays the same where nothing changed. */
export const useScope = (): string =>
  useSession(({ session }) => (session.state === 'in' ? JSON.stringify(fieldScope(session.account)) : '{}'));
