// 100,000 points in 200 and 2,000 zones: node shared/geo/zone-index.bench.ts
// Against what people build from packages: flatbush for the boxes, point-in-polygon-hao (exact as well) for the outlines;
// and against turf's booleanPointInPolygon behind the same flatbush. Equal answers are checked for every point.
import { booleanPointInPolygon } from '@turf/turf';
import Flatbush from 'flatbush';
import pointInPolygon from 'point-in-polygon-hao';
import { median, printTable, ratio, short } from '../bench.fixture.ts';
import type { Geometry } from './geometry.ts';
import type { Position } from './position.ts';
import { ZoneIndex } from './zone-index.ts';

const POINTS = 100_000;
const ROUNDS = 5;
type Polygon = Extract<Geometry, { type: 'Polygon' }>;

let state = 12_345;
const random = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
};

/** An outline of 20 to 300 corners, as zones along walls and streets have, over a district of 0.4 by 0.3 degrees. */
function zone(zones: number): Polygon {
  const [x, y] = [116 + random() * 0.4, 39.8 + random() * 0.3];
  const radius = (0.15 + 0.5 * random()) * Math.sqrt(0.12 / zones);
  const corners = 20 + Math.floor(random() * 280);
  const phase = random() * 6;
  const ring = Array.from({ length: corners }, (_, i): Position => {
    const angle = (2 * Math.PI * i) / corners;
    const reach = radius * (0.75 + 0.15 * Math.sin(3 * angle + phase) + 0.1 * random());
    return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
  });
  return { type: 'Polygon', coordinates: [[...ring, ring[0]!]] };
}
/** Half of the points anywhere, half near a zone, where people are. */
const point = (zones: readonly Polygon[]): Position => {
  if (random() < 0.5) return [116 + random() * 0.4, 39.8 + random() * 0.3];
  const ring = zones[Math.floor(random() * zones.length)]!.coordinates[0]!;
  const [x, y] = ring[Math.floor(random() * ring.length)]!;
  return [x + (random() - 0.5) * 0.005, y + (random() - 0.5) * 0.005];
};

/** Processor time of this thread: what else the machine does is not the work's. */
const time = (work: () => void): number => {
  const { user, system } = process.threadCpuUsage();
  work();
  const spent = process.threadCpuUsage({ user, system });
  return (spent.user + spent.system) / 1_000;
};

const rows: string[][] = [];
for (const count of [200, 2_000]) {
  const zones = Array.from({ length: count }, () => zone(count));
  const points = Array.from({ length: POINTS }, () => point(zones));
  const index = new ZoneIndex();
  const built = time(() => {
    for (const [i, geometry] of zones.entries()) index.set(`z${i}`, geometry);
  });
  const boxes = new Flatbush(count);
  for (const { coordinates } of zones) {
    const [xs, ys] = [coordinates[0]!.map(([x]) => x), coordinates[0]!.map(([, y]) => y)];
    boxes.add(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys));
  }
  boxes.finish();

  const ours: number[][] = points.map(([x, y]) => {
    const out: number[] = [];
    index.slotsAt(x, y, out);
    return out.sort((a, b) => a - b);
  });
  const theirs: number[][] = points.map(([x, y]) =>
    boxes
      .search(x, y, x, y)
      .filter((i) => pointInPolygon([x, y], zones[i]!.coordinates) !== false)
      .sort((a, b) => a - b),
  );
  const different = ours.filter((found, i) => found.join() !== theirs[i]!.join()).length;

  const times = { ours: [] as number[], hao: [] as number[], turf: [] as number[] };
  let hits = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    const out: number[] = [];
    const own = time(() => {
      for (const [x, y] of points) hits += index.slotsAt(x, y, out);
    });
    const hao = time(() => {
      for (const [x, y] of points)
        for (const i of boxes.search(x, y, x, y))
          if (pointInPolygon([x, y], zones[i]!.coordinates) !== false) hits += 1;
    });
    const turf = time(() => {
      for (const [x, y] of points)
        for (const i of boxes.search(x, y, x, y)) if (booleanPointInPolygon([x, y], zones[i]!)) hits += 1;
    });
    if (round > 0) {
      times.ours.push(own);
      times.hao.push(hao);
      times.turf.push(turf);
    }
  }
  // by the hundred: the clock of processor time ticks in milliseconds
  const edits = Array.from({ length: 20 }, (_, batch): number => {
    const next = Array.from({ length: 100 }, () => zone(count));
    return time(() => {
      for (const [i, geometry] of next.entries()) index.set(`z${(batch * 100 + i) % count}`, geometry);
    });
  });
  const [own, hao, turf] = [median(times.ours), median(times.hao), median(times.turf)];
  rows.push([
    `${short(count)} zones`,
    short(own),
    short(hao),
    ratio(hao, own),
    short(turf),
    ratio(turf, own),
    String(different),
    short(built),
    short(median(edits) / 100),
    short(Math.max(...edits) / 100),
  ]);
  if (different > 0) process.exitCode = 1;
  if (hits === 0) throw new Error('no point lies in any zone: the bench measures nothing');
}
printTable(
  [
    `${short(POINTS)} points, ms`,
    'ours',
    'flatbush + hao',
    'ratio',
    'flatbush + turf',
    'ratio',
    'different',
    'built ms',
    'an edit ms',
    'at worst',
  ],
  rows,
);
