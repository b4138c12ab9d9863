// A real GPS track as a phone's positions, Haidian's townships as fences: what the phone says against the plain truth of every
// fix, with and without dwell, and the flutter of each; skipped where ../shared/data is absent.
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Crossing, Fences, Track } from '#shared/geo/crossings.ts';
import { HAIDIAN, townships, track } from '#shared/geo/haidian.fixture.ts';
import { FIELD_RULE, Wayfarer } from './standing.ts';

const MINUTE = 60_000;

/** A crossing that is taken back within a minute: a warning that was none. */
function flutterOf(crossings: readonly Crossing[]): number {
  const last = new Map<string, number>();
  let flutter = 0;
  for (const { fenceId, at } of crossings) {
    if (at - (last.get(fenceId) ?? Number.NEGATIVE_INFINITY) < MINUTE) flutter += 1;
    last.set(fenceId, at);
  }
  return flutter;
}

const kindsOf = (crossings: readonly Crossing[]) => ({
  enter: crossings.filter(({ kind }) => kind === 'enter').length,
  exit: crossings.filter(({ kind }) => kind === 'exit').length,
  flutter: flutterOf(crossings),
});

describe.skipIf(!existsSync(HAIDIAN))(`a walk of 108,607 fixes through 29 townships (needs ${HAIDIAN})`, () => {
  it('is told as enter and exit without flutter, and never against what every certain fix says', () => {
    const fences = townships();
    const all = new Fences(fences);
    const fixes = track();
    const plain: Crossing[] = [];
    const bare = new Track(all, { dwell: 0, accuracy: 0, gap: Number.POSITIVE_INFINITY });
    const accurate = new Track(all, { ...FIELD_RULE, dwell: 0 });
    const noDwell: Crossing[] = [];
    const withAccuracy: Crossing[] = [];
    const wayfarer = new Wayfarer();
    wayfarer.surround(fences);
    const told: Crossing[] = [];
    let before = new Set<string>();
    let wrong = 0;
    for (const fix of fixes) {
      const { at, position } = fix;
      const holding = new Set(all.holding(position));
      for (const id of holding)
        if (!before.has(id)) plain.push({ fenceId: id, kind: 'enter', at, position, knownAt: at });
      for (const id of before)
        if (!holding.has(id)) plain.push({ fenceId: id, kind: 'exit', at, position, knownAt: at });
      before = holding;
      noDwell.push(...bare.step(fix));
      withAccuracy.push(...accurate.step(fix));
      const { standing, crossings } = wayfarer.step(fix);
      told.push(...crossings);
      // What the band says of a place that no line is near of is what the outlines say of it.
      const doubtful = all.doubtful(position, FIELD_RULE.accuracy);
      for (const { id } of fences)
        if (!doubtful.has(id) && standing.inside.includes(id) !== holding.has(id)) wrong += 1;
    }
    expect(wrong).toBe(0);
    // Without dwell and without doubt it is the plain truth itself, flutter and all.
    const named = (crossings: readonly Crossing[]) =>
      crossings.map(({ fenceId, kind, at }) => `${at} ${kind} ${fenceId}`).sort();
    expect(named(noDwell)).toEqual(named(plain));
    // Each warning dates to a fix that is on that side, and enter and exit take turns.
    const state = new Map<string, string>();
    for (const { fenceId, kind, at, position, knownAt } of told) {
      expect(all.holding(position).includes(fenceId)).toBe(kind === 'enter');
      expect(knownAt - at).toBeGreaterThanOrEqual(FIELD_RULE.dwell);
      expect(state.get(fenceId) ?? 'exit').not.toBe(kind);
      state.set(fenceId, kind);
    }
    // The figures themselves: the same track gives the same, so a change of the rule shows here.
    expect({ plain: kindsOf(plain), withAccuracy: kindsOf(withAccuracy), told: kindsOf(told) }).toEqual({
      plain: { enter: 689, exit: 688, flutter: 573 },
      withAccuracy: { enter: 314, exit: 313, flutter: 54 },
      told: { enter: 269, exit: 268, flutter: 30 },
    });
  });
});
