// The Situation: every entity as of one seq. Entities are immutable values in mutable maps, so that a reader who
// holds one keeps it, and a change costs the changed entity and nothing else.
import type { Alarm } from './subject/alarm.ts';
import type { Area } from './subject/area.ts';
import type { BoxEntity } from './subject/box.ts';
import type { Case } from './subject/case.ts';
import type { Checkpoint, SlotDay } from './subject/checkpoint.ts';
import type { Contact } from './subject/contact.ts';
import type { Disinfection } from './subject/disinfection.ts';
import type { Duty } from './subject/duty.ts';
import type { NailItem } from './subject/nail.ts';
import type { Adoption, AreaOrders, Rule } from './subject/policy.ts';
import type { Conflict, Seen } from './subject/review.ts';
import type { Gate, Road } from './subject/road.ts';
import type { RollArea, Round } from './subject/round.ts';
import type { SeriesDay } from './subject/series.ts';
import type { Site } from './subject/site.ts';
import type { Clock, Source } from './subject/source.ts';
import type { Stamp } from './subject/subject.ts';
import type { Task } from './subject/task.ts';
import type { Team, TeamPosition } from './subject/team.ts';
import type { AreaTests, Tube } from './subject/test.ts';
import type { TransferEntity } from './subject/transfer.ts';
import type { Visit } from './subject/visit.ts';
import type { Zone } from './subject/zone.ts';

/** What became of a report that was not simply applied; applied ones need no row. */
export type Receipt = Stamp & {
  readonly seq: number;
  readonly state: 'merged' | 'conflict' | 'refused';
  readonly reason: string;
  readonly code?: string;
  readonly field?: string;
};

export type Entities = {
  areas: Area;
  roads: Road;
  gates: Gate;
  zones: Zone;
  nails: NailItem;
  checkpoints: Checkpoint;
  sites: Site;
  boxes: BoxEntity;
  cases: Case;
  contacts: Contact;
  transfers: TransferEntity;
  disinfections: Disinfection;
  duties: Duty;
  rounds: Round;
  rolls: RollArea;
  areaTests: AreaTests;
  visits: Visit;
  series: SeriesDay;
  teams: Team;
  positions: TeamPosition;
  tasks: Task;
  policies: Adoption;
  rules: Rule;
  areaOrders: AreaOrders;
  alarms: Alarm;
  conflicts: Conflict;
  sources: Source;
  clock: Clock;
  seen: Seen;
  receipts: Receipt;
  slots: SlotDay;
  tubes: Tube;
};
export type Layer = keyof Entities;
export type Entity = Entities[Layer];

/** How far a layer travels: `shown` to screens, `kept` on the server only, `volatile` shown but not in the durable log. */
export const LAYERS: { readonly [L in Layer]: 'shown' | 'kept' | 'volatile' } = {
  areas: 'shown',
  roads: 'shown',
  gates: 'shown',
  zones: 'shown',
  nails: 'shown',
  checkpoints: 'shown',
  sites: 'shown',
  boxes: 'shown',
  cases: 'shown',
  contacts: 'shown',
  transfers: 'shown',
  disinfections: 'shown',
  duties: 'shown',
  rounds: 'shown',
  rolls: 'shown',
  areaTests: 'shown',
  visits: 'shown',
  series: 'shown',
  teams: 'shown',
  positions: 'volatile',
  tasks: 'shown',
  policies: 'shown',
  rules: 'kept',
  areaOrders: 'kept',
  alarms: 'shown',
  conflicts: 'shown',
  sources: 'shown',
  clock: 'shown',
  seen: 'kept',
  receipts: 'kept',
  slots: 'kept',
  tubes: 'kept',
};
export const LAYER_NAMES = Object.keys(LAYERS) as Layer[];
export const SHOWN_LAYERS = LAYER_NAMES.filter((layer) => LAYERS[layer] !== 'kept');

/** What a fold may read: the situation before the event. */
export interface Reading {
  get<L extends Layer>(layer: L, id: string): Entities[L] | undefined;
}

/** One entity before and after. Neither: nothing happened; no `before`: new; no `after`: gone. */
export type Change = {
  readonly layer: Layer;
  readonly id: string;
  readonly before: Entity | undefined;
  readonly after: Entity | undefined;
};

export class Situation implements Reading {
  seq = 0;
  /** when each layer last changed (recordedAt), and when each source was last heard */
  readonly asOf = new Map<Layer, string>();
  readonly heard = new Map<string, string>();
  readonly #layers = Object.fromEntries(LAYER_NAMES.map((layer) => [layer, new Map<string, Entity>()])) as {
    [L in Layer]: Map<string, Entity>;
  };

  get<L extends Layer>(layer: L, id: string): Entities[L] | undefined {
    return this.#layers[layer].get(id) as Entities[L] | undefined;
  }

  /** Live view of one layer, in order of first appearance; do not keep it across changes. */
  all<L extends Layer>(layer: L): ReadonlyMap<string, Entities[L]> {
    return this.#layers[layer] as ReadonlyMap<string, Entity> as ReadonlyMap<string, Entities[L]>;
  }

  put(layer: Layer, id: string, entity: Entity): void {
    this.#layers[layer].set(id, entity);
  }

  remove(layer: Layer, id: string): void {
    this.#layers[layer].delete(id);
  }

  apply(changes: readonly Change[]): void {
    for (const { layer, id, after } of changes) {
      if (after === undefined) this.#layers[layer].delete(id);
      else this.#layers[layer].set(id, after);
    }
  }

  size(): number {
    let total = 0;
    for (const layer of LAYER_NAMES) total += this.#layers[layer].size;
    return total;
  }
}
