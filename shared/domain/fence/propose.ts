// The polluted-area fence (污染区): alternatives side by side, the least sufficient first. domain.md 6.7, ten steps.
import { type Problem, problem } from '../../errors.ts';
import type { Geometry } from '../../geo/geometry.ts';
import { isInside } from '../../geo/inside.ts';
import { areaOf, boxOf, polygonsOf } from '../../geo/shapes.ts';
import { err, ok, type Result } from '../../result.ts';
import { type FenceDiff, fenceDiff } from './diff.ts';
import { type Draft, draftOf, drawnDraft, type FenceRule, type FenceUnit } from './drafts.ts';
import { type CaseSaid, type Evidence, evidenceOf, type Strength } from './evidence.ts';
import { type FenceGate, hasEmergencyRoute, type Leak, openingsOf } from './gates.ts';
import { type Ground, type GroundSite, RANKS, rankOf } from './ground.ts';
import { toGeometry } from './outline.ts';
import { isWellKnown } from './units.ts';
import { type Warning, warn } from './warnings.ts';

/** Drawn side by side where nothing else is asked for. */
const SIDE_BY_SIDE: readonly FenceUnit[] = ['staircase', 'building', 'village', 'compound', 'buffer', 'hull', 'block'];

const FINER_THAN_COMPOUND: ReadonlySet<FenceUnit> = new Set<FenceUnit>(['staircase', 'building', 'village']);

export type Question = {
  readonly cases: readonly CaseSaid[];
  readonly rule: FenceRule;
  /** only this unit */
  readonly unit?: FenceUnit;
  /** an outline drawn by hand, WGS-84, valid */
  readonly geometry?: Geometry;
  /** address nodes of a zone that stands: each alternative says what it would add to it and let go */
  readonly before?: readonly string[];
};

export type EvidenceShown = {
  readonly areaId: string;
  readonly caseId: string;
  readonly place: string;
  readonly strength: Strength;
};
export type Alternative = {
  readonly id: string;
  readonly unit: FenceUnit;
  /** address nodes held, none inside another */
  readonly areaIds: readonly string[];
  readonly geometry: Geometry;
  readonly squareMetres: number;
  /** null where an area inside has never been counted */
  readonly persons: number | null;
  readonly households: number | null;
  /** distinct persons found positive: with a place inside, and all that were asked about */
  readonly positives: { readonly inside: number; readonly total: number };
  readonly gates: readonly FenceGate[];
  readonly leaks: readonly Leak[];
  /** samplers for one round of all persons in 24 h, and rooms by the usual share; null as persons are */
  readonly desks: number | null;
  readonly rooms: number | null;
  readonly evidence: readonly EvidenceShown[];
  /** share of the evidence that is known to the building or better, 0 to 1 */
  readonly confidence: number;
  readonly warnings: readonly Warning[];
  /** against the zone that stands, where one was named */
  readonly diff?: FenceDiff;
};
export type Proposal = { readonly alternatives: readonly Alternative[] };

/** Persons for one sampler in a 24-hour round (third guide, domain.md 1, 12: population ÷ 360). */
const PERSONS_PER_DESK = 360;
/** Rooms for 10,000 persons (domain.md 6.4 and V09). */
const ROOMS_PER_10000 = 60;
/** Square metres over which an alternative is called too large to be one fence. */
const AREA_CAP = 5_000_000;

/**
 * Pure and deterministic: the same cases, ground and rule give the same alternatives whatever their order; more evidence
 * never shrinks one of them.
 * @returns alternatives by sufficiency, then persons held, then openings to guard; `invalid-value` where nothing can be drawn
 */
