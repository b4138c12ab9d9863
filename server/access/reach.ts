// Whether what a report concerns lies where its sender's rights hold. Rights over everywhere reach everything.
import { type Report, subjectOf } from '#shared/report.ts';
import type { Layer, Situation } from '#shared/situation.ts';
import type { Principal } from './principal.ts';
import { isInside, type Place, placeOf, type Territory, territoryOf } from './territory.ts';

const cache = new WeakMap<
  Situation,
  { readonly asOf: string | undefined; readonly territories: Map<string, Territory> }
>();

/** The territory of a list of areas, made again only when the areas changed. */
export function territoryFor(areas: readonly string[], situation: Situation): Territory {
  const asOf = `${situation.asOf.get('areas')}/${situation.all('areas').size}`;
  let held = cache.get(situation);
  if (held === undefined || held.asOf !== asOf) {
    held = { asOf, territories: new Map() };
    cache.set(situation, held);
  }
  const key = areas.join('\u0000');
  let territory = held.territories.get(key);
  if (territory === undefined) {
    territory = territoryOf(areas, situation);
    held.territories.set(key, territory);
  }
  return territory;
}

/**
 * A known entity must lie inside, and so must what is said of it: nobody takes over what is elsewhere, nor moves it there.
 * What says nothing of its place (a series, a source) is outside every territory and needs rights over everywhere.
 */
export function mayReach(principal: Principal, report: Report, situation: Situation): boolean {
  // That a report was read concerns no place; who may know of the report at all knows its opId.
  if (principal.areas.length === 0 || report.kind === 'report.seen') return true;
  const territory = territoryFor(principal.areas, situation);
  const subject = subjectOf(report);
  const said = isInside(territory, report.data as Place, situation);
  if (subject === undefined) return said ?? false;
  const [layer, id] = [subject.slice(0, subject.indexOf('/')) as Layer, subject.slice(subject.indexOf('/') + 1)];
  const known = situation.get(layer, id);
  if (known === undefined) return said ?? layer === 'teams';
  const inside = isInside(territory, placeOf(layer, known), situation);
  return (inside ?? layer === 'teams') && said !== false;
}
