// The slow way to the same figures, from what was said and with nothing but sets: the judge of the book in its tests.
import { DAY } from '../../time.ts';
import type { Coverage } from './coverage.ts';
import { OUTCOME, type Outcome } from './states.ts';

/** Times in ms after the round's start. */
export type Enrolled = { person: string; area: string; from: number; to: number; isDue: boolean };
export type Tested = {
  person: string;
  tube: string;
  sampledAt: number;
  resultedAt: number;
  uploadedAt: number;
  outcome: Outcome;
};
export type Said = ({ kind: 'roll' } & Enrolled) | ({ kind: 'test' } & Tested);

/** @param area undefined: all of them */
export function recount(said: readonly Said[], length: number, t: number, area?: string, isRolling = false) {
  const rows = new Map<string, Enrolled>();
  const tests = new Map<string, Tested>();
  for (const word of said) {
    if (word.kind === 'roll') rows.set(`${word.person}|${word.area}|${word.from}`, word);
    else tests.set(`${word.person}|${word.tube}`, word);
  }
  const persons = new Set([...rows.values(), ...tests.values()].map(({ person }) => person));
  const sets = {
    due: new Set<string>(),
    sampled: new Set<string>(),
    resulted: new Set<string>(),
    uploaded: new Set<string>(),
  };
  const invalid = new Set<string>();
  const late = new Set<string>();
  const pooled = new Set<string>();
  const notDue = new Set<string>();
  let offRoll = 0;
  for (const person of persons) {
    const own = [...rows.values()].filter((row) => row.person === person);
    const entered = Math.min(...own.map(({ from }) => from));
    const deadline = own.length === 0 || entered <= 0 ? length : entered + length;
    const [from, upTo] = isRolling ? [t - DAY + 1, t] : [0, deadline];
    const rollTime = isRolling ? t : Math.min(Math.max(t, 0), deadline);
    const known = own.filter((row) => row.from <= rollTime);
    const row = known.sort((a, b) => b.from - a.from || (a.area < b.area ? 1 : -1))[0];
    const inWindow = [...tests.values()].filter(
      (test) => test.person === person && test.sampledAt >= from && test.sampledAt <= t,
    );
    const hasResult = (test: Tested) => test.outcome !== OUTCOME.pending && test.resultedAt <= t;
    const isSpoilt = (test: Tested) => hasResult(test) && test.outcome === OUTCOME.invalid;
    const valid = inWindow.filter((test) => !isSpoilt(test) && test.sampledAt <= upTo);
    const final = valid.filter((test) => hasResult(test) && test.outcome === OUTCOME.final);
    const isUp = final.some(({ uploadedAt }) => uploadedAt <= t);
    if (own.length === 0) {
      offRoll += valid.length > 0 ? 1 : 0;
      continue;
    }
    if (row === undefined || (area !== undefined && row.area !== area)) continue;
    const isDue = row.isDue && row.to > rollTime && (isRolling || entered <= length);
    if (!isDue) {
      notDue.add(person);
      continue;
    }
    sets.due.add(person);
    if (valid.length > 0) sets.sampled.add(person);
    if (final.length > 0) sets.resulted.add(person);
    if (isUp) sets.uploaded.add(person);
    if (valid.length === 0) {
      if (inWindow.some((test) => !isSpoilt(test))) late.add(person);
      else if (inWindow.some(isSpoilt)) invalid.add(person);
    }
    if (final.length === 0 && valid.some((test) => hasResult(test))) pooled.add(person);
  }
  const coverage: Coverage = {
    due: sets.due.size,
    sampled: sets.sampled.size,
    resulted: sets.resulted.size,
    uploaded: sets.uploaded.size,
    missing: [...sets.due].filter((person) => !sets.sampled.has(person)).length,
    waiting: [...sets.sampled].filter((person) => !sets.uploaded.has(person)).length,
    repeat: invalid.size,
    late: late.size,
    pooled: pooled.size,
    notDue: notDue.size,
  };
  return { coverage, offRoll };
}
