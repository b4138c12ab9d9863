// Gates and leaks of a fence, asked at the public door, against crossings counted by hand: over an invented quarter always,
// over the real roads and buildings of a district where ../shared/data is beside this checkout.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Crossed,
  crossingsByHand,
  metres,
  type Ring,
  type Spot,
  toLine,
  type Way,
} from './testing/crossings-by-hand.ts';
import { ask } from './testing/ground.ts';
import { AS_MACHINE, type Body, type Line, openLine, say, until } from './testing/line.ts';

const DATA = fileURLToPath(new URL('../../shared/data/haidian/', import.meta.url));
const isThere = existsSync(DATA);
if (!isThere) console.warn('skipped: real roads and buildings (../shared/data is not beside this checkout)');

/** shared/domain/fence/gates.ts: a gate minds crossings this near, and crossings this near are one post. Metres. */
const [AT_GATE, SAME_POST] = [20, 15];
/** A way this near to the line runs along it. Metres. */
const ALONG = 1.5;

type Gate = { readonly id: string; readonly at: Spot };
type Count = { fences: number; crossings: number; leaks: number; gates: number; along: number };

const NEVER = Number.POSITIVE_INFINITY;
const ringsOf = ({ type, coordinates }: Body): Ring[] => (type === 'Polygon' ? coordinates : coordinates.flat());
const nearest = (places: readonly Spot[], at: Spot): number =>
  places.reduce((least, place) => Math.min(least, metres(place, at)), NEVER);

/**
 * Holds an answer against the count by hand, both ways: nothing crossed is missing, nothing is said that is not there, and
 * crossings near each other are one post.
 */
function compare({ geometry, gates, leaks }: Body, ways: readonly Way[], standing: readonly Gate[]): Count {
  const rings = ringsOf(geometry);
  const crossed = crossingsByHand(rings, ways);
  const positions: Spot[] = leaks.map(({ position }: Body) => position);
  const said = new Set<string>(gates.flatMap(({ gateId }: Body) => gateId ?? []));
  const closest = (at: Spot) =>
    standing.toSorted((a, b) => metres(a.at, at) - metres(b.at, at)).find((gate) => metres(gate.at, at) <= AT_GATE);
  const stretchOf = ({ wayId, at }: Crossed): readonly [Spot, Spot] => {
    const { line } = ways.find(({ id }) => id === wayId)!;
    const stretches = line.slice(1).map((to, i) => [line[i]!, to] as const);
    return stretches.toSorted((a, b) => toLine([a], at) - toLine([b], at))[0]!;
  };
  const runsAlong = (one: Crossed): boolean => {
    const [a, b] = stretchOf(one);
    const middle: Spot = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    return [a, middle, b].every((place) => toLine(rings, place) <= ALONG);
  };
  const along = new Set(crossed.filter(runsAlong));
  const open: Spot[] = [];
  for (const one of crossed) {
    const gate = closest(one.at);
    if (gate !== undefined) {
      expect(said, `the gate where ${one.wayId} crosses at ${one.at}`).toContain(gate.id);
      continue;
    }
    // Where a way crosses at a very small angle, its post may stand anywhere on that stretch.
    const reach = along.has(one) ? metres(...stretchOf(one)) : 0;
    const turns = [...along].filter(({ wayId }) => wayId === one.wayId).length;
    // One that runs along the line, over it and back, comes out on the side where it began.
    if (along.has(one) && turns % 2 === 0) continue;
    const what = `a leak where ${one.wayId} crosses at ${one.at}`;
    expect(nearest(positions, one.at), what).toBeLessThanOrEqual(SAME_POST + reach + 0.1);
    if (!along.has(one)) open.push(one.at);
  }
  for (const { position, roadId } of leaks) {
    const own = crossed.filter(({ wayId }) => wayId === roadId).map(({ at }) => at);
    expect(nearest(own, position), `${roadId} crosses at ${position}`).toBeLessThan(0.1);
    expect(closest(position), `no gate minds ${position}`).toBeUndefined();
  }
  for (const { gateId, position } of gates) {
    const minds = crossed.some(({ at }) => closest(at)?.id === gateId);
    expect(minds || toLine(rings, position) <= AT_GATE / 4, `${gateId} stands at this fence`).toBe(true);
  }
  const posts = postsOf(open).length;
  expect(leaks.length).toBeGreaterThanOrEqual(posts);
  expect(leaks.length).toBeLessThanOrEqual(posts + along.size);
  return { fences: 1, crossings: crossed.length, leaks: leaks.length, gates: gates.length, along: along.size };
}

