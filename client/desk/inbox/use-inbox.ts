// What waits for who is signed in, as the situation stands.
import { useMemo } from 'react';
import { situation } from '../../connection/browser-connection.ts';
import { useAnswer } from '../../store/answer-store.ts';
import { useNow, useVersion } from '../../store/hooks.ts';
import { useRights, useSession } from '../../store/session-store.ts';
import { type Waiting, waitingFor } from './waiting.ts';

type Overdue = { readonly zones: readonly { readonly zoneId: string; readonly since: string }[] };

export function useInbox(): readonly Waiting[] {
  const name = useSession(({ session }) => (session.state === 'in' ? session.account.name : ''));
  const rights = useRights();
  const version = useVersion('zones');
  const now = useNow(60_000);
  // Only who may release is asked to.
  const late = useAnswer<Overdue>(rights.includes('release') ? '/api/zones/overdue' : undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  return useMemo(() => {
    const overdue = new Map((late?.zones ?? []).map(({ zoneId, since }) => [zoneId, since]));
    return waitingFor(situation.copy.all('zones').values(), { name, rights }, { overdue, now });
  }, [name, rights, version, now, late]);
}
