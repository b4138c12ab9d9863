// Alarms about cases: the thresholds of the policies in force, and days that are above what is usual. Domain 6.11, 1 to 3.
import { type KnownCase, thresholdMet } from '#shared/domain/alarm/case-thresholds.ts';
import { type CusumDay, cusum } from '#shared/domain/alarm/cusum.ts';
import { earsSignal, type Series } from '#shared/domain/alarm/ears.ts';
import { type Finding, levelOfRecurrence } from '#shared/domain/alarm/finding.ts';
import { localMidnight } from '#shared/domain/day-count.ts';
import type { Situation } from '#shared/situation.ts';
import type { Area } from '#shared/subject/area.ts';
import type { Case } from '#shared/subject/case.ts';
import { DAY, instant } from '#shared/time.ts';
import { type AlarmScene, type Detector, detection, policiesAt } from './alarm-scene.ts';
import { chainOf } from './case-nodes.ts';
import { caseReporting } from './zone-facts.ts';

/** Where "a small place" of a rule of clusters is (5 in a compound, a village, a place: S40, HH). */
const SMALL: ReadonlySet<string> = new Set(['compound', 'village', 'place']);
/** Where a rate for each 100,000 makes sense. */
const LARGE: ReadonlySet<string> = new Set(['township', 'county']);
/** Where days are compared with days. */
const COUNTED = 'township';
/** Days looked back: what the CUSUM asks for. */
const DAYS = 35;
/** More tests than usual by so much explain more cases (6.11: explanation check), [P]. */
const MORE_TESTS = 1.5;

/** When it became known as one (figures-cases.ts, client/layers/case-rows.ts): a later report makes it no younger. */
export const foundAt = ({ sampledAt, stages, observedAt }: Case): number =>
  instant(stages?.reported ?? stages?.tested ?? sampledAt ?? observedAt);

/** Nothing is known of today's cases unless somebody reports them and still speaks. */
export function casesAreHeard(situation: Situation, now: number): boolean {
  const reporting = caseReporting(situation, now);
  return reporting !== undefined && (reporting.until ?? now) >= now;
}

/** Cases looked at in one turn. */
const SLICE = 500;

/** Homes of cases and what lies above them: nowhere else can anything be found. */
function* areasOfCases(situation: Situation, levels: ReadonlySet<string>): Generator<void, Area[]> {
  const areas = new Map<string, Area>();
  const seen = new Set<string>();
  let looked = 0;
  for (const { places = [] } of [...situation.all('cases').values()]) {
    looked += 1;
    if (looked % SLICE === 0) yield;
    for (const { role, areaId } of places) {
      if (role !== 'residence' || areaId === undefined || seen.has(areaId)) continue;
      seen.add(areaId);
      for (const id of chainOf(situation, areaId)) {
        const area = situation.get('areas', id);
        if (area !== undefined && levels.has(area.level)) areas.set(id, area);
      }
    }
  }
  return [...areas.values()];
}

const casesIn = ({ situation, nodes, now }: AlarmScene, areaId: string): Case[] =>
  [...nodes.casesIn(areaId)].flatMap((id) => {
    const known = situation.get('cases', id);
    return known === undefined || known.status === 'excluded' || foundAt(known) > now ? [] : [known];
  });

/** What the rules in force call a nail, a cluster or an epidemic. A nail is a cluster too, and is said once. */
export const thresholdsDetector: Detector = function* (scene) {
  const types = ['nail', 'caseThreshold'] as const;
  const { situation, now } = scene;
  if (!casesAreHeard(situation, now)) return detection(types, [], 'all');
  const found: Finding[] = [];
  for (const area of yield* areasOfCases(situation, new Set([...SMALL, ...LARGE]))) {
    const rules = policiesAt(scene, area.id).filter((policy) =>
      policy['perWeek'] === true ? LARGE.has(area.level) : SMALL.has(area.level),
    );
    yield;
    if (rules.length === 0) continue;
    const known = casesIn(scene, area.id).map((one): KnownCase => {
      const { id, person } = one;
      return { id, at: foundAt(one), ...(person === undefined ? {} : { person }) };
    });
    const met = rules.flatMap((policy) => {
      const one = thresholdMet(policy, known, now, area.population);
      return one === undefined ? [] : [{ ...one, policyId: policy.id }];
    });
    yield;
    const heaviest = met.find(({ type }) => type === 'nail') ?? met.find(({ level }) => level === 'critical') ?? met[0];
    if (heaviest === undefined) continue;
    const { type, level, since, policyId, statistic, value, threshold, caseIds } = heaviest;
    const shown = { statistic, value: Math.round(value * 10) / 10, threshold, caseIds: caseIds.slice(0, 100) };
    found.push({ id: `${type}/${area.id}`, type, level, areaId: area.id, policyId, since, ...shown });
  }
  return detection(types, found);
};

