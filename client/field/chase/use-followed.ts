// The cases that are followed on this phone: of a crew's own areas they are in the copy; whoever has no areas asks for them while
// this page is open, and they go with it.
import { useEffect, useMemo, useState } from 'react';
import type { Case } from '#shared/subject/case.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useAnswer } from '../../store/answer-store.ts';
import { useVersion } from '../../store/hooks.ts';
import { fieldNow } from '../clock.ts';
import { keepPart, keptPart, poolsOf } from '../keep/kept.ts';
import { useAccountName, useOwnAreas } from '../use-account.ts';

type List = { readonly features: readonly { readonly properties: Case }[] };

/** `isAsked`: they come from an answer that is seconds old, not from the copy. `cases` undefined: not answered yet */
export type Followed = { readonly cases: readonly Case[] | undefined; readonly isAsked: boolean };

export function useFollowed(): Followed {
  const account = useAccountName();
  const isAsked = useOwnAreas().length === 0;
  const version = useVersion('cases');
  const ofPools = useAnswer<List>(isAsked ? '/api/cases?has=poolId&limit=10000' : undefined);
  const preliminary = useAnswer<List>(isAsked ? '/api/cases?status=preliminary&limit=10000' : undefined);
  const [kept, setKept] = useState<readonly Case[]>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const held = useMemo(() => [...situation.copy.all('cases').values()], [version]);
  const answered = useMemo(() => {
    if (ofPools === undefined || preliminary === undefined) return undefined;
    const cases = [...ofPools.features, ...preliminary.features].map(({ properties }) => properties);
    return [...new Map(cases.map((known) => [known.id, known])).values()];
  }, [ofPools, preliminary]);
  useEffect(() => {
    if (!isAsked) return;
    let isGone = false;
    void keptPart<readonly Case[]>('pools', account).then((found) => isGone || setKept(found?.part));
    return () => {
      isGone = true;
    };
  }, [isAsked, account]);
  // Written when one of them changed, not at every answer.
  const pools = useMemo(() => (answered === undefined ? undefined : JSON.stringify(poolsOf(answered))), [answered]);
  useEffect(() => {
    if (pools !== undefined) void keepPart('pools', account, fieldNow(), JSON.parse(pools));
  }, [pools, account]);
  return { cases: isAsked ? (answered ?? kept) : held, isAsked };
}
