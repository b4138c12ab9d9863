// An address as text, to the registered place that it means: the level reached, a ring of confidence instead of a false
// dot, and the other places that it may mean. Deterministic, without network (domain 2.9: the match level decides quality).
import { distance } from '../../geo/distance.ts';
import type { Geometry } from '../../geo/geometry.ts';
import type { Position } from '../../geo/position.ts';
import { type Box, boxOf, middleOf, polygonsOf } from '../../geo/shapes.ts';
import type { Case } from '../../subject/case.ts';
import { type AddressArea, type AddressIndex, type Found, UNIT_LEVELS } from './address-index.ts';
import { spelled, type Units, unitsIn } from './spelling.ts';

export type MatchLevel = NonNullable<Case['matchLevel']>;

/** Why a candidate is no better than it is; terms are in client/i18n. */
export type Doubt = 'spelling' | 'shortName' | 'otherArea' | 'sameName' | 'noBuilding' | 'noStaircase' | 'noDoor';

export type AddressCandidate = {
  /** the place; absent for a road */
  readonly areaId?: string;
  readonly level: MatchLevel;
  /** from the largest part to the smallest, as registered */
  readonly names: readonly string[];
  /** middle of the place, WGS-84; absent where nothing of it has a shape */
  readonly position?: Position;
  /** metres around the position within which the address lies, if the candidate is right */
  readonly accuracy?: number;
  /** 0 to 1 */
  readonly confidence: number;
  readonly doubts: readonly Doubt[];
};

export type AddressMatch = {
  /** that of the first candidate; failed without one */
  readonly level: MatchLevel | 'failed';
  /** whether the first candidate may be taken without a person looking at it */
  readonly isSure: boolean;
  /** best first, nine at most: one key each */
  readonly candidates: readonly AddressCandidate[];
};

const MOST = 9;
const MAX_TEXT = 300;
/** A candidate below it is no candidate; one above `SURE`, well ahead of the next, needs no person. */
const FLOOR = 0.3;
const SURE = 0.8;
const AHEAD = 0.2;
const OTHER_AREA = 0.6;
/** A township or a community is where somebody may live, and no place to go to. */
const NO_SITE = 0.5;
const UNIT_MISSING: Readonly<Record<'noBuilding' | 'noStaircase' | 'noDoor', number>> = {
  noBuilding: 0.75,
  noStaircase: 0.95,
  noDoor: 0.95,
};

const LEVELS: { readonly [L in AddressArea['level']]?: MatchLevel } = {
  household: 'door',
  building: 'building',
  staircase: 'building',
  floor: 'building',
  compound: 'compound',
  block: 'compound',
  village: 'compound',
};
/** Where a person lives or works, rather than the area that it lies in. */
const IS_SITE: ReadonlySet<string> = new Set(['compound', 'block', 'village', 'place']);

type Reached = { readonly area: AddressArea; readonly doubts: readonly Doubt[]; readonly factor: number };

/** From a compound down to building, staircase and door, as far as the address says and the register knows. */
function descend(index: AddressIndex, from: AddressArea, units: Units, rest: string): Reached {
  let reached: Reached = { area: from, doubts: [], factor: 1 };
  const doubt = (name: keyof typeof UNIT_MISSING): void => {
    const { area, doubts, factor } = reached;
    reached = { area, doubts: [...doubts, name], factor: factor * UNIT_MISSING[name] };
  };
  const step = (level: string, number: string | undefined, missing: keyof typeof UNIT_MISSING): boolean => {
    if (number === undefined) return true;
    const [only, ...others] = index.numbered(reached.area, level, number);
    if (only !== undefined && others.length === 0) reached = { ...reached, area: only };
    else doubt(missing);
    return only !== undefined && others.length === 0;
  };
  // In a village the number of the house stands where a town has its buildings: 12号.
  const house = units.door ?? (units.building === undefined ? /(\d+)号(?!楼)/.exec(rest)?.[1] : undefined);
  if (step('building', units.building, 'noBuilding')) {
    step('staircase', units.staircase, 'noStaircase');
    step('household', house, 'noDoor');
  }
  return reached;
}

type Ring = { readonly position: Position; readonly accuracy: number };

function ringOf(geometry: Geometry): Ring | undefined {
  if (geometry.type === 'Point') return { position: geometry.coordinates, accuracy: 10 };
  if (geometry.type === 'LineString' || geometry.type === 'MultiLineString') {
    const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
    return around(boxOf([lines]), [lines]);
  }
  const polygons = polygonsOf(geometry);
  return polygons.length === 0 ? undefined : around(boxOf(polygons), polygons);
}
function around([west, south]: Box, polygons: Parameters<typeof middleOf>[0]): Ring {
  const position = middleOf(polygons);
  return { position, accuracy: Math.max(5, Math.ceil(distance(position, [west, south]))) };
}

/** The shape of the place, or of the smallest thing around it that has one. */
function placeOf(index: AddressIndex, area: AddressArea): Ring | undefined {
  for (const above of index.above(area)) {
    const ring = above.geometry === undefined ? undefined : ringOf(above.geometry);
    if (ring !== undefined) return ring;
  }
  return undefined;
}

/** Names inside longer names are no names of their own: 柳湾 in 柳湾小区. */
function outermost(found: readonly Found[]): Found[] {
  const isInside = (a: Found, b: Found): boolean =>
    b.from <= a.from && a.to <= b.to && b.to - b.from > a.to - a.from && b.likeness >= a.likeness;
  return found.filter((one) => !found.some((other) => isInside(one, other)));
}

