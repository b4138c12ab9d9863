// Who answers for a row, as a screen knows it: registered with it or with its place, else with the township it lies in.
import { chargeOf, chargeOfArea, type InCharge } from '#shared/domain/in-charge.ts';
import { isInside } from '#shared/geo/inside.ts';
import type { Position } from '#shared/schema.ts';
import type { Entity, Situation } from '#shared/situation.ts';

/** Townships do not move: the one of a position is found once for each row. */
const townships = new WeakMap<Entity, string>();

/** Address nodes below a compound are in no screen's copy (they come when asked for): then the position tells. */
export function chargeHere(copy: Situation, entity: Entity): InCharge {
  const charge = chargeOf(copy, entity);
  if (charge.unit !== undefined || charge.phone !== undefined) return charge;
  const { position, caseId } = entity as { readonly position?: Position; readonly caseId?: string };
  const found = caseId === undefined ? undefined : copy.get('cases', caseId);
  if (found !== undefined && found !== entity) return chargeHere(copy, found);
  if (position === undefined) return charge;
  const township = townships.get(entity) ?? townshipAt(copy, position);
  if (township === undefined) return charge;
  townships.set(entity, township);
  return chargeOfArea(copy, township);
}

function townshipAt(copy: Situation, [longitude, latitude]: Position): string | undefined {
  for (const { id, level, geometry } of copy.all('areas').values())
    if (level === 'township' && geometry !== undefined && isInside([longitude, latitude], geometry)) return id;
  return undefined;
}