export function proposeFences(question: Question, ground: Ground): Result<Proposal, Problem> {
  const evidence = evidenceOf(question.cases, question.rule);
  const units = question.unit === undefined ? SIDE_BY_SIDE : [question.unit];
  const isOf = (unit: FenceUnit) => (id: string) => ground.area(id)?.level === unit;
  const drafts = units.flatMap((unit): Draft[] => {
    const draft = unit === 'drawn' ? undefined : draftOf(unit, evidence, question.rule, ground);
    // Where nothing is known to a unit as fine as that, the alternative would bear a name that it does not keep.
    const isNamed = question.unit !== undefined || !FINER_THAN_COMPOUND.has(unit) || draft?.areaIds.some(isOf(unit));
    return draft === undefined || isNamed !== true ? [] : [draft];
  });
  if (question.geometry !== undefined && (question.unit ?? 'drawn') === 'drawn')
    drafts.push(drawnDraft(question.geometry, evidence, ground));
  const people = personsOf(question.cases);
  const seen = new Set<string>();
  const alternatives = drafts.flatMap((draft): Alternative[] => {
    const made = alternativeOf(draft, evidence, people, question.rule, ground);
    // The same ground by another name (a village is both) is shown once, by the finer name.
    const key = made === undefined ? '' : JSON.stringify(made.geometry);
    if (made === undefined || seen.has(key)) return [];
    seen.add(key);
    return [made];
  });
  if (alternatives.length === 0)
    return err(
      problem('invalid-value', 'nothing of these cases is known to a place that a fence could stand on', 'caseIds'),
    );
  const sorted = ordered(alternatives, question.rule);
  const { before } = question;
  if (before === undefined) return ok({ alternatives: sorted });
  return ok({ alternatives: sorted.map((one) => ({ ...one, diff: fenceDiff(before, one.areaIds, ground) })) });
}

/** Distinct persons found positive, excluded ones left out. */
export const personsOf = (cases: readonly CaseSaid[]): number =>
  new Set(cases.filter(({ status }) => status !== 'excluded').map(({ id, person }) => person ?? id)).size;

/**
 * @param total persons who were asked about
 * @returns undefined where the outline breaks a rule: what cannot be checked cannot be ordered
 */
export function alternativeOf(
  { unit, placed, areaIds, outline }: Draft,
  evidence: readonly Evidence[],
  total: number,
  rule: FenceRule,
  ground: Ground,
): Alternative | undefined {
  const made = toGeometry(outline);
  if (!made.ok) return undefined;
  const geometry = made.value;
  const fence = polygonsOf(geometry);
  const squareMetres = areaOf(fence);
  const held = new Set(areaIds);
  const holderOf = (id: string): string | undefined => ground.chain(id).find((area) => held.has(area.id))?.id;
  const shown: EvidenceShown[] = [];
  const inside = new Set<string>();
  let uncovered = 0;
  const onMap = new Set<string>();
  for (const { evidence: one, areaIds: own } of placed) {
    if (own.length === 0 && one.position === undefined) continue;
    onMap.add(one.person);
    const holders = [...new Set(own.flatMap((id) => holderOf(id) ?? []))];
    for (const areaId of holders) shown.push({ areaId, caseId: one.caseId, place: one.place, strength: one.strength });
    const isHeld = holders.length > 0 || (one.position !== undefined && isInside(one.position, geometry));
    if (isHeld) inside.add(one.person);
    else if (one.strength === 'strong') uncovered += 1;
  }
  const persons = sumOf('population', areaIds, ground);
  const openings = openingsOf(fence, ground);
  const warnings = [
    ...warn('not-on-map', total - onMap.size),
    ...warn('uncovered', uncovered),
    ...warn('coarse', evidence.filter((one) => one.strength === 'strong' && !isWellKnown(one, ground)).length),
    ...warn('surroundings', placed.filter(({ by }) => by === 'surroundings').length),
    ...warn('not-counted', persons === null ? 1 : 0),
    ...warn('blocks-emergency-route', hasEmergencyRoute(openings, ground) ? 0 : 1),
    ...warn('hospital-inside', sitesIn(geometry, ground).filter(({ type }) => type === 'clinic').length),
    ...warn('over-cap', squareMetres > AREA_CAP ? 1 : 0),
    ...warn('over-unit', overUnit(areaIds, rule, ground)),
    ...warn('dwelling-cut', unit === 'drawn' ? dwellingsCut(areaIds, geometry, ground) : 0),
    ...warn('policy-forbids', rule.prohibited.includes(unit) ? 1 : 0),
  ];
  return {
    id: unit,
    unit,
    areaIds,
    geometry,
    squareMetres,
    persons,
    households: sumOf('households', areaIds, ground),
    positives: { inside: inside.size, total },
    ...openings,
    desks: persons === null ? null : Math.ceil(persons / PERSONS_PER_DESK),
    rooms: persons === null ? null : Math.ceil((persons * ROOMS_PER_10000) / 10_000),
    evidence: shown,
    confidence: evidence.length === 0 ? 0 : evidence.filter((one) => isWellKnown(one, ground)).length / evidence.length,
    warnings,
  };
}