/** From west to east, each that no post before it minds. */
function postsOf(open: readonly Spot[]): Spot[] {
  const posts: Spot[] = [];
  for (const at of open.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]))
    if (nearest(posts, at) > SAME_POST) posts.push(at);
  return posts;
}

function add(sum: Count, count: Count): void {
  for (const key of Object.keys(sum) as (keyof Count)[]) sum[key] += count[key];
}
const none = (): Count => ({ fences: 0, crossings: 0, leaks: 0, gates: 0, along: 0 });

describe('an invented quarter', () => {
  let line: Line;
  beforeAll(async () => {
    line = await openLine();
  });
  afterAll(() => line.close());

  /** Metres east and north of the quarter's corner. */
  const place = (east: number, north: number): Spot => [
    Number((109.1 + east / (111_195 * Math.cos((39 * Math.PI) / 180))).toFixed(7)),
    Number((39 + north / 111_195).toFixed(7)),
  ];
  const WAYS: readonly (Way & { readonly why: string; readonly leaks: number })[] = (
    [
      ['through', 2, [place(-50, 40), place(250, 40)]],
      ['in three bends', 1, [place(30, 250), place(30, 190), place(60, 150), place(60, 120)]],
      ['a footway five metres beside it', 0, [place(35, 250), place(35, 150)]],
      ['along the wall', 0, [place(60, -0.5), place(120, 0.5), place(180, -0.5)]],
      ['at a very small angle', 1, [place(140, -60), place(150, -0.8), place(190, 0.8), place(195, 100)]],
      ['touches from outside', 0, [place(230, 90), place(200, 100), place(230, 110)]],
      ['ends at the wall from outside', 0, [place(80, 260), place(80, 200)]],
      ['ends at the wall from within', 1, [place(110, 150), place(110, 200)]],
      ['through a corner of the wall', 1, [place(-40, 240), place(40, 160)]],
      ['past it', 0, [place(-60, -60), place(260, -60)]],
    ] as const
  ).map(([why, leaks, way], i) => ({ id: `w${i}`, why, leaks, line: way }));

  it('has as many openings as a hand counts, each where it is', async () => {
    const wall = {
      type: 'Polygon',
      coordinates: [[place(0, 0), place(200, 0), place(200, 200), place(0, 200), place(0, 0)]],
    };
    for (const { id, line: way, why, leaks } of WAYS) {
      const geometry = { type: 'LineString', coordinates: way };
      const road = say('road.registered', { id, class: 'residential', walk: true, drive: true, geometry });
      const { results } = await line.send([road]);
      expect(results[0]?.error).toBeUndefined();
      const { body } = await ask(line, '/api/zones/measure', { geometry: wall });
      expect(
        body.leaks.filter(({ roadId }: Body) => roadId === id),
        why,
      ).toHaveLength(leaks);
      compare(body, WAYS.slice(0, WAYS.findIndex((one) => one.id === id) + 1), []);
    }
  });
});

async function bring(line: Line, file: string, options: object): Promise<Body> {
  const form = new FormData();
  form.set('options', JSON.stringify(options));
  form.set('file', new Blob([readFileSync(DATA + file)]), file);
  const answer = await fetch(`${line.url}/api/imports`, { method: 'POST', headers: AS_MACHINE, body: form });
  let status = (await answer.json()) as Body;
  const isOver = async (): Promise<boolean> => {
    if (status.state !== 'running') return true;
    status = (await line.get(`/api/imports/${status.id}`)).body;
    return status.state !== 'running';
  };
  await until(isOver, `${file} imported`, 60_000);
  return status;
}