type Weighed = {
  readonly found: Found;
  readonly area: AddressArea;
  readonly factor: number;
  readonly doubts: readonly Doubt[];
};

/** Each area that is named, against the others that are: those around it speak for it, those elsewhere against it. */
function weighed(index: AddressIndex, hits: readonly Found[]): Weighed[] {
  const areas = hits.flatMap((found) => (found.anchor.area === undefined ? [] : [{ found, area: found.anchor.area }]));
  const lines = new Map(areas.map(({ area }) => [area.id, new Set([...index.above(area)].map(({ id }) => id))]));
  const isAbove = (a: AddressArea, b: AddressArea): boolean => a !== b && lines.get(b.id)?.has(a.id) === true;
  return areas
    .filter(({ area }) => !areas.some((other) => isAbove(area, other.area)))
    .map(({ found, area }) => {
      const isElsewhere = areas.some(
        ({ found: other, area: named }) =>
          named !== area &&
          other.likeness === 1 &&
          other.to <= found.from &&
          !isAbove(named, area) &&
          !areas.some((third) => third.found.from === other.from && isAbove(third.area, area)),
      );
      return { found, area, factor: isElsewhere ? OTHER_AREA : 1, doubts: isElsewhere ? ['otherArea'] : [] };
    });
}

function candidateOf(index: AddressIndex, text: string, { found, area, factor, doubts }: Weighed): AddressCandidate {
  const rest = text.slice(found.to);
  const reached = descend(index, area, unitsIn(rest), rest);
  const spelling: Doubt[] = found.likeness === 1 ? [] : found.likeness === 0.9 ? ['shortName'] : ['spelling'];
  const names = [...index.above(reached.area)].map(({ name }) => name).reverse();
  return {
    areaId: reached.area.id,
    level: LEVELS[reached.area.level] ?? 'place',
    names,
    ...placeOf(index, reached.area),
    confidence: found.likeness * factor * reached.factor * (IS_SITE.has(area.level) ? 1 : NO_SITE),
    doubts: [...spelling, ...doubts, ...reached.doubts],
  };
}

const roadCandidate = ({ anchor: { road }, likeness }: Found): AddressCandidate[] =>
  road === undefined
    ? []
    : [
        {
          level: 'street',
          names: [road.name ?? road.id],
          ...ringOf(road.geometry),
          confidence: likeness * 0.6,
          doubts: [...(likeness === 1 ? [] : (['spelling'] as const)), 'noBuilding'],
        },
      ];

/** Places of one name and equal weight share their confidence: none of them is it for sure. */
function shared(candidates: readonly AddressCandidate[]): AddressCandidate[] {
  return candidates.map((candidate) => {
    const equals = candidates.filter(
      ({ names, confidence }) => names.at(-1) === candidate.names.at(-1) && confidence === candidate.confidence,
    );
    return equals.length < 2
      ? candidate
      : { ...candidate, confidence: candidate.confidence / equals.length, doubts: [...candidate.doubts, 'sameName'] };
  });
}

const byWorth = (a: AddressCandidate, b: AddressCandidate): number =>
  b.confidence - a.confidence ||
  b.names.length - a.names.length ||
  (`${a.names}/${a.areaId}` < `${b.names}/${b.areaId}` ? -1 : 1);

const finish = (candidates: readonly AddressCandidate[]): AddressMatch => {
  const once = new Map(
    candidates
      .toSorted(byWorth)
      .toReversed()
      .map((one) => [one.areaId ?? `/${one.names}`, one]),
  );
  const best = shared([...once.values()])
    .filter(({ confidence }) => confidence >= FLOOR / 2)
    .sort(byWorth)
    .slice(0, MOST)
    .map((one) => ({ ...one, confidence: Math.round(one.confidence * 100) / 100 }));
  const [first, second] = best;
  if (first === undefined || first.confidence < FLOOR) return { level: 'failed', isSure: false, candidates: best };
  const isAhead = first.confidence - (second?.confidence ?? 0) >= AHEAD;
  const isSure = first.confidence >= SURE && isAhead && first.position !== undefined;
  return { level: first.level, isSure, candidates: best };
};

/** @param address as a list has it: Chinese, any width, numbers in figures or words, or the code of an area */
export function matchAddress(index: AddressIndex, address: string): AddressMatch {
  const coded = index.byCode(address.trim());
  const text = spelled(address.slice(0, MAX_TEXT));
  if (coded !== undefined) {
    const found: Found = { anchor: { name: '', core: '', area: coded }, from: 0, to: text.length, likeness: 1 };
    return finish([candidateOf(index, text, { found, area: coded, factor: 1, doubts: [] })]);
  }
  const hits = outermost(index.named(text));
  const isReached = hits.some(({ anchor: { area } }) => area !== undefined && IS_SITE.has(area.level));
  // Slips of the pen are looked for only where nothing that somebody could live in is spelled right.
  const alike = isReached ? [] : index.alike(text).filter(({ anchor }) => !hits.some((hit) => hit.anchor === anchor));
  const all = [...hits, ...outermost(alike)];
  const named = weighed(index, all).filter(({ area }) => !UNIT_LEVELS.has(area.level));
  const areas = named.map((one) => candidateOf(index, text, one));
  return finish([...areas, ...all.flatMap(roadCandidate)]);
}
