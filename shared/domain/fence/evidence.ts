// Steps 1 and 2 of a fence: from cases to the places that count, strong or weak. domain.md 6.7.
import type { Position } from '../../geo/position.ts';
import type { Case, MATCH_LEVELS } from '../../subject/case.ts';
import { DAY, instant, MINUTE } from '../../time.ts';
import { placeRule } from './place-types.ts';

export type Match = (typeof MATCH_LEVELS)[number];
/** Strong: the place was infectious ground by itself. Weak: only together with another case's. */
export type Strength = 'strong' | 'weak';

export type EvidenceRule = {
  /** k of the infectious window: 2 (8th and 9th edition), 3 (January 2020), 4 (local rules of autumn 2022) */
  readonly lookbackDays: number;
  /** minutes indoors that make a stay strong: 10, or 60 by the rule of January 2020 */
  readonly dwellMinutes: number;
};
export const EVIDENCE_RULE: EvidenceRule = { lookbackDays: 2, dwellMinutes: 10 };

/** The part of a case that evidence is read from. */
export type CaseSaid = Pick<
  Case,
  'id' | 'person' | 'status' | 'position' | 'accuracy' | 'matchLevel' | 'places' | 'onset' | 'sampledAt' | 'stages'
>;

export type Evidence = {
  readonly caseId: string;
  /** one natural person, however many records: the key where one was given, else the case */
  readonly person: string;
  /** type of the place, as reported */
  readonly place: string;
  readonly areaId?: string;
  readonly position?: Position;
  /** how well the address was found; undefined: nobody said */
  readonly match?: Match;
  /** metres, where the source knows it */
  readonly accuracy?: number;
  readonly strength: Strength;
};

/**
 * Infectious window of a case: [onset or first positive sample − k days, isolation]. Whichever of onset and sample came first
 * counts; isolation is the transfer. Open where the report says neither.
 * @returns milliseconds
 */
export function infectiousWindow(
  { onset, sampledAt, stages }: Pick<CaseSaid, 'onset' | 'sampledAt' | 'stages'>,
  lookbackDays: number,
): [from: number, to: number] {
  const first = [onset, sampledAt, stages?.sampled].flatMap((at) => (at === undefined ? [] : [instant(at)]));
  const from = first.length === 0 ? Number.NEGATIVE_INFINITY : Math.min(...first) - lookbackDays * DAY;
  return [from, stages?.transferred === undefined ? Number.POSITIVE_INFINITY : instant(stages.transferred)];
}

/**
 * Places of all cases that may carry a fence, in order of case, then place: the order of `cases` changes nothing.
 * Excluded cases have none; neither have vehicles (their passengers are a list, not ground).
 */
export function evidenceOf(cases: readonly CaseSaid[], rule: EvidenceRule = EVIDENCE_RULE): Evidence[] {
  return [...cases]
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    .filter(({ status }) => status !== 'excluded')
    .flatMap((said) => evidenceOfCase(said, rule));
}

function evidenceOfCase(said: CaseSaid, rule: EvidenceRule): Evidence[] {
  const { id: caseId, position, accuracy, matchLevel, places = [] } = said;
  const person = said.person ?? caseId;
  const window = infectiousWindow(said, rule.lookbackDays);
  const found = places.flatMap((place): Evidence[] => {
    const strength = strengthOf(place, window, rule);
    if (strength === undefined || placeRule(place.type).piece === 'none') return [];
    return [
      {
        caseId,
        person,
        place: place.type,
        strength,
        ...(place.areaId === undefined ? {} : { areaId: place.areaId }),
        ...(place.position === undefined ? {} : { position: [place.position[0], place.position[1]] as Position }),
        ...(place.matchLevel === undefined ? {} : { match: place.matchLevel }),
      },
    ];
  });
  // The point of the case itself is where it lives, unless its places say that already.
  if (position !== undefined && !places.some(({ role }) => role === 'residence'))
    found.unshift({
      caseId,
      person,
      place: 'home',
      strength: 'strong',
      position: [position[0], position[1]],
      ...(matchLevel === undefined ? {} : { match: matchLevel }),
      ...(accuracy === undefined ? {} : { accuracy }),
    });
  return found;
}

type Place = NonNullable<CaseSaid['places']>[number];

/**
 * A home is strong always. A stay counts by the minutes of it inside the window: indoors long enough strong, shorter or
 * outdoors weak; a stay without times is weak where it was a visit, strong where it was work (day after day).
 * @returns undefined: the stay lies outside the window
 */
function strengthOf(
  { role, type, from, to, enclosed }: Place,
  [start, end]: readonly [number, number],
  { dwellMinutes }: EvidenceRule,
): Strength | undefined {
  if (role === 'residence') return 'strong';
  const begin = from === undefined ? undefined : instant(from);
  const finish = to === undefined ? undefined : instant(to);
  if ((begin ?? start) > end || (finish ?? end) < start) return undefined;
  if (!(enclosed ?? placeRule(type).isEnclosed)) return 'weak';
  if (begin === undefined || finish === undefined) return role === 'work' ? 'strong' : 'weak';
  return Math.min(finish, end) - Math.max(begin, start) >= dwellMinutes * MINUTE ? 'strong' : 'weak';
}
