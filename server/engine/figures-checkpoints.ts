// Figures of checkpoints: what passed, what was turned back, whether both directions and all hours are watched. Domain 6.5.

import {
  dutyCover,
  gapMinutes,
  loadOf,
  NO_PASSAGES,
  parityOf,
  passagesOf,
  plus,
  queueOf,
  type Ratio,
  ratioOver,
  registerOf,
  yieldOver,
} from '#shared/domain/checkpoint-flow.ts';
import { localMidnight } from '#shared/domain/day-count.ts';
import type { Figures } from '#shared/domain/figure.ts';
import { rateOf, wilson } from '#shared/domain/rate.ts';
import type { Situation } from '#shared/situation.ts';
import type { Checkpoint } from '#shared/subject/checkpoint.ts';
import { instant } from '#shared/time.ts';
import { type FigureScene, figure } from './figure-scene.ts';

/** Checked one way more than the other, or one way only. */
export const isParityFlagged = ({ totals }: Checkpoint): boolean =>
  parityOf({ in: passagesOf(totals?.in).vehicles, out: passagesOf(totals?.out).vehicles }).isFlagged;

/** As many vehicles as its lanes can pass, or more. */
export function isFull(checkpoint: Checkpoint, now: number): boolean {
  const load = loadOf(checkpoint, now);
  return load !== null && load.vehiclesPerHour >= load.capacity;
}

export const checkpointFigures = (scene: FigureScene): Figures => {
  const { situation, now } = scene;
  const checkpoints = [...situation.all('checkpoints').values()];
  let inbound = NO_PASSAGES;
  let outbound = NO_PASSAGES;
  for (const { totals } of checkpoints) {
    const [into, out] = [passagesOf(totals?.in), passagesOf(totals?.out)];
    inbound = plus(inbound, into);
    outbound = plus(outbound, out);
  }
  const flagged = checkpoints.filter(isParityFlagged).length;
  const both = plus(inbound, outbound);
  const counters = checkpoints.flatMap(({ totals }) => [totals?.in ?? [], totals?.out ?? []].flat());
  const found = yieldOver(counters);
  const interval = found === null ? null : wilson(found.numerator, found.denominator);
  const per10000 = (share: number | undefined) => (share === undefined ? null : share * 10_000);
  const loads = checkpoints.flatMap((checkpoint) => loadOf(checkpoint, now) ?? []);
  const passing = loads.reduce((sum, { vehiclesPerHour }) => sum + vehiclesPerHour, 0);
  const capacity = loads.reduce((sum, load) => sum + load.capacity, 0);
  const about = { layers: ['checkpoints', 'slots'], list: '/api/checkpoints' } as const;
  const told = (value: number | null) => figure(scene, { ...about, value });
  const counted = (name: string, value: number | null) =>
    figure(scene, { ...about, value, list: `/api/checkpoints?figure=checkpoints.${name}` });
  const share = (value: number | null, n: number | null, d: number | null) =>
    figure(scene, { ...about, value, numerator: value === null ? null : n, denominator: value === null ? null : d });
  const ratio = (of: Ratio | null, times = 1) =>
    share(of === null ? null : (of.numerator / of.denominator) * times, of?.numerator ?? null, of?.denominator ?? null);
  const isTold = both.vehicles !== null;
  const { registered, unexplained } = registerOf(
    checkpoints.map(({ type }) => type),
    declaredOf(situation),
  );
  const queues = checkpoints.flatMap((checkpoint) => queueOf(checkpoint, now) ?? []);
  const waits = queues.flatMap(({ hours }) => hours ?? []);
  const queueFigure = (value: number | null, isProvisional = false) =>
    figure(scene, {
      ...about,
      value: queues.length === 0 ? null : value,
      asOf: queues.length === 0 ? null : Math.max(...queues.map(({ at }) => at)),
      isProvisional,
    });
  const cover = duty(situation, now);
  const parity = parityOf({ in: inbound.vehicles, out: outbound.vehicles }).parity;
  return {
    'checkpoints.registered': told(checkpoints.length === 0 ? null : registered),
    'checkpoints.declared': figure(scene, {
      value: declaredOf(situation),
      layers: ['series'],
      list: '/api/series?figure=checkpoints.declared',
    }),
    'checkpoints.unexplained': figure(scene, {
      value: checkpoints.length === 0 ? null : unexplained,
      layers: ['series', 'checkpoints'],
      list: '/api/series',
    }),
    'checkpoints.vehicles': told(both.vehicles),
    'checkpoints.persons': told(both.persons),
    'checkpoints.turnBackVehicles': ratio(ratioOver(counters, 'vehiclesTurnedBack', 'vehicles')),
    'checkpoints.turnBackPersons': ratio(ratioOver(counters, 'personsTurnedBack', 'persons')),
    'checkpoints.vehiclesTurnedBack': told(both.vehiclesTurnedBack),
    'checkpoints.personsTurnedBack': told(both.personsTurnedBack),
    'checkpoints.suspects': told(both.suspects),
    'checkpoints.yieldPer10000': ratio(found, 10_000),
    'checkpoints.yieldPer10000Low': told(per10000(interval?.low)),
    'checkpoints.yieldPer10000High': told(per10000(interval?.high)),
    'checkpoints.utilisation': share(rateOf(passing, capacity), Math.round(passing), Math.round(capacity)),
    'checkpoints.full': counted(
      'full',
      loads.length === 0 ? null : checkpoints.filter((checkpoint) => isFull(checkpoint, now)).length,
    ),
    'checkpoints.queueVehicles': queueFigure(queues.reduce((sum, { vehicles }) => sum + vehicles, 0)),
    'checkpoints.longestWaitHours': queueFigure(
      waits.length === 0 ? null : Math.round(Math.max(...waits) * 100) / 100,
      // Somewhere they wait and nobody knows what passes there: it may be longer.
      waits.length < queues.length,
    ),
    'checkpoints.parity': share(parity, outbound.vehicles, inbound.vehicles),
    'checkpoints.parityFlagged': counted('parityFlagged', isTold ? flagged : null),
    'checkpoints.staffed': figure(scene, {
      value: cover === undefined ? null : postsOnDuty(situation, now).size,
      layers: ['duties'],
      list: '/api/checkpoints?figure=checkpoints.staffed',
    }),
    'checkpoints.dutyCover': figure(scene, { value: cover?.share ?? null, layers: ['duties'], list: '/api/duties' }),
    'checkpoints.dutyGapMinutes': figure(scene, {
      value: cover?.gapMinutes ?? null,
      layers: ['duties'],
      list: '/api/duties',
    }),
  };
};

