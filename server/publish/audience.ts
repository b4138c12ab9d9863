// An audience: readers with the same rights, layers and box. What they hold is a pure function of the situation, so
// their digest is kept once, and each frame is encoded once.
import { createHash } from 'node:crypto';
import type { DeltaChange } from '#shared/delta.ts';
import { type Digest, EMPTY_DIGEST, entityDigest, hex, xor } from '#shared/digest.ts';
import type { Geometry } from '#shared/geo/geometry.ts';
import type { Position } from '#shared/geo/position.ts';
import type { Bbox, Scope } from '#shared/protocol.ts';
import { type Change, type Entity, LAYERS, type Layer, type Situation } from '#shared/situation.ts';
import { isStreamed, type View } from '../access/view.ts';
import type { Recent } from './recent.ts';

/** Changes in one frame at most: some 100 kB, so that a ping never waits long behind one. */
const FRAME_CHANGES = 400;
/** ... and in characters: two frames under way must stay under the 2 MiB that a stopped reader may cost (G9). */
const FRAME_CHARS = 512 * 1024;
/** Frames remembered: readers differ by a few ticks at most. */
const FRAMES_KEPT = 16;
/** Entities hashed in one turn of the event loop. */
const DIGEST_SLICE = 20_000;

export type Frame = { readonly body: string; readonly place: number; readonly seq: number; readonly isEmpty: boolean };

const sorted = (names: readonly string[] | undefined) => (names === undefined ? null : [...new Set(names)].sort());
const scopeKey = ({ layers, bbox, whole }: Scope): string =>
  JSON.stringify([sorted(layers), bbox ?? null, bbox === undefined ? null : sorted(whole)]);

export class Audience {
  readonly view: View;
  readonly #layers: ReadonlySet<string> | undefined;
  readonly #bbox: Bbox | undefined;
  readonly #whole: ReadonlySet<string>;
  readonly #frames = new Map<string, Frame>();
  #digest: Digest = EMPTY_DIGEST;
  #isCounted = false;
  /** of these rights and this scope */
  readonly key: string;
  /** not all that the view shows: some layers, or a box */
  readonly isPart: boolean;
  members = 0;
  /** settles when the digest is known */
  ready: Promise<void> = Promise.resolve();

  constructor(view: View, scope: Scope) {
    this.view = view;
    const part = scopeKey(scope);
    this.isPart = part !== scopeKey({});
    this.key = this.isPart ? `${view.key}-${createHash('sha256').update(part).digest('hex').slice(0, 12)}` : view.key;
    this.#layers = scope.layers === undefined ? undefined : new Set(scope.layers);
    this.#bbox = scope.bbox;
    this.#whole = new Set(scope.whole);
  }

  /** 16 hex digits once the first count is through; undefined until then. */
  get digest(): string | undefined {
    return this.#isCounted ? hex(this.#digest) : undefined;
  }

  /** Whether these readers asked for the layer. */
  wants(layer: Layer): boolean {
    return this.#layers?.has(layer) !== false;
  }

