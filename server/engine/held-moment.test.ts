// Figures worked out in turns while reports come in between any two of them: all of one moment, the one they began at.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Figures } from '#shared/domain/figure.ts';
import { atOnce } from '#shared/steps.ts';
import { HOUR } from '#shared/time.ts';
import { HeldSituation } from '../situation/held.ts';
import { figureSteps } from './figures.ts';
import { type InMoment, momentsOf } from './held-moment.ts';
import { type LargeOutbreak, largeOutbreak } from './large-outbreak.fixture.ts';
import type { Reader } from './reader.ts';

const NOW = Date.parse('2022-10-30T06:00:00Z');
const iso = (at: number): string => new Date(at).toISOString();
const view: Reader = { key: 'all', may: () => true, see: (_, entity) => entity, holds: () => true };

type Line = LargeOutbreak & { readonly inMoment: InMoment };
/** the same twice: one of them is told nothing while its figures are made */
let outbreak: Line;
let quiet: Line;
let told = 0;

/** Of everything that figures are made from, something else each time. */
function tellSomething(): void {
  told += 1;
  const [of, which] = [told % 9, told % 300];
  const { tell, clocks, situation } = outbreak;
  // Others ask of the live one meanwhile, and move its books on.
  clocks.book(situation).records();
  if (of === 0)
    tell('cases', { id: `late${told}`, status: 'confirmed', route: 'screening', sampledAt: iso(NOW - HOUR) });
  else if (of === 1) tell('cases', { id: `case${which}`, status: 'excluded' });
  else if (of === 2) tell('contacts', { id: `contact${which}`, controlledAt: iso(NOW - HOUR) });
  else if (of === 3) tell('zones', { id: `z${which}`, status: 'released', releasedAt: iso(NOW - HOUR) });
  else if (of === 4) tell('areas', { id: `p${which}`, level: 'compound', name: 'moved', parent: 'c0', population: 1 });
  else if (of === 5) tell('sites', { id: `q${which % 40}`, rooms: { ready: 0, occupied: 0, observedAt: iso(NOW) } });
  else if (of === 6)
    tell('transfers', { id: `move${which}`, caseId: `case${which}`, siteId: 'q1', status: 'requested' });
  else if (of === 7) tell('disinfections', { id: `wash${which}`, caseId: `case${which}`, status: 'due' });
  else {
    const sample = { persons: [`${2_000 + which}-3`], poolSize: 1, sampledAt: iso(NOW - HOUR) };
    tell('tubes', { id: `round/more${told}`, roundId: 'round', samples: [sample] });
  }
}

/** @param between is called between any two steps */
const figures = (line: Line, between: () => void): Promise<Figures> => {
  const { situation, rounds, zones, clocks, nails, library } = line;
  return line.inMoment(situation, NOW, function* (still) {
    const steps = figureSteps({ situation: still, view, now: NOW, rounds, zones, clocks, nails, library });
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
      between();
      yield;
    }
  });
};

const open = async (): Promise<Line> => {
  const made = await largeOutbreak(NOW, 400, 1_200, 20_000);
  return { ...made, inMoment: momentsOf({ ...made, clock: () => ({ now: () => NOW }) }) };
};
beforeAll(async () => {
  [outbreak, quiet] = [await open(), await open()];
});

describe('figures in turns', () => {
  it('are those of the moment they began at, whatever is told between any two of them', async () => {
    const before = await figures(quiet, () => {});
    const beforeSeq = outbreak.situation.seq;
    const during = await figures(outbreak, tellSomething);
    // Much was told, and it counts from the next time on.
    expect(outbreak.situation.seq - beforeSeq).toBeGreaterThan(500);
    expect(during).toEqual(before);
    const after = await figures(outbreak, () => {});
    for (const id of [
      'cases.today',
      'contacts.controlled',
      'zones.inForce',
      'rooms.free',
      'clocks.late',
      'nails.persons',
    ])
      expect([id, after[id]?.value]).not.toEqual([id, before[id]?.value]);
  });

  it('have the round as it was, though its book counts on', () => {
    const { situation, rounds, projector, tell } = outbreak;
    const held = new HeldSituation(projector);
    rounds.hold(held, NOW);
    const round = situation.get('rounds', 'round')!;
    const sampledIn = (of: typeof situation, areaId: string) =>
      rounds.coverage(of, { round, areaIds: [areaId] }, 'round', NOW, NOW).sampled;
    expect([sampledIn(held, 'p3000'), sampledIn(situation, 'p3000')]).toEqual([0, 0]);
    const around = sampledIn(held, 'c200');
    const sample = { persons: ['3000-1', '3000-2'], poolSize: 2, sampledAt: iso(NOW - HOUR) };
    tell('tubes', { id: 'round/p3000', roundId: 'round', samples: [sample] });
    expect([sampledIn(held, 'p3000'), sampledIn(situation, 'p3000')]).toEqual([0, 2]);
    expect([sampledIn(held, 'c200'), sampledIn(situation, 'c200')]).toEqual([around, around + 2]);
    held.release();
  });

  it('are the same as all in one go', async () => {
    const { situation, rounds, zones, clocks, nails, library, projector } = outbreak;
    const held = new HeldSituation(projector);
    rounds.hold(held, NOW);
    clocks.hold(held);
    const parts = { rounds, zones, clocks, nails, library };
    expect(await figures(outbreak, () => {})).toEqual(
      atOnce(figureSteps({ situation: held, view, now: NOW, ...parts })),
    );
    held.release();
    expect(held.origin).toBe(situation);
  });
});
