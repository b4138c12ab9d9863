// What is said about a case when somebody settles its address, and when that is taken back. Pure.
import type { AddressCandidate } from '#shared/domain/address/match.ts';
import type { DataOf } from '#shared/report.ts';
import type { Case } from '#shared/subject/case.ts';

type Update = DataOf<'case.updated'>;
type Before = Pick<Case, 'id' | 'address' | 'position' | 'accuracy' | 'matchLevel' | 'places'>;

/** The chosen place as the residence: in the stead of the one that had the same address, before all others where none had. */
export function settled(before: Before, { areaId, level, position, accuracy }: AddressCandidate): Update {
  const place = position === undefined ? {} : { position: [position[0], position[1]] as [number, number] };
  const residence = {
    role: 'residence' as const,
    type: 'residence',
    ...(areaId === undefined ? {} : { areaId }),
    ...(before.address === undefined ? {} : { address: before.address }),
    ...place,
    matchLevel: level,
  };
  const places = before.places ?? [];
  const isSame = (one: (typeof places)[number]) => one.role === 'residence' && one.address === before.address;
  const at = places.findIndex(isSame);
  const former = at < 0 ? undefined : places[at];
  return {
    id: before.id,
    ...place,
    ...(accuracy === undefined ? {} : { accuracy }),
    matchLevel: level,
    places:
      former === undefined ? [residence, ...places] : places.with(at, { ...former, ...residence, type: former.type }),
  };
}

/** As it was before: what was unknown is unknown again. */
export const unsettled = ({ id, position, accuracy, matchLevel, places }: Before): Update => ({
  id,
  position: position ?? null,
  accuracy: accuracy ?? null,
  matchLevel: matchLevel ?? null,
  places: places ?? null,
});

/** Near enough to see the ring whole: a building fills a hand, a township the screen. @param accuracy metres */
export const zoomForRing = (accuracy: number): number =>
  Math.min(18, Math.max(10, 18 - Math.log2(Math.max(1, accuracy) / 60)));
