// Step 4 of a fence: which whole unit of the address tree each piece of evidence stands for. domain.md 6.7.
import type { Position } from '../../geo/position.ts';
import { boxOf, circle, middleOf, shareInside } from '../../geo/shapes.ts';
import type { Evidence } from './evidence.ts';
import { type Ground, type GroundArea, RANKS, rankOf } from './ground.ts';
import { placeRule } from './place-types.ts';

/** The units a fence can be made of, finest first. */
export const HOME_UNITS = ['household', 'floor', 'staircase', 'building', 'village', 'compound'] as const;
export type HomeUnit = (typeof HOME_UNITS)[number];

export type Placed = {
  readonly evidence: Evidence;
  /** the units it stands for; several only where a point's surroundings cover several, none where nothing is known of its place */
  readonly areaIds: readonly string[];
  /** how it came there: registered or inside an outline; by the half covered by a point's surroundings; or not at all */
  readonly by: 'unit' | 'surroundings' | 'nothing';
};

/**
 * The finest unit a match may name: a building-level point never chooses a staircase, one that is worse than building level
 * never makes a building fence (domain.md 8.1, 2). A match nobody told is a building's only where its accuracy says so.
 */
export function finestRank({ match, accuracy, areaId }: Evidence, ground: Ground): number {
  const told = { door: 0, building: 3, compound: 4, place: 4, street: 6 };
  const registered = areaId === undefined ? undefined : ground.area(areaId);
  if (match === 'place' && registered !== undefined && registered.level !== 'place') return rankOf(registered);
  if (match !== undefined) return told[match];
  if (registered !== undefined) return 0;
  return accuracy !== undefined && accuracy <= 30 ? RANKS['building']! : RANKS['compound']!;
}

/** Whether it is known to the building or better: what a fence's confidence counts. */
export const isWellKnown = (evidence: Evidence, ground: Ground): boolean =>
  finestRank(evidence, ground) <= RANKS['building']! ||
  (evidence.areaId !== undefined && ground.area(evidence.areaId)?.level === 'place');

/**
 * @param unit the unit of the fence. Premises stand as they are under every unit; `village` takes villages whole and leaves
 *   flats at their building; `block` lifts everything to its street block
 */
export function placeEvidence(evidence: Evidence, unit: HomeUnit | 'block', ground: Ground): Placed {
  const finest = finestRank(evidence, ground);
  const chain = chainOf(evidence, ground, finest);
  const wanted = Math.max(finest, wantedRank(evidence, unit, chain));
  const units = chain.filter((area) => rankOf(area) < RANKS['community']! && isDrawn(area, ground));
  // Where the tree has no blocks the largest unit below the community stands for one.
  const held =
    units.find((area) => rankOf(area) >= wanted) ?? (unit === 'block' && finest < 6 ? units.at(-1) : undefined);
  const isExact = held !== undefined && (rankOf(held) <= wanted || rankOf(held) < RANKS['compound']!);
  const { position } = evidence;
  // A point beside the buildings of its compound: its surroundings say which of them, if they say anything.
  if (!isExact && position !== undefined && unit !== 'block' && finest <= RANKS['building']!) {
    const around = unitsAround(position, placeRule(evidence.place).buffer, wanted, ground);
    if (around.length > 0) return { evidence, areaIds: around, by: 'surroundings' };
  }
  return held === undefined ? { evidence, areaIds: [], by: 'nothing' } : { evidence, areaIds: [held.id], by: 'unit' };
}

function wantedRank(evidence: Evidence, unit: HomeUnit | 'block', chain: readonly GroundArea[]): number {
  if (unit === 'block') return RANKS['block']!;
  // premises that are an area of their own; a shop on a ground floor is its building
  if (placeRule(evidence.place).piece === 'premises')
    return chain.some(({ level }) => level === 'place') ? RANKS['place']! : Math.max(RANKS['building']!, RANKS[unit]!);
  if (unit !== 'village') return RANKS[unit]!;
  return chain.some(({ level }) => level === 'village') ? RANKS['village']! : RANKS['building']!;
}

const isDrawn = (area: GroundArea, ground: Ground): boolean => ground.polygons(area.id).length > 0;

/** What holds it, finest first: the registered area and those above it, or the outlines around its position. */
function chainOf({ areaId, position }: Evidence, ground: Ground, finest: number): GroundArea[] {
  if (areaId !== undefined && ground.area(areaId) !== undefined) return ground.chain(areaId);
  if (position === undefined) return [];
  const holding = ground.holding(position).filter((area) => rankOf(area) >= finest);
  const [first] = holding;
  if (first === undefined) return [];
  // Of two that hold it the finest with what it lies in; what lies beside the tree (a place over a block) is kept behind.
  const chain = ground.chain(first.id);
  const known = new Set(chain.map(({ id }) => id));
  return [...chain, ...holding.filter(({ id }) => !known.has(id))].sort((a, b) => rankOf(a) - rankOf(b));
}

/** Units of one rank of which a point's surroundings cover half or more. */
function unitsAround(position: Position, radius: number, rank: number, ground: Ground): string[] {
  const ring = circle(position, radius);
  return ground
    .areasNear(boxOf([[ring]]))
    .filter((area) => rankOf(area) === rank && area.level !== 'place')
    .filter((area) => shareInside(ground.polygons(area.id), ring) >= 0.5)
    .map(({ id }) => id);
}

export type Unit = {
  readonly areaId: string;
  readonly middle: Position;
  /** what is known of it, in order of case */
  readonly evidence: readonly Evidence[];
  /** distinct persons among it */
  readonly persons: number;
};

/** A unit is in with strong evidence, or with weak evidence of two cases and more. In order of id. */
export function unitsOf(placed: readonly Placed[], ground: Ground): Unit[] {
  const found = new Map<string, Evidence[]>();
  for (const { evidence, areaIds } of placed)
    for (const id of areaIds) {
      const known = found.get(id);
      if (known === undefined) found.set(id, [evidence]);
      else known.push(evidence);
    }
  return [...found]
    .filter(([, evidence]) => evidence.some(({ strength }) => strength === 'strong') || casesIn(evidence) >= 2)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([areaId, evidence]) => ({
      areaId,
      middle: middleOf(ground.polygons(areaId)),
      evidence,
      persons: new Set(evidence.map(({ person }) => person)).size,
    }));
}

const casesIn = (evidence: readonly Evidence[]): number => new Set(evidence.map(({ person }) => person)).size;

/** Without what lies inside another of them: each person is held once. In order of id. */
export function topmost(areaIds: Iterable<string>, ground: Ground): string[] {
  const all = new Set(areaIds);
  return [...all]
    .filter(
      (id) =>
        !ground
          .chain(id)
          .slice(1)
          .some((above) => all.has(above.id)),
    )
    .sort();
}
