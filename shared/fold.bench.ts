// How fast events become the situation: node shared/fold.bench.ts
// Against the two immutable updates that people write in a reducer (Redux style): a copy of the layer for each event, as
// an object spread or as a new Map. All three run the same folds (`project`); only how a change is applied differs.
// A copy costs what the layer holds, so the alternatives are measured from empty (kind to them) and at full size.

import { median, printTable, ratio, short } from './bench.fixture.ts';
import type { Event } from './event.ts';
import { eventFrom, Mix } from './mix.fixture.ts';
import { advance, project } from './project.ts';
import { type Change, type Entity, LAYER_NAMES, type Layer, type Reading, Situation } from './situation.ts';

const EVENTS = 200_000;
/** Folded from empty by all three. */
const FEW = 4_000;
/** Folded by all three into a situation of EVENTS events. */
const NEXT = 200;
const ROUNDS = 3;

type Holder = Reading & { readonly apply: (changes: readonly Change[]) => void };

/** `{...state, [layer]: {...state[layer], [id]: entity}}` */
function bySpread(full?: Situation): Holder {
  let state: Partial<Record<Layer, Readonly<Record<string, Entity>>>> = {};
  if (full !== undefined) for (const layer of LAYER_NAMES) state[layer] = Object.fromEntries(full.all(layer));
  return {
    get: <L extends Layer>(layer: L, id: string) => state[layer]?.[id] as ReturnType<Situation['get']> as never,
    apply: (changes) => {
      for (const { layer, id, after } of changes) {
        if (after !== undefined) state = { ...state, [layer]: { ...state[layer], [id]: after } };
      }
    },
  };
}

/** `new Map(layer).set(id, entity)` */
function byMapCopy(full?: Situation): Holder {
  const state = new Map<Layer, ReadonlyMap<string, Entity>>();
  if (full !== undefined) for (const layer of LAYER_NAMES) state.set(layer, new Map(full.all(layer)));
  return {
    get: <L extends Layer>(layer: L, id: string) => state.get(layer)?.get(id) as never,
    apply: (changes) => {
      for (const { layer, id, after } of changes) {
        if (after !== undefined) state.set(layer, new Map(state.get(layer)).set(id, after));
      }
    },
  };
}

/** @returns events a second */
function rateOf(events: readonly Event[], step: (event: Event) => void): number {
  const start = performance.now();
  for (const event of events) step(event);
  return events.length / ((performance.now() - start) / 1_000);
}

const stepInto =
  (holder: Holder) =>
  (event: Event): void =>
    holder.apply(project(holder, event).changes);

const mix = new Mix();
const events = mix.many(EVENTS).map((report, i) => eventFrom(report, i + 1));
const next = mix.many(NEXT).map((report, i) => eventFrom(report, EVENTS + i + 1));
const first = events.slice(0, FEW);

const rates: Record<string, number[]> = {};
const note = (name: string, rate: number): void => {
  rates[name] ??= [];
  rates[name].push(rate);
};
let entities = 0;
// Round 0 warms the code and is not counted.
for (let round = 0; round <= ROUNDS; round += 1) {
  const full = new Situation();
  const all = rateOf(events, (event) => advance(full, event));
  entities = full.size();
  const small = new Situation();
  const results: [string, number][] = [
    ['all', all],
    ['few ours', rateOf(first, (event) => advance(small, event))],
    ['few spread', rateOf(first, stepInto(bySpread()))],
    ['few map', rateOf(first, stepInto(byMapCopy()))],
    ['next spread', rateOf(next, stepInto(bySpread(full)))],
    ['next map', rateOf(next, stepInto(byMapCopy(full)))],
    ['next ours', rateOf(next, (event) => advance(full, event))],
  ];
  if (round > 0) for (const [name, rate] of results) note(name, rate);
}

const of = (name: string): number => median(rates[name] ?? []);
const row = (name: string, ours: string, alternative: string): string[] => [
  name,
  short(of(ours)),
  short(of(alternative)),
  ratio(of(ours), of(alternative)),
];
const at = `at ${short(entities)} entities`;
printTable(
  ['events/s, median', 'ours', 'alternative', 'ratio'],
  [
    [`${short(EVENTS)} events from empty`, short(of('all')), '-', '-'],
    row(`${short(FEW)} from empty / object spread`, 'few ours', 'few spread'),
    row(`${short(FEW)} from empty / new Map`, 'few ours', 'few map'),
    row(`the next ${NEXT} ${at} / object spread`, 'next ours', 'next spread'),
    row(`the next ${NEXT} ${at} / new Map`, 'next ours', 'next map'),
  ],
);