/** The same choices every time. */
function dice(state: number): () => number {
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

describe.skipIf(!isThere)('the roads and buildings of Zhongguancun', { timeout: 120_000 }, () => {
  let line: Line;
  let ways: Way[];
  let houses: { readonly id: string; readonly at: Spot }[];
  const random = dice(1);
  const any = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

  beforeAll(async () => {
    line = await openLine();
    const roads = await bring(line, 'zgcroads.geojson', {
      kind: 'road.registered',
      datum: 'WGS-84',
      mapping: { id: 'OBJECTID', class: 'fclass' },
      constants: { walk: true, drive: true },
    });
    expect(roads).toMatchObject({ state: 'done', accepted: 645, refusedTotal: 0 });
    const buildings = await bring(line, 'zgcbuilding.geojson', {
      kind: 'area.registered',
      datum: 'WGS-84',
      mapping: { id: { row: true } },
      constants: { level: 'building', name: '楼', population: 60 },
    });
    expect(buildings).toMatchObject({ state: 'done', accepted: 697, refusedTotal: 0 });
    const known = async (path: string): Promise<Body[]> => (await line.get(`${path}limit=1000`)).body.features;
    ways = (await known('/api/roads?')).map(({ properties: { id }, geometry }) => ({ id, line: geometry.coordinates }));
    houses = (await known('/api/areas?level=building&')).map(({ properties: { id }, geometry }) => {
      const shell = ringsOf(geometry)[0]!.slice(0, -1);
      const mean = (axis: 0 | 1) => shell.reduce((sum, at) => sum + at[axis], 0) / shell.length;
      return { id, at: [mean(0), mean(1)] };
    });
    expect([ways.length, houses.length]).toEqual([645, 697]);
  });
  afterAll(() => line.close());

  const near = (at: Spot, count: number) =>
    houses.toSorted((a, b) => metres(a.at, at) - metres(b.at, at)).slice(0, count);
  const measured = async (body: object): Promise<Body> => {
    const answer = await ask(line, '/api/zones/measure', body);
    expect(answer.status).toBe(200);
    return answer.body;
  };
  /** A loop of the hand around a place. */
  const loop = ([x, y]: Spot, radius: number): Body => {
    const corners = 3 + Math.floor(random() * 12);
    const open = Array.from({ length: corners }, (_, i): Spot => {
      const angle = (2 * Math.PI * (i + 0.5 * random())) / corners;
      const far = radius * (0.6 + 0.4 * random());
      return [x + 1.3 * far * Math.cos(angle), y + far * Math.sin(angle)];
    });
    return { type: 'Polygon', coordinates: [[...open, open[0]]] };
  };

  it('fences of addresses, and every alternative around cases at them', async () => {
    const [named, proposed] = [none(), none()];
    for (let n = 0; n < 15; n++) {
      const chosen = near(any(houses).at, 3 + Math.floor(random() * 40));
      add(named, compare(await measured({ areaIds: chosen.map(({ id }) => id) }), ways, []));
    }
    for (let n = 0; n < 8; n++) {
      const chosen = near(any(houses).at, 12).filter((_, i) => i % 3 === 0);
      const caseIds = chosen.map(({ id }, i) => `c${n}-${i}-${id}`);
      const report = (id: string, i: number) =>
        say('case.reported', {
          id,
          status: 'confirmed',
          route: 'screening',
          places: [{ role: 'residence', type: 'flat', areaId: chosen[i]!.id, matchLevel: 'building' }],
        });
      await line.send(caseIds.map(report));
      const { body } = await ask(line, '/api/zones/propose', { caseIds });
      expect(body.alternatives.length).toBeGreaterThan(1);
      for (const alternative of body.alternatives) add(proposed, compare(alternative, ways, []));
    }
    expect(proposed.crossings).toBeGreaterThan(50);
    console.log('fences of addresses', named, 'alternatives around cases', proposed);
  });

  it('fences drawn by hand, without a gate and with gates at their crossings', async () => {
    const [bare, gated] = [none(), none()];
    for (let n = 0; n < 100; n++)
      add(bare, compare(await measured({ geometry: loop(any(houses).at, 0.001 + random() * 0.006) }), ways, []));
    const standing: Gate[] = [];
    for (let n = 0; n < 10; n++) {
      const geometry = loop(any(houses).at, 0.002 + random() * 0.004);
      const spots = postsOf(crossingsByHand(ringsOf(geometry), ways).map(({ at }) => at)).filter((_, i) => i % 3 === 0);
      const set = spots.map(([x, y], i): Gate => ({ id: `g${n}-${i}`, at: [x + 0.00007, y - 0.00004] }));
      standing.push(...set);
      await line.send(
        set.map(({ id, at }) => say('gate.registered', { id, position: at, state: any(['guarded', 'open']) })),
      );
      add(gated, compare(await measured({ geometry }), ways, standing));
    }
    expect(bare.crossings).toBeGreaterThan(400);
    expect(gated.gates).toBeGreaterThan(20);
    console.log('drawn', bare, 'with gates', gated);
  });
});
