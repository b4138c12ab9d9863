// The single door: what one reader may see of one entity. REST, socket, errors and exports all pass through here.
// A field not listed in its subject's classes is hidden; an entity of which nothing may be seen does not exist.
import { createHash, createHmac } from 'node:crypto';
import { maskPosition } from '#shared/geo/mask.ts';
import type { Position } from '#shared/geo/position.ts';
import { type Entities, type Entity, LAYERS, type Layer, type Situation } from '#shared/situation.ts';
import { alarmClasses } from '#shared/subject/alarm.ts';
import { areaClasses } from '#shared/subject/area.ts';
import { boxClasses } from '#shared/subject/box.ts';
import { caseClasses } from '#shared/subject/case.ts';
import { checkpointClasses, slotClasses } from '#shared/subject/checkpoint.ts';
import { contactClasses } from '#shared/subject/contact.ts';
import { disinfectionClasses } from '#shared/subject/disinfection.ts';
import { dutyClasses } from '#shared/subject/duty.ts';
import { nailClasses } from '#shared/subject/nail.ts';
import { areaOrderClasses, policyClasses, ruleClasses } from '#shared/subject/policy.ts';
import { conflictClasses, seenClasses } from '#shared/subject/review.ts';
import { gateClasses, roadClasses } from '#shared/subject/road.ts';
import { rollClasses, roundClasses } from '#shared/subject/round.ts';
import { seriesClasses } from '#shared/subject/series.ts';
import { siteClasses } from '#shared/subject/site.ts';
import { clockClasses, sourceClasses } from '#shared/subject/source.ts';
import type { Class, Classes } from '#shared/subject/subject.ts';
import { taskClasses } from '#shared/subject/task.ts';
import { positionClasses, teamClasses } from '#shared/subject/team.ts';
import { areaTestClasses, tubeClasses } from '#shared/subject/test.ts';
import { transferClasses } from '#shared/subject/transfer.ts';
import { visitClasses } from '#shared/subject/visit.ts';
import { zoneClasses } from '#shared/subject/zone.ts';
import type { Principal } from './principal.ts';
import { territoryFor } from './reach.ts';
import { isInside, type Place, placeOf } from './territory.ts';

const KEPT: Classes<Entities['receipts']> = {
  seq: 'never',
  state: 'never',
  reason: 'never',
  code: 'never',
  field: 'never',
};

/** Complete by type: a layer or a field that nobody classed does not compile. */
export const CLASSES: { readonly [L in Layer]: Classes<Entities[L]> } = {
  areas: areaClasses,
  roads: roadClasses,
  gates: gateClasses,
  zones: zoneClasses,
  nails: nailClasses,
  checkpoints: checkpointClasses,
  sites: siteClasses,
  boxes: boxClasses,
  cases: caseClasses,
  contacts: contactClasses,
  transfers: transferClasses,
  disinfections: disinfectionClasses,
  duties: dutyClasses,
  rounds: roundClasses,
  rolls: rollClasses,
  areaTests: areaTestClasses,
  visits: visitClasses,
  series: seriesClasses,
  teams: teamClasses,
  positions: positionClasses,
  tasks: taskClasses,
  policies: policyClasses,
  rules: ruleClasses,
  areaOrders: areaOrderClasses,
  alarms: alarmClasses,
  conflicts: conflictClasses,
  sources: sourceClasses,
  clock: clockClasses,
  seen: seenClasses,
  receipts: KEPT,
  slots: slotClasses,
  tubes: tubeClasses,
};

/** Layers about persons and those who serve them: seen only inside one's own areas. The others are the city's. */
const CONFINED: ReadonlySet<Layer> = new Set<Layer>([
  'cases',
  'contacts',
  'transfers',
  'disinfections',
  'boxes',
  'visits',
  'tasks',
  'positions',
  'conflicts',
  'alarms',
]);

/** Where members of staff are: for those who lead or direct them, and for nobody who merely works beside them (A20). */
const LED: ReadonlySet<Layer> = new Set<Layer>(['positions']);
const leads = ({ rights }: Pick<Principal, 'rights'>): boolean =>
  rights.has('tasks') || rights.has('approve') || rights.has('import');

type Reader = Pick<Principal, 'classes' | 'areas' | 'rights'>;

/** Address nodes below the compound are asked for one parent at a time; no screen holds a city's staircases. */
const FINE: ReadonlySet<string> = new Set(['building', 'staircase', 'floor', 'household']);
export const isStreamed = (layer: Layer, entity: Entity): boolean =>
  layer !== 'areas' || !FINE.has((entity as Entities['areas']).level);

const HOUR_PART = /T(\d\d):.*?(Z|[+-]\d\d:\d\d)$/;

