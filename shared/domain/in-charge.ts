// Who answers for something, and the number to call: what is registered with it, else with the place that it belongs to. Pure.
import type { Entity, Layer, Reading } from '../situation.ts';

/** Nothing in it where nobody registered anybody: a reader is told that it is unknown, never the next best. */
export type InCharge = { readonly unit?: string; readonly unitEn?: string; readonly phone?: string };

const NOBODY: InCharge = {};
/** An address has some ten levels; a ring of parents in somebody's data must not hold anybody up. */
const DEEPEST = 20;

/** What an entity may say of who answers for it, and of where it belongs; the nearer one first. */
export type Told = InCharge & {
  readonly checkpointId?: string;
  readonly siteId?: string;
  readonly gateId?: string;
  readonly areaId?: string;
  readonly placeId?: string;
  readonly zoneId?: string;
  readonly caseId?: string;
  readonly contactId?: string;
  readonly labId?: string;
  readonly areaIds?: readonly string[];
  readonly parent?: string;
  readonly places?: readonly { readonly role: string; readonly areaId?: string }[];
  readonly authority?: string;
};
const LINKS = [
  ['checkpointId', 'checkpoints'],
  ['siteId', 'sites'],
  ['gateId', 'gates'],
  ['areaId', 'areas'],
  ['placeId', 'areas'],
  ['zoneId', 'zones'],
  ['caseId', 'cases'],
  ['contactId', 'contacts'],
  ['labId', 'sites'],
] as const satisfies readonly (readonly [keyof Told, Layer])[];

/** The area itself, else the nearest one above it of which somebody is registered. */
export function chargeOfArea(situation: Reading, areaId: string): InCharge {
  let id: string | undefined = areaId;
  for (let depth = 0; id !== undefined && depth < DEEPEST; depth += 1) {
    const area: Told | undefined = situation.get('areas', id);
    if (area === undefined) break;
    if (isTold(area)) return only(area);
    id = area.parent;
  }
  return NOBODY;
}

/**
 * A post or a site names its own; a case is answered for where it lives, a zone where it lies, else by the authority that
 * ordered it. Of several areas with several units all are named, and no number, which would be that of one of them.
 */
export function chargeOf(situation: Reading, entity: Entity | Told, depth = 0): InCharge {
  const told = entity as Told;
  if (isTold(told)) return only(told);
  const homes = (told.places ?? []).flatMap(({ role, areaId }) => (role === 'residence' ? (areaId ?? []) : []));
  const found = chargeOfAreas(situation, [...homes, ...(told.areaIds ?? [])]);
  if (isTold(found)) return found;
  if (told.parent !== undefined) return chargeOfArea(situation, told.parent);
  for (const [field, layer] of LINKS) {
    const id = told[field];
    const other = id === undefined || depth > 3 ? undefined : situation.get(layer, id);
    const charge = other === undefined ? NOBODY : chargeOf(situation, other, depth + 1);
    if (isTold(charge)) return charge;
  }
  return told.authority === undefined ? NOBODY : { unit: told.authority };
}

function chargeOfAreas(situation: Reading, areaIds: readonly string[]): InCharge {
  const all = new Map<string, InCharge>();
  for (const id of areaIds) {
    const charge = chargeOfArea(situation, id);
    if (isTold(charge)) all.set(`${charge.unit}|${charge.phone}`, charge);
  }
  const [first = NOBODY, ...others] = all.values();
  if (others.length === 0) return first;
  const units = new Set([...all.values()].flatMap(({ unit }) => unit ?? []));
  if (units.size === 0) return NOBODY;
  const unit = [...units].join(' · ');
  const unitEn = [...new Set([...all.values()].flatMap((charge) => charge.unitEn ?? charge.unit ?? []))].join(' · ');
  return unitEn === unit ? { unit } : { unit, unitEn };
}

const isTold = ({ unit, phone }: InCharge): boolean => unit !== undefined || phone !== undefined;
const only = ({ unit, unitEn, phone }: InCharge): InCharge => ({
  ...(unit === undefined ? {} : { unit }),
  ...(unitEn === undefined ? {} : { unitEn }),
  ...(phone === undefined ? {} : { phone }),
});
