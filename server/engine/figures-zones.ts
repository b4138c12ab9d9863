// Figures of zones: how many hold, whom they hold, and who should be free by now. Domain 6.6, 8.3.
import { isInForce, rankOf } from '#shared/domain/zone/level.ts';
import type { Entities, Situation } from '#shared/situation.ts';
import { HOUR } from '#shared/time.ts';
import { chainOf } from './case-nodes.ts';
import { type FigureScene, type FigureSource, figure } from './figure-scene.ts';

type Zone = Entities['zones'];

/** From this rank on people may not come and go: medium, controlled and all above. Low and precaution ask, they do not hold. */
const HOLDS = 2;

type Held = {
  readonly persons: number;
  /** an address node whose population nobody told, or a zone drawn without address nodes: there are more than counted */
  readonly isPart: boolean;
};

/** Everybody in these zones once, however zones overlap: a node below another one of the list is part of it. */
export function held(situation: Situation, zones: readonly Zone[]): Held {
  const nodes = new Set(zones.flatMap(({ areaIds }) => areaIds ?? []));
  let persons = 0;
  let isPart = zones.some(({ areaIds }) => areaIds === undefined || areaIds.length === 0);
  for (const id of nodes) {
    const [, ...above] = chainOf(situation, id);
    if (above.some((parent) => nodes.has(parent))) continue;
    const population = situation.get('areas', id)?.population;
    if (population === undefined) isPart = true;
    else persons += population;
  }
  return { persons, isPart };
}

/** Which zones each figure counts; of those overdue the release clocks have to be asked. */
export function zoneTests({ situation, now, zones }: Pick<FigureScene, 'situation' | 'now' | 'zones'>) {
  const inForce = (zone: Zone): boolean => isInForce(zone, now);
  return {
    inForce,
    held: (zone: Zone) => inForce(zone) && zone.status === 'held',
    holding: (zone: Zone) => inForce(zone) && rankOf(zone.level, zones.policyOf(situation, zone)) >= HOLDS,
  };
}

export const zoneFigures: FigureSource = function* (scene) {
  const { situation, now, view, zones } = scene;
  const tests = zoneTests(scene);
  const shown = [...situation.all('zones').values()].filter(
    (zone) => tests.inForce(zone) && view.see('zones', zone) !== undefined,
  );
  const holding = shown.filter(tests.holding);
  const ids = new Set(shown.map(({ id }) => id));
  const overdue = (yield* zones.overdueSteps(situation, now)).filter(({ zoneId }) => ids.has(zoneId));
  const since = new Map(overdue.map((each) => [each.zoneId, each.since]));
  const late = holding.filter(({ id }) => since.has(id));
  const lateHours = late.reduce(
    (sum, zone) => sum + held(situation, [zone]).persons * Math.max(0, (now - since.get(zone.id)!) / HOUR),
    0,
  );
  // No zone ever told of is not "no zone": a city that has not connected its orders must not read 0.
  const isTold = situation.asOf.get('zones') !== undefined;
  const told = (value: number, rows: string, isProvisional = false) =>
    figure(scene, {
      value: isTold ? value : null,
      layers: ['zones'],
      list: `/api/zones?figure=zones.${rows}`,
      isProvisional,
    });
  const all = held(situation, holding);
  return {
    'zones.inForce': told(shown.length, 'inForce'),
    'zones.held': told(shown.filter(tests.held).length, 'held'),
    'zones.overdue': told(overdue.length, 'overdue'),
    'zones.overduePersonHours': told(
      Math.round(lateHours),
      'overdue',
      late.some((zone) => held(situation, [zone]).isPart),
    ),
    'zones.personsHeld': told(all.persons, 'personsHeld', all.isPart),
  };
};
