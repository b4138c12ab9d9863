// Places a box comes from or goes to: the nearest first, as far as this phone knows where it is.
import { useMemo } from 'react';
import { situation } from '../../connection/browser-connection.ts';
import { useVersion } from '../../store/hooks.ts';
import { nearby } from '../near/nearby.ts';
import { isOwn, ownArea } from '../place/own-area.ts';
import { useWhere } from '../place/where-store.ts';
import { useOwnAreas } from '../use-account.ts';

/** Nobody looks for a place in a longer list. */
const MOST = 60;

/** @param kind from: where samples are taken, in the own area; lab: laboratories anywhere */
export function useSites(kind: 'from' | 'lab'): readonly { readonly id: string }[] {
  const version = useVersion('sites');
  const areas = useOwnAreas();
  const fix = useWhere(({ chosen, fix: here }) => chosen?.position ?? here?.position);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  return useMemo(() => {
    const start = fix ?? ownArea(situation.copy, areas).middle;
    const types = kind === 'lab' ? (['laboratory'] as const) : (['testing', 'clinic'] as const);
    return types
      .flatMap((type) => nearby(situation.copy, start, type))
      .filter(({ position }) => kind === 'lab' || isOwn(situation.copy, areas, position))
      .slice(0, MOST)
      .map(({ entity }) => ({ id: entity.id }));
  }, [version, areas, fix, kind]);
}
