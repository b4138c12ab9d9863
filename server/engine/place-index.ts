// Where things are, for questions with a position in them: areas and zones that hold it, sites near it. Kept as things change:
// a change costs its name, and is worked in before the next question, in short turns.
import { distance } from '#shared/geo/distance.ts';
import { NearestIndex } from '#shared/geo/nearest.ts';
import type { Position } from '#shared/geo/position.ts';
import { ZoneIndex } from '#shared/geo/zone-index.ts';
import type { Entities, Situation } from '#shared/situation.ts';
import { inTurns, Queue } from '../in-turns.ts';
import type { Projector } from '../situation/projector.ts';

type Zone = Entities['zones'];
type Site = Entities['sites'];
export type NearSite = { readonly site: Site; readonly metres: number };

/** What has ended holds nobody. */
const HAS_ENDED: ReadonlySet<string> = new Set(['released', 'cancelled']);
const KINDS = ['areas', 'zones', 'sites'] as const;
type Kind = (typeof KINDS)[number];
const isKind = (layer: string): layer is Kind => (KINDS as readonly string[]).includes(layer);

export class PlaceIndex {
  readonly #projector: Pick<Projector, 'situation'>;
  readonly #areas = new ZoneIndex();
  /** zones with a polygon of their own */
  readonly #drawn = new ZoneIndex();
  /** the others, by the areas they are made of */
  readonly #byArea = new Map<string, Set<string>>();
  readonly #areasOf = new Map<string, readonly string[]>();
  readonly #sites = new Sites();
  readonly #dirty: Readonly<Record<Kind, Set<string>>> = { areas: new Set(), zones: new Set(), sites: new Set() };
  readonly #queue = new Queue();
  #isBegun = false;

  constructor(projector: Pick<Projector, 'situation' | 'onSteps'>) {
    this.#projector = projector;
    projector.onSteps((steps) => {
      if (!this.#isBegun) return; // all is read at the first question
      for (const { changes } of steps)
        for (const { layer, id } of changes) if (isKind(layer)) this.#dirty[layer].add(id);
    });
  }

  /** Areas that hold a position, boundary included, in order of id. */
  async areasAt(position: Position): Promise<Entities['areas'][]> {
    await this.#upToDate();
    return this.#areas.at(position).flatMap((id) => this.#situation.get('areas', id) ?? []);
  }

  /** Zones that have not ended and hold a position, by their own polygon or by any of their areas', in order of id. */
  async zonesAt(position: Position): Promise<Zone[]> {
    await this.#upToDate();
    const ids = new Set(this.#drawn.at(position));
    for (const area of this.#areas.at(position)) for (const id of this.#byArea.get(area) ?? []) ids.add(id);
    return [...ids].sort(byCodeUnit).flatMap((id) => this.#situation.get('zones', id) ?? []);
  }

  /** The nearest sites by great circle; of equal distances in order of id. */
  async sitesNear(from: Position, count: number, accepts: (site: Site) => boolean): Promise<NearSite[]> {
    await this.#upToDate();
    return this.#sites.near(from, count, (id) => {
      const site = this.#situation.get('sites', id);
      return site !== undefined && accepts(site) ? site : undefined;
    });
  }

  get #situation(): Situation {
    return this.#projector.situation;
  }

  async #upToDate(): Promise<void> {
    if (!this.#isBegun) {
      this.#isBegun = true;
      for (const kind of KINDS) for (const id of this.#situation.all(kind).keys()) this.#dirty[kind].add(id);
    }
    // One after the other: whoever asks while others wait for the same work waits with them.
    await this.#queue.run(() => inTurns(this.#workIn()));
  }

  *#workIn(): Generator<void, void> {
    const { areas, zones, sites } = this.#dirty;
    while (areas.size + zones.size + sites.size > 0) {
      for (const id of areas) {
        areas.delete(id);
        this.#areas.set(id, this.#situation.get('areas', id)?.geometry);
        yield;
      }
      for (const id of zones) {
        zones.delete(id);
        this.#setZone(id, this.#situation.get('zones', id));
        yield;
      }
      for (const id of sites) {
        sites.delete(id);
        this.#sites.set(id, this.#situation.get('sites', id)?.position);
      }
      yield* this.#sites.settle();
    }
  }

  #setZone(id: string, known: Zone | undefined): void {
    const zone = known === undefined || HAS_ENDED.has(known.status) ? undefined : known;
    this.#drawn.set(id, zone?.geometry);
    const areaIds = zone === undefined || zone.geometry !== undefined ? [] : (zone.areaIds ?? []);
    for (const area of this.#areasOf.get(id) ?? []) this.#byArea.get(area)?.delete(id);
    this.#areasOf.set(id, areaIds);
    for (const area of areaIds) {
      const known = this.#byArea.get(area);
      if (known === undefined) this.#byArea.set(area, new Set([id]));
      else known.add(id);
    }
  }
}

/** Changes beside the tree of sites before it is grown anew: a few are looked at one by one, cheaper than a new tree. */
const FEW = 64;

/** Sites in a tree that is not changed, and those that changed since it was grown beside it. */
class Sites {
  #ids: readonly string[] = [];
  #tree = new NearestIndex([]);
  readonly #changed = new Map<string, Position | undefined>();
  readonly #all = new Map<string, Position>();

  set(id: string, position: Position | undefined): void {
    const at = position === undefined ? undefined : ([position[0], position[1]] as const);
    const known = this.#all.get(id);
    if (known?.[0] === at?.[0] && known?.[1] === at?.[1]) return;
    if (at === undefined) this.#all.delete(id);
    else this.#all.set(id, at as Position);
    this.#changed.set(id, at as Position | undefined);
  }

  *settle(): Generator<void, void> {
    if (this.#changed.size <= FEW + this.#ids.length / 16) return;
    yield;
    // In order of id, so that of equal distances the first by id is the first of the tree.
    this.#ids = [...this.#all.keys()].sort(byCodeUnit);
    this.#tree = new NearestIndex(this.#ids.map((id) => this.#all.get(id)!));
    this.#changed.clear();
  }

  near(from: Position, count: number, siteOf: (id: string) => Site | undefined): NearSite[] {
    const inTree = this.#tree.nearest(from, count, (index) => {
      const id = this.#ids[index]!;
      return !this.#changed.has(id) && siteOf(id) !== undefined;
    });
    const found = inTree.map(({ index, metres }) => ({ id: this.#ids[index]!, metres }));
    for (const [id, position] of this.#changed)
      if (position !== undefined && siteOf(id) !== undefined) found.push({ id, metres: distance(from, position) });
    found.sort((a, b) => a.metres - b.metres || byCodeUnit(a.id, b.id));
    return found.slice(0, count).map(({ id, metres }) => ({ site: siteOf(id)!, metres }));
  }
}

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
