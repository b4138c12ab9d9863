// A town of squares for tests and benches: blocks of streets, two walled compounds in each, houses, staircases, gates.
import type { Position } from '../../geo/position.ts';
import type { CaseSaid } from './evidence.ts';
import { Ground, type GroundArea, type GroundRoad } from './ground.ts';

/** Degrees of one metre, near enough at the town's latitude. */
const [EAST, NORTH] = [1 / 86_500, 1 / 111_195];
const ORIGIN: Position = [109.1, 38.9];
export const BLOCK = 240;

/** A position so many metres east and north of the town's corner. */
export const at = (x: number, y: number): Position => [
  Math.round((ORIGIN[0] + x * EAST) * 1e7) / 1e7,
  Math.round((ORIGIN[1] + y * NORTH) * 1e7) / 1e7,
];
export const square = (x: number, y: number, width: number, height: number) => ({
  type: 'Polygon' as const,
  coordinates: [[at(x, y), at(x + width, y), at(x + width, y + height), at(x, y + height), at(x, y)]],
});

const PERSONS = 40; // on one staircase

export type Squares = {
  readonly ground: Ground;
  /** every staircase with the middle of its footprint */
  readonly homes: readonly { readonly id: string; readonly at: Position }[];
  /** one market hall in every fourth block */
  readonly markets: readonly { readonly id: string; readonly at: Position }[];
};

/**
 * `columns` by `rows` blocks of 240 m. In each: compound `b3.2-0` in the west and `-1` in the east, each of 8 houses
 * (`-0.5`) with 2 staircases (`-0.5/1`), one gate in its south wall with a service way to the street. Ids tell the tree.
 * @param motorway x in metres of a motorway from south to north
 */
export function squares(columns: number, rows: number, { motorway }: { readonly motorway?: number } = {}): Squares {
  const ground = new Ground();
  const homes: { id: string; at: Position }[] = [];
  const markets: { id: string; at: Position }[] = [];
  const put = (area: GroundArea): void => ground.set('areas', area.id, area);
  const way = (id: string, line: Position[], kind: string, drive = true): void => {
    const road: GroundRoad = {
      id,
      class: kind,
      geometry: { type: 'LineString', coordinates: line },
      walk: kind !== 'motorway',
      drive,
    };
    ground.set('roads', id, road);
  };
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < rows; j++) {
      const [x, y] = [i * BLOCK, j * BLOCK];
      const block = `b${i}.${j}`;
      put({
        id: block,
        level: 'block',
        geometry: square(x, y, BLOCK, BLOCK),
        population: 32 * PERSONS,
        households: 320,
      });
      way(`${block}/s`, [at(x, y), at(x + 60, y), at(x + 180, y), at(x + BLOCK, y)], 'residential');
      way(`${block}/w`, [at(x, y), at(x, y + BLOCK)], 'residential');
      if ((i + j) % 4 === 3) {
        const id = `${block}/m`;
        put({
          id,
          parent: block,
          level: 'place',
          type: 'market',
          geometry: square(x + 105, y + 20, 30, 60),
          population: 0,
          households: 0,
        });
        markets.push({ id, at: at(x + 120, y + 50) });
      }
      for (let c = 0; c < 2; c++) {
        const compound = `${block}-${c}`;
        const west = x + 15 + c * 125;
        put({
          id: compound,
          parent: block,
          level: 'compound',
          geometry: square(west, y + 15, 85, 210),
          population: 16 * PERSONS,
          households: 160,
        });
        const gate = at(x + 60 + c * 120, y + 15);
        ground.set('gates', `g${compound}`, { id: `g${compound}`, areaId: compound, position: gate, state: 'guarded' });
        way(`${compound}/way`, [at(x + 60 + c * 120, y), gate, at(x + 60 + c * 120, y + 120)], 'service');
        for (let h = 0; h < 8; h++) {
          const house = `${compound}.${h}`;
          const [hx, hy] = [west + 8 + (h % 2) * 38, y + 25 + Math.floor(h / 2) * 50];
          put({
            id: house,
            parent: compound,
            level: 'building',
            geometry: square(hx, hy, 32, 14),
            population: 2 * PERSONS,
            households: 20,
          });
          for (let s = 0; s < 2; s++) {
            const id = `${house}/${s}`;
            put({
              id,
              parent: house,
              level: 'staircase',
              geometry: square(hx + s * 16, hy, 16, 14),
              population: PERSONS,
              households: 10,
            });
            homes.push({ id, at: at(hx + s * 16 + 8, hy + 7) });
          }
        }
      }
    }
  }
  if (motorway !== undefined) way('mw', [at(motorway, -200), at(motorway, rows * BLOCK + 200)], 'motorway');
  return { ground, homes, markets };
}

/** A confirmed case that lives at a position known to the door. */
export const caseAt = (id: string, position: Position, more: Partial<CaseSaid> = {}): CaseSaid => ({
  id,
  status: 'confirmed',
  places: [{ role: 'residence', type: 'flat', position, matchLevel: 'door' }],
  ...more,
});
