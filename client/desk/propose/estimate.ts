// What a fence would hold while its line still moves: worked out here, from the compounds at hand, for every vertex. The
// server's count replaces it a moment later. Pure.
import type { Geometry } from '#shared/geo/geometry.ts';
import { areaOf, type Box, boxesMeet, boxOf, polygonsOf } from '#shared/geo/shapes.ts';
import { ZoneIndex } from '#shared/geo/zone-index.ts';
import type { Entities, Situation } from '#shared/situation.ts';

export type Estimate = {
  readonly persons: number;
  readonly households: number;
  readonly positives: { readonly inside: number; readonly total: number };
  readonly squareMetres: number;
};

/** What people live in, of all that the copy holds; none of them lies inside another. */
const HOMES: ReadonlySet<Entities['areas']['level']> = new Set<Entities['areas']['level']>(['compound', 'village']);
/** Places looked at along each side of a compound that the line cuts: its people are spread over them evenly. */
const SIDE = 8;

type Home = {
  readonly box: Box;
  readonly persons: number;
  readonly households: number;
  /** inside its outline */
  readonly places: readonly (readonly [number, number])[];
};

/** Made once when the line is taken up: the ground does not move while a hand does. */
export class Estimator {
  readonly #homes: readonly Home[];
  readonly #cases: readonly (readonly [number, number])[];
  readonly #total: number;

  constructor(copy: Situation, caseIds: Iterable<string>) {
    this.#homes = [...copy.all('areas').values()].flatMap((area) => homeOf(area) ?? []);
    const known = [...caseIds].flatMap((id) => copy.get('cases', id) ?? []);
    this.#total = known.length;
    this.#cases = known.flatMap(({ position, places = [] }) => {
      const at = places.find(({ role }) => role === 'residence')?.position ?? position;
      return at === undefined ? [] : [[at[0], at[1]] as const];
    });
  }

  of(shape: Geometry): Estimate {
    const polygons = polygonsOf(shape);
    const box = boxOf(polygons);
    const index = new ZoneIndex();
    index.set('shape', shape);
    const holds = ([x, y]: readonly [number, number]): boolean => index.at([x, y]).length > 0;
    let [persons, households] = [0, 0];
    for (const home of this.#homes) {
      if (!boxesMeet(home.box, box)) continue;
      const share = home.places.filter(holds).length / home.places.length;
      persons += share * home.persons;
      households += share * home.households;
    }
    return {
      persons: Math.round(persons),
      households: Math.round(households),
      positives: { inside: this.#cases.filter(holds).length, total: this.#total },
      squareMetres: areaOf(polygons),
    };
  }
}

function homeOf({ level, geometry, population = 0, households = 0 }: Entities['areas']): Home | undefined {
  if (!HOMES.has(level) || geometry === undefined) return undefined;
  const box = boxOf(polygonsOf(geometry));
  const [west, south, east, north] = box;
  if (west > east) return undefined;
  const own = new ZoneIndex();
  own.set('home', geometry);
  const places = Array.from({ length: SIDE * SIDE }, (_, i): [number, number] => [
    west + (((i % SIDE) + 0.5) / SIDE) * (east - west),
    south + ((Math.floor(i / SIDE) + 0.5) / SIDE) * (north - south),
  ]).filter(([x, y]) => own.at([x, y]).length > 0);
  return places.length === 0 ? undefined : { box, persons: population, households, places };
}