function sumOf(of: 'population' | 'households', areaIds: readonly string[], ground: Ground): number | null {
  let sum = 0;
  for (const id of areaIds) {
    const count = ground.count(of, id);
    if (count === undefined) return null;
    sum += count;
  }
  return sum;
}

/** Units held whole that are larger than any the policy makes zones of; premises stand as they are under every unit. */
function overUnit(areaIds: readonly string[], { units }: FenceRule, ground: Ground): number {
  const largest = Math.max(...units.map((unit) => RANKS[unit] ?? -1));
  if (largest < 0) return 0;
  const held = areaIds.flatMap((id) => ground.area(id) ?? []);
  return held.filter((area) => area.level !== 'place' && rankOf(area) > largest).length;
}

/** Buildings with a corner on either side of a drawn line: a dwelling is held whole or not at all (6.7, step 4). */
function dwellingsCut(areaIds: readonly string[], geometry: Geometry, ground: Ground): number {
  const held = new Set(areaIds);
  const isHeld = (id: string): boolean => ground.chain(id).some((area) => held.has(area.id));
  return ground
    .areasNear(boxOf(polygonsOf(geometry)))
    .filter((area) => rankOf(area) === RANKS['building'] && !isHeld(area.id))
    .filter(({ id }) => ground.polygons(id).some(([shell = []]) => shell.some((corner) => isInside(corner, geometry))))
    .length;
}

const sitesIn = (geometry: Geometry, ground: Ground): GroundSite[] =>
  [...ground.sites].filter(({ position }) => position !== undefined && isInside([position[0], position[1]], geometry));

/** Sufficient first: it covers every strong place and is of a unit that the policy makes zones of; then the fewest held. */
function ordered(alternatives: readonly Alternative[], rule: FenceRule): Alternative[] {
  const has = ({ warnings }: Alternative, code: Warning['code']): boolean => warnings.some((one) => one.code === code);
  const isAllowed = ({ unit }: Alternative): boolean =>
    rule.units.length === 0 ? rule.bufferM === undefined || unit === 'buffer' : rule.units.includes(unit);
  const order = (one: Alternative): number =>
    has(one, 'policy-forbids') || has(one, 'blocks-emergency-route')
      ? 3
      : has(one, 'uncovered')
        ? 2
        : isAllowed(one)
          ? 0
          : 1;
  const sorted = alternatives
    .map((one, i) => ({ one, i, rank: order(one), persons: one.persons ?? Number.POSITIVE_INFINITY }))
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        (a.persons === b.persons ? 0 : a.persons - b.persons) ||
        openings(a.one) - openings(b.one) ||
        a.i - b.i,
    );
  const [least] = sorted;
  // A reason is wanted for anything larger than the least sufficient, and never for anything smaller.
  return sorted.map(({ one, persons }) =>
    least !== undefined && one !== least.one && persons > least.persons
      ? { ...one, warnings: [...one.warnings, ...warn('reason-wanted', 1)] }
      : one,
  );
}
const openings = ({ gates, leaks }: Alternative): number => gates.length + leaks.length;
