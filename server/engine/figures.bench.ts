// How long figures hold the event loop in a city's outbreak: node --expose-gc server/engine/figures.bench.ts
// In turns against the same work in one go, with equal answers checked. 100,000 cases, 300,000 contacts, a round of 500,000
// persons, 300 zones, every compound a key area. The goal: nobody waits longer than 50 ms for their turn.
import { setTimeout as sleep } from 'node:timers/promises';
import { median, printTable, short } from '#shared/bench.fixture.ts';
import type { Figures } from '#shared/domain/figure.ts';
import { atOnce } from '#shared/steps.ts';
import { HOUR, MINUTE } from '#shared/time.ts';
import { HeldSituation } from '../situation/held.ts';
import { figureSteps } from './figures.ts';
import { momentsOf } from './held-moment.ts';
import { engineOf, type LargeOutbreak, largeOutbreak } from './large-outbreak.fixture.ts';
import type { Reader } from './reader.ts';

const NOW = Date.parse('2022-10-30T06:00:00Z');
const [CASES, CONTACTS, PERSONS] = [100_000, 300_000, 500_000];
const ROUNDS = 3;
const GOAL = 50;
const view: Reader = { key: 'all', may: () => true, see: (_, entity) => entity, holds: () => true };

/** @returns what it came to, how long it took, and the longest that a timer of a millisecond waited, ms */
async function watched<T>(work: () => Promise<T>): Promise<{ value: T; took: number; hold: number }> {
  let [last, hold] = [performance.now(), 0];
  const heart = setInterval(() => {
    const now = performance.now();
    hold = Math.max(hold, now - last - 1);
    last = now;
  }, 1);
  await sleep(20);
  hold = 0;
  const began = performance.now();
  const value = await work();
  const took = performance.now() - began;
  await sleep(20);
  clearInterval(heart);
  return { value, took, hold };
}

const inOneGo = (city: LargeOutbreak, now: number) => async (): Promise<Figures> => {
  const { projector, rounds, clocks, zones, nails, library, situation } = city;
  const round = situation.get('rounds', 'round')!;
  rounds.forecast(situation, { round }, now);
  const held = new HeldSituation(projector);
  rounds.hold(held, now);
  clocks.hold(held);
  const figures = atOnce(figureSteps({ situation: held, view, now, rounds, zones, clocks, nails, library }));
  held.release();
  return figures;
};
const inTurns = (city: LargeOutbreak, now: number) => (): Promise<Figures> => {
  const { rounds, clocks, zones, nails, library, situation } = city;
  const inMoment = momentsOf({ ...city, clock: () => ({ now: () => now }) });
  return inMoment(situation, now, (still) =>
    figureSteps({ situation: still, view, now, rounds, zones, clocks, nails, library }),
  );
};

const city = await largeOutbreak(NOW, CASES, CONTACTS, PERSONS);
const other = { ...city, ...engineOf(city.projector, city.library) };
for (const { rounds } of [city, other]) rounds.ready(NOW);
const rows: string[][] = [];
const later: { go: { took: number; hold: number }[]; turns: { took: number; hold: number }[] } = { go: [], turns: [] };
let isEqual = true;
for (let round = 0; round <= ROUNDS; round += 1) {
  // Another minute, another thousand reports: what is kept for a minute is made again.
  const now = NOW + round * 2 * MINUTE;
  if (round > 0)
    for (let i = 0; i < 1_000; i += 1)
      city.tell('contacts', { id: `contact${round * 1_000 + i}`, controlledAt: new Date(NOW - HOUR).toISOString() });
  globalThis.gc?.();
  // First in turns: what tubes and units came to is kept for the situation, and then spares the other the work.
  const turns = await watched(inTurns(city, now));
  globalThis.gc?.();
  const go = await watched(inOneGo(other, now));
  isEqual &&= JSON.stringify(go.value) === JSON.stringify(turns.value);
  const first = round === 0 ? 'the first time, all clocks made' : `time ${round + 1}, a thousand reports later`;
  rows.push([first, short(go.took), short(go.hold), short(turns.took), short(turns.hold)]);
  if (round === 0) continue;
  later.go.push(go);
  later.turns.push(turns);
}
printTable(['figures of one view', 'in one go ms', 'longest hold', 'in turns ms', 'longest hold'], rows);
const worst = Math.max(...later.turns.map(({ hold }) => hold));
console.log(`answers equal: ${isEqual ? 'yes' : 'NO'}`);
console.log(
  `longest hold ${short(worst)} ms (goal ${GOAL}: ${worst <= GOAL ? 'met' : 'missed'}), ` +
    `${short(median(later.go.map(({ hold }) => hold)) / median(later.turns.map(({ hold }) => hold)))}x shorter than in one go`,
);
if (!isEqual) process.exit(1);