  /** The entity as these readers hold it, if they do. */
  see(layer: Layer, entity: Entity | undefined): Entity | undefined {
    if (entity === undefined || !this.wants(layer) || !isStreamed(layer, entity)) return undefined;
    const shown = this.view.see(layer, entity);
    if (shown === undefined || this.#bbox === undefined || this.#isUncut(layer, shown)) return shown;
    return isInBox(this.#bbox, shown) ? shown : undefined;
  }

  #isUncut(layer: Layer, shown: Entity): boolean {
    if (this.#whole.size === 0) return false;
    const { type } = shown as { readonly type?: string };
    return this.#whole.has(layer) || (type !== undefined && this.#whole.has(`${layer}/${type}`));
  }

  /**
   * Counts what is held now, in slices. XOR commutes, so changes that come meanwhile go straight into the digest:
   * what is counted is the state at the call, what is moved is everything after it.
   */
  async count(situation: Situation, breathe: () => Promise<void>): Promise<void> {
    const held: [Layer, Entity][] = [];
    for (const layer of Object.keys(LAYERS) as Layer[]) {
      if (LAYERS[layer] === 'kept') continue;
      for (const entity of situation.all(layer).values()) held.push([layer, entity]);
    }
    for (let start = 0; start < held.length; start += DIGEST_SLICE) {
      if (start > 0) await breathe();
      for (const [layer, entity] of held.slice(start, start + DIGEST_SLICE)) this.#toggle(layer, entity);
    }
    this.#isCounted = true;
  }

  move(changes: readonly Change[]): void {
    for (const { layer, before, after } of changes) {
      this.#toggle(layer, before);
      this.#toggle(layer, after);
    }
  }

  /** The next frame for a reader at `place` who holds everything up to `from`; encoded once for all who stand there. */
  frame(recent: Recent, place: number, from: number, limit = FRAME_CHANGES): Frame {
    const key = `${place}/${recent.end}/${from}/${limit}`;
    const known = this.#frames.get(key);
    if (known !== undefined) return known;
    let taken = recent.take(place, limit);
    let changes = this.#squash(taken.changes);
    let text = JSON.stringify(changes);
    // Entities of many kilobytes make a frame of few changes; one event is never cut.
    for (let fewer = limit; text.length > FRAME_CHARS && fewer > 1 && limit !== Number.POSITIVE_INFINITY; ) {
      fewer = Math.max(1, Math.floor((fewer * FRAME_CHARS) / text.length / 2));
      const smaller = recent.take(place, fewer);
      if (smaller.place === taken.place) break;
      taken = smaller;
      changes = this.#squash(taken.changes);
      text = JSON.stringify(changes);
    }
    const body = `"from":${from},"to":${taken.seq},"changes":${text}`;
    const frame = { body, place: taken.place, seq: taken.seq, isEmpty: changes.length === 0 };
    this.#frames.set(key, frame);
    for (const oldest of this.#frames.keys()) {
      if (this.#frames.size <= FRAMES_KEPT) break;
      this.#frames.delete(oldest);
    }
    return frame;
  }

  /** Several changes of one entity as one: what was held before the first, what is held after the last. */
  #squash(changes: readonly Change[]): DeltaChange[] {
    const spans = new Map<string, Change>();
    for (const change of changes) {
      const key = `${change.layer}/${change.id}`;
      const first = spans.get(key);
      spans.set(key, first === undefined ? change : { ...change, before: first.before });
    }
    const out: DeltaChange[] = [];
    for (const { layer, id, before, after } of spans.values()) {
      const shown = this.see(layer, after);
      if (shown !== undefined) out.push({ layer, id, version: shown.version, op: 'put', entity: shown });
      else if (this.see(layer, before) !== undefined)
        out.push({ layer, id, version: (after ?? before)!.version, op: 'remove' });
    }
    return out;
  }

  #toggle(layer: Layer, entity: Entity | undefined): void {
    const shown = this.see(layer, entity);
    if (shown !== undefined) this.#digest = xor(this.#digest, entityDigest(layer, shown.id, shown.version));
  }
}

/** Whether an entity touches a box; one without a place belongs to every box, or nobody would ever be told of it. */
export function isInBox([west, south, east, north]: Bbox, entity: Entity): boolean {
  const { position, geometry } = entity as { readonly position?: Position; readonly geometry?: Geometry };
  if (position !== undefined)
    return position[0] >= west && position[0] <= east && position[1] >= south && position[1] <= north;
  if (geometry === undefined) return true;
  const box = boxOf(geometry);
  return box[0] <= east && box[2] >= west && box[1] <= north && box[3] >= south;
}

const boxes = new WeakMap<Geometry, Bbox>();
export function boxOf(geometry: Geometry): Bbox {
  const known = boxes.get(geometry);
  if (known !== undefined) return known;
  let [west, south, east, north] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  const walk = (part: unknown): void => {
    const list = part as readonly unknown[];
    if (typeof list[0] !== 'number') {
      for (const child of list) walk(child);
      return;
    }
    const [lon, lat] = list as unknown as Position;
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  };
  walk(geometry.coordinates);
  const box: Bbox = [west, south, east, north];
  boxes.set(geometry, box);
  return box;
}