/** How many checkpoints the authority declared, by the newest day of the series. */
function declaredOf(situation: Situation): number | null {
  let newest: { readonly date: string; readonly value: number } | undefined;
  for (const { series, date, value } of situation.all('series').values())
    if (series === 'checkpoints.declared' && (newest === undefined || date >= newest.date)) newest = { date, value };
  return newest?.value ?? null;
}

/** The checkpoints with somebody on duty at this moment, of those that have a roster. */
export function postsOnDuty(situation: Situation, now: number): Set<string> {
  const posts = new Set<string>();
  for (const { checkpointId, from, to, staff } of situation.all('duties').values())
    if (checkpointId !== undefined && staff > 0 && instant(from) <= now && now < instant(to)) posts.add(checkpointId);
  return posts;
}

/** Minutes since local midnight with somebody on duty, over all posts that have a roster. */
function duty(situation: Situation, now: number): { readonly share: number; readonly gapMinutes: number } | undefined {
  const from = localMidnight(now);
  if (now <= from) return undefined;
  const byPost = Map.groupBy(
    [...situation.all('duties').values()].filter(
      ({ checkpointId, to }) => checkpointId !== undefined && instant(to) > from - 1,
    ),
    ({ checkpointId }) => checkpointId,
  );
  // Whose roster ended before today is a gap of the whole day, not a post without a roster.
  const posts = new Set([...situation.all('duties').values()].flatMap(({ checkpointId }) => checkpointId ?? []));
  if (posts.size === 0) return undefined;
  let [share, minutes] = [0, 0];
  for (const post of posts) {
    const cover = dutyCover(byPost.get(post) ?? [], from, now);
    share += cover.share;
    minutes += gapMinutes(cover);
  }
  return { share: Math.round((share / posts.size) * 10_000) / 10_000, gapMinutes: Math.floor(minutes) };
}
