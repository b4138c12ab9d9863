// Cases to fences at 1,000, 10,000 and 100,000 cases: node shared/domain/fence/fence.bench.ts
// From reported cases to valid outlines of whole houses with people, gates and evidence, against what people build from turf
// for the outline alone: booleanPointInPolygon behind flatbush for the house, union of the houses. The unions must have the
// same area. The exponent says how time grows: 1 is linear. PostGIS is not on this machine; it is not compared.
import { booleanPointInPolygon, area as turfArea, union } from '@turf/turf';
import Flatbush from 'flatbush';
import type { Feature, Polygon } from 'geojson';
import { printTable, ratio, short } from '../../bench.fixture.ts';
import { densityGroups } from '../../geo/density.ts';
import { FENCE_RULE } from './drafts.ts';
import type { CaseSaid } from './evidence.ts';
import { proposeFences } from './propose.ts';
import { caseAt, squares } from './town.fixture.ts';

const SIZES = [1_000, 10_000, 100_000];
/** Turf unites in a time that grows faster than its input: it is asked up to here. */
const TURF_UP_TO = 10_000;

let state = 99;
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

const rows: string[][] = [];
const ours: number[] = [];
const groupings: number[] = [];
for (const size of SIZES) {
  // a town that grows with the outbreak: one person in a hundred and twenty infected
  const side = Math.ceil(Math.sqrt(size / 10));
  const town = squares(side, side);
  const cases = Array.from({ length: size }, (_, i): CaseSaid => {
    const home = town.homes[Math.floor(random() * town.homes.length)]!;
    return caseAt(`c${i}`, home.at);
  });
  // the indexes of the ground are there before anybody asks
  proposeFences({ cases: cases.slice(0, 10), rule: FENCE_RULE, unit: 'building' }, town.ground);

  let areaIds: readonly string[] = [];
  let square = 0;
  const own = time(() => {
    const found = proposeFences({ cases, rule: FENCE_RULE, unit: 'building' }, town.ground);
    if (!found.ok) throw new Error(found.error.message);
    const [fence] = found.value.alternatives;
    areaIds = fence!.areaIds;
    square = turfArea(fence!.geometry as Polygon);
  });
  ours.push(own);
  const grouping = time(() => {
    densityGroups(
      cases.map(({ places }) => places![0]!.position as [number, number]),
      200,
      (near) => near.length >= 3,
    );
  });
  groupings.push(grouping);

  let theirs = Number.NaN;
  let isSame = true;
  if (size <= TURF_UP_TO) {
    const houses = [...new Set(town.homes.map(({ id }) => id.split('/')[0]!))].map((id) => ({
      id,
      polygon: { type: 'Polygon', coordinates: town.ground.polygons(id)[0] } as unknown as Polygon,
    }));
    theirs = time(() => {
      const boxes = new Flatbush(houses.length);
      for (const { polygon } of houses) {
        const ring = polygon.coordinates[0]!;
        const [xs, ys] = [ring.map(([x]) => x!), ring.map(([, y]) => y!)];
        boxes.add(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys));
      }
      boxes.finish();
      const held = new Set<number>();
      for (const { places } of cases) {
        const [x, y] = places![0]!.position as [number, number];
        for (const i of boxes.search(x, y, x, y)) if (booleanPointInPolygon([x, y], houses[i]!.polygon)) held.add(i);
      }
      const features = [...held].map(
        (i): Feature<Polygon> => ({ type: 'Feature', properties: {}, geometry: houses[i]!.polygon }),
      );
      const whole = union({ type: 'FeatureCollection', features });
      isSame = Math.abs(turfArea(whole!) / square - 1) < 1e-9 && held.size === areaIds.length;
    });
  }
  if (!isSame) process.exitCode = 1;
  rows.push([
    `${short(size)} cases`,
    short(areaIds.length),
    short(own),
    Number.isNaN(theirs) ? '-' : short(theirs),
    Number.isNaN(theirs) ? '-' : ratio(theirs, own),
    Number.isNaN(theirs) ? '-' : isSame ? 'same' : 'DIFFERENT',
    short(grouping),
  ]);
}
printTable(
  ['cases to fences of houses', 'houses', 'ours ms', 'turf ms', 'ratio', 'outline', 'density groups ms'],
  rows,
);
const exponent = (times: readonly number[]): string =>
  short(Math.log(times.at(-1)! / times[0]!) / Math.log(SIZES.at(-1)! / SIZES[0]!));
console.log(`time grows as cases to the power of ${exponent(ours)} (fences), ${exponent(groupings)} (density groups)`);
