// What the server answers about one zone: what it holds, and what its release waits for.
import { useEffect, useState } from 'react';
import type { Held } from '#shared/domain/fence/held.ts';
import { api } from '../../../connection/http.ts';
import { useAnswer } from '../../../store/answer-store.ts';

/** GET /api/zones/:id/held; `positives` null where this reader may not know of the cases. */
export type HeldShown = Omit<Held, 'positives'> & { readonly positives: Held['positives'] | null };

export type FindingShown = {
  readonly predicate: string;
  readonly state: 'met' | 'blocking' | 'needsPerson';
  /** null: nobody knows */
  readonly have: unknown;
  readonly need: unknown;
  readonly at?: string;
};
/** GET /api/zones/:id/release */
export type ReleaseShown = {
  readonly to?: string;
  readonly earliest: string | null;
  readonly met: readonly FindingShown[];
  readonly blocking: readonly FindingShown[];
  readonly metSince?: string;
  readonly overdueSince?: string;
};

export const useRelease = (id: string): ReleaseShown | undefined =>
  useAnswer<ReleaseShown>(`/api/zones/${encodeURIComponent(id)}/release`);

/**
 * Asked once for each version: people inside change with the zone, seldom without it.
 * @param gates version of the gates: one that was set closes a leak
 */
export function useHeld(id: string, version: number, gates = 0): HeldShown | undefined {
  const [held, setHeld] = useState<HeldShown>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version holds something else, a new gate closes a leak
  useEffect(() => {
    let isWanted = true;
    void api<HeldShown>(`/api/zones/${encodeURIComponent(id)}/held`).then((answer) => {
      if (isWanted && answer.ok) setHeld(answer.value);
    });
    return () => {
      isWanted = false;
    };
  }, [id, version, gates]);
  return held;
}