export class View {
  /** hash of the rights: readers with the same key share every encoded frame */
  readonly key: string;
  readonly #open: ReadonlySet<Class>;
  readonly #areas: readonly string[];
  readonly #leads: boolean;
  readonly #situation: Situation;
  readonly #maskKey: Buffer;
  readonly #seen = new WeakMap<Entity, Entity>();

  constructor(reader: Reader, situation: Situation, maskKey: Buffer) {
    this.#open = new Set<Class>(reader.classes);
    this.#areas = reader.areas;
    this.#leads = leads(reader);
    this.#situation = situation;
    this.#maskKey = maskKey;
    this.key = View.keyOf(reader, situation, maskKey);
  }

  static keyOf(reader: Reader, situation: Situation, maskKey: Buffer): string {
    const ground = reader.areas.length === 0 ? '*' : territoryFor(reader.areas, situation).key;
    return createHash('sha256')
      .update(JSON.stringify([2, reader.classes, ground, leads(reader)]))
      .update(maskKey)
      .digest('hex')
      .slice(0, 16);
  }

  /** May this reader see anything at all? An administrator of accounts may not. */
  get isBlind(): boolean {
    return this.#open.size === 0;
  }

  may(wanted: Class): boolean {
    return this.#open.has(wanted);
  }

  /** Does this reader's ground hold the place? All of it, for a reader confined to no areas; what says no place, none. */
  holds(place: Place): boolean {
    if (this.isBlind) return false;
    if (this.#areas.length === 0) return true;
    return isInside(territoryFor(this.#areas, this.#situation), place, this.#situation) ?? false;
  }

  /** The entity as this reader may see it, or undefined: hidden and absent look the same. */
  see<E extends Entity>(layer: Layer, entity: E): E | undefined {
    if (LAYERS[layer] === 'kept' || this.isBlind || !this.#isWithin(layer, entity)) return undefined;
    const known = this.#seen.get(entity);
    if (known !== undefined) return known as E;
    const shown = this.#redact(layer, entity);
    if (shown !== undefined) this.#seen.set(entity, shown);
    return shown as E | undefined;
  }

  /** What was said in one report about an entity of this layer, for its history. */
  seeData(layer: Layer, entity: Entity, data: Readonly<Record<string, unknown>>): Record<string, unknown> | undefined {
    if (this.see(layer, entity) === undefined) return undefined;
    const classes = CLASSES[layer] as Readonly<Record<string, Class | undefined>>;
    // Masked readers get no history of persons: a place told twice is a place found.
    const floor: Class = CONFINED.has(layer) ? 'L2' : 'L1';
    if (!this.#open.has(floor)) return undefined;
    const out: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(data)) {
      const wanted = classes[name] ?? floor;
      if (wanted !== 'never' && this.#open.has(wanted)) out[name] = value;
    }
    return out;
  }

  #isWithin(layer: Layer, entity: Entity): boolean {
    if (LED.has(layer) && !this.#leads) return false;
    if (this.#areas.length === 0 || !CONFINED.has(layer)) return true;
    return isInside(territoryFor(this.#areas, this.#situation), placeOf(layer, entity), this.#situation) ?? false;
  }

  #redact(layer: Layer, entity: Entity): Entity | undefined {
    const classes = CLASSES[layer] as Readonly<Record<string, Class | undefined>>;
    const { id, version, observedAt, recordedAt, source, ...fields } = entity as Entity & Record<string, unknown>;
    const shown: Record<string, unknown> = { id, version, observedAt, recordedAt, source };
    let hidden = 0;
    let open = 0;
    for (const [name, value] of Object.entries(fields)) {
      const wanted = classes[name] ?? 'never';
      if (this.#open.has(wanted)) {
        shown[name] = value;
        open += 1;
      } else hidden += 1;
    }
    if (open === 0) return undefined;
    if (hidden === 0) return entity;
    if (layer === 'cases' && !this.#open.has('L2'))
      return this.#mask(shown, fields['position'] as Position | undefined);
    return shown as unknown as Entity;
  }

  /** A case for those who may not know where: a point that never moves for this record, and times to the hour. */
  #mask(shown: Record<string, unknown>, position: Position | undefined): Entity {
    shown['masked'] = true;
    shown['observedAt'] = toHour(shown['observedAt'] as string);
    shown['recordedAt'] = toHour(shown['recordedAt'] as string);
    if (position !== undefined) {
      const seed = createHmac('sha256', this.#maskKey)
        .update(`cases/${String(shown['id'])}`)
        .digest();
      shown['position'] = maskPosition([position[0], position[1]], seed);
    }
    return shown as unknown as Entity;
  }
}

const toHour = (iso: string): string => iso.replace(HOUR_PART, 'T$1:00:00$2');