/** Local days since cases are reported here, the last one today, 35 at most. */
function daysOf(situation: Situation, now: number): number[] {
  const told = [...situation.all('sources').values()].flatMap(({ layers, recordedAt }) =>
    layers.includes('cases') ? [instant(recordedAt)] : [],
  );
  const cases = [...situation.all('cases').values()].map(foundAt);
  const first = [...told, ...cases].reduce((least, at) => Math.min(least, at), now);
  const today = localMidnight(now);
  const count = Math.min(DAYS, Math.round((today - localMidnight(first)) / DAY) + 1);
  return Array.from({ length: count }, (_, i) => today - (count - 1 - i) * DAY);
}

/** Persons sampled in the rounds that began on each day; null where no round did: tests besides are counted by nobody. */
function testsOf(situation: Situation, days: readonly number[]): (number | null)[] {
  const byDay = new Map<number, number>();
  for (const { start, samples = 0 } of situation.all('rounds').values()) {
    const day = localMidnight(instant(start));
    byDay.set(day, (byDay.get(day) ?? 0) + samples);
  }
  return days.map((day) => {
    const tests = byDay.get(day) ?? 0;
    return tests > 0 ? tests : null;
  });
}

/** Thousands of draws for a day that has not changed since the last look are drawn once. */
const answers = new Map<string, unknown>();
function remembered<T>(question: string, answer: () => T): T {
  if (!answers.has(question)) {
    if (answers.size >= 1_000) answers.clear();
    answers.set(question, answer());
  }
  return answers.get(question) as T;
}

/** EARS and CUSUM of every township that has a case, day by day. */
export const aberrationDetector: Detector = function* (scene) {
  const types = ['ears', 'cusum'] as const;
  const { situation, now } = scene;
  if (!casesAreHeard(situation, now)) return detection(types, [], 'all');
  const days = daysOf(situation, now);
  const tests = testsOf(situation, days);
  const places = [...situation.all('areas').values()].filter(({ level }) => level === COUNTED).length;
  const found: Finding[] = [];
  for (const { id: areaId } of yield* areasOfCases(situation, new Set([COUNTED]))) {
    const cases = casesIn(scene, areaId);
    const byDay = Map.groupBy(cases, (known) => localMidnight(foundAt(known)));
    const series: Series = days.map((day) => byDay.get(day)?.length ?? 0);
    const caseIds = (since: number) =>
      cases
        .flatMap((known) => (foundAt(known) >= since ? [known.id] : []))
        .sort()
        .slice(0, 100);
    const today = days.at(-1) ?? now;
    const signal = remembered(`ears ${places} ${series.join()}`, () => earsSignal(series, places));
    yield;
    if (signal !== undefined) {
      const { method, value, threshold, recurrenceDays } = signal;
      const since = method === 'C3' ? today - 2 * DAY : today;
      const checks = ['batchUpload', 'addressError', ...(isMoreTested(tests) ? ['moreTesting'] : [])];
      const level = levelOfRecurrence(recurrenceDays);
      found.push({
        id: `ears/${areaId}`,
        type: 'ears',
        level,
        areaId,
        since,
        statistic: method,
        value: hundredth(value),
        threshold,
        recurrenceDays,
        caseIds: caseIds(since),
        checks,
      });
    }
    const counted = series.map((count, i): CusumDay => ({ count, tests: tests[i] ?? null }));
    const sum = remembered(`cusum ${series.join()} ${tests.join()}`, () => cusum(counted));
    yield;
    if (sum?.isSignal === true) {
      const { value, threshold, isUnadjusted } = sum;
      const recurrenceDays = Math.round((sum.recurrenceDays / Math.max(1, places)) * 10) / 10;
      const since = days.at(-7) ?? today;
      const checks = ['batchUpload', 'addressError', ...(isUnadjusted ? ['moreTesting'] : [])];
      const level = levelOfRecurrence(recurrenceDays);
      found.push({
        id: `cusum/${areaId}`,
        type: 'cusum',
        level,
        areaId,
        since,
        statistic: 'cusum',
        value: hundredth(value),
        threshold: hundredth(threshold),
        recurrenceDays,
        caseIds: caseIds(since),
        checks,
      });
    }
  }
  return detection(types, found);
};

function isMoreTested(tests: readonly (number | null)[]): boolean {
  const before = tests.slice(0, -1).flatMap((count) => count ?? []);
  const today = tests.at(-1);
  if (today == null || before.length === 0) return false;
  return today > (MORE_TESTS * before.reduce((sum, count) => sum + count, 0)) / before.length;
}

const hundredth = (value: number): number => Math.round(value * 100) / 100;
