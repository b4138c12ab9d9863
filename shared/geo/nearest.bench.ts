// The 5 nearest of 1,000,000 places by great circle: node shared/geo/nearest.bench.ts
// Against geoflatbush over flatbush, the same question. Equal answers are checked for every question.
import Flatbush from 'flatbush';
import { around } from 'geoflatbush';
import { median, printTable, ratio, short } from '../bench.fixture.ts';
import { distance } from './distance.ts';
import { NearestIndex } from './nearest.ts';
import type { Position } from './position.ts';

const PLACES = 1_000_000;
const QUESTIONS = 5_000;
const COUNT = 5;
const ROUNDS = 5;

let state = 54_321;
const random = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
};
/** Processor time of this thread, milliseconds: what else the machine does is not the work's. */
const time = (work: () => void): number => {
  const { user, system } = process.threadCpuUsage();
  work();
  const spent = process.threadCpuUsage({ user, system });
  return (spent.user + spent.system) / 1_000;
};

const anywhere = (): Position => [random() * 360 - 180, (Math.asin(random() * 2 - 1) * 180) / Math.PI];
const inCity = (): Position => [116 + random() * 0.8, 39.6 + random() * 0.6];

const rows: string[][] = [];
for (const [name, draw] of [
  ['all over the earth', anywhere],
  ['in one city', inCity],
] as const) {
  const places = Array.from({ length: PLACES }, draw);
  const questions = Array.from({ length: QUESTIONS }, draw);
  let index = new NearestIndex([]);
  const built = time(() => {
    index = new NearestIndex(places);
  });
  const flat = new Flatbush(PLACES);
  const flatBuilt = time(() => {
    for (const [x, y] of places) flat.add(x, y, x, y);
    flat.finish();
  });
  let different = 0;
  for (const from of questions) {
    const ours = index.nearest(from, COUNT).map((near) => near.index);
    const theirs = around(flat, from[0], from[1], COUNT);
    if (ours.join() === theirs.join()) continue;
    // Their cosines round: places within a micrometre of each other may change order, and no other.
    const far = (indices: readonly number[]) => indices.map((i) => distance(from, places[i]!));
    const [a, b] = [far(ours), far(theirs)];
    if (a.some((metres, i) => Math.abs(metres - b[i]!) > 1e-6 * Math.max(1, metres))) different += 1;
  }
  const own: number[] = [];
  const peer: number[] = [];
  let sum = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    const a = time(() => {
      for (const from of questions) sum += index.nearest(from, COUNT)[0]!.index;
    });
    const b = time(() => {
      for (const from of questions) sum -= around(flat, from[0], from[1], COUNT)[0]!;
    });
    if (round > 0) {
      own.push(a);
      peer.push(b);
    }
  }
  const each = (values: readonly number[]) => (median(values) * 1_000) / QUESTIONS;
  rows.push([
    name,
    short(each(own)),
    short(each(peer)),
    ratio(each(peer), each(own)),
    String(different),
    short(built),
    short(flatBuilt),
  ]);
  if (different > 0 || Number.isNaN(sum)) process.exitCode = 1;
}
printTable(
  [
    `${COUNT} nearest of ${short(PLACES)}`,
    'ours µs',
    'geoflatbush µs',
    'ratio',
    'different',
    'built ms',
    'flatbush ms',
  ],
  rows,
);
