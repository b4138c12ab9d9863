// Figures of cases and contacts: how many, how many today, how many of them found in the community. Domain 6.10.
import { isSocial } from '#shared/domain/counter/social-zero.ts';
import { localMidnight } from '#shared/domain/day-count.ts';
import { through } from '#shared/steps.ts';
import type { Case } from '#shared/subject/case.ts';
import { HOUR, instant } from '#shared/time.ts';
import { type FigureSource, figure } from './figure-scene.ts';

/** When it became known as one, as the map ages it (client/layers/case-rows.ts): a later report makes it no younger. */
export const foundAt = ({ sampledAt, stages, observedAt }: Case): number =>
  instant(stages?.reported ?? stages?.tested ?? sampledAt ?? observedAt);

/** Which cases each figure counts. The time decides the day even for those who are not told the time itself. */
export function caseTests(now: number) {
  const midnight = localMidnight(now);
  const yesterday = localMidnight(midnight - 1);
  const isCounted = ({ status }: Case, at: number): boolean => status !== 'excluded' && at <= now;
  const isToday = (entity: Case, at: number): boolean => isCounted(entity, at) && at >= midnight;
  const isCommunity = ({ route }: Case): boolean => isSocial(route);
  /** `at` is that of foundAt: read once for all of them */
  return {
    total: isCounted,
    today: isToday,
    yesterday: (entity: Case, at: number) => isCounted(entity, at) && at < midnight && at >= yesterday,
    // What today may be compared with: a part of a day with the same part.
    yesterdaySoFar: (entity: Case, at: number) =>
      isCounted(entity, at) && at >= yesterday && at - yesterday <= now - midnight && at < midnight,
    community: (entity: Case, at: number) => isCounted(entity, at) && isCommunity(entity),
    communityToday: (entity: Case, at: number) => isToday(entity, at) && isCommunity(entity),
    controlledToday: (entity: Case, at: number) => isToday(entity, at) && !isCommunity(entity),
    preliminary: (entity: Case, at: number) => isCounted(entity, at) && entity.status === 'preliminary',
  };
}

export const caseFigures: FigureSource = function* (scene) {
  const { situation, view, now } = scene;
  const tests = Object.entries(caseTests(now)).map(([name, test]) => ({ id: `cases.${name}`, test, count: 0 }));
  const { community } = caseTests(now);
  let latest = Number.NEGATIVE_INFINITY;
  yield* through(situation.all('cases').values(), (entity) => {
    if (view.see('cases', entity) === undefined) return;
    const at = foundAt(entity);
    for (const each of tests) if (each.test(entity, at)) each.count += 1;
    if (community(entity, at)) latest = Math.max(at, latest);
  });
  const isFound = Number.isFinite(latest);
  const isTold = situation.all('cases').size > 0 || heardOf(situation, 'cases');
  return {
    ...Object.fromEntries(
      tests.map(({ id, count }) => [
        id,
        figure(scene, { value: isTold ? count : null, layers: ['cases'], list: `/api/cases?figure=${id}` }),
      ]),
    ),
    'cases.communityLatestHours': figure(scene, {
      // None ever found is no number of hours.
      value: !isFound ? null : Math.round(((now - latest) / HOUR) * 10) / 10,
      layers: ['cases'],
      asOf: isFound ? latest : null,
      list: '/api/cases?figure=cases.community',
    }),
    ...(yield* contactFigures(scene)),
  };
};

const contactFigures: FigureSource = function* (scene) {
  const { situation, view, now } = scene;
  let [total, controlled] = [0, 0];
  yield* through(situation.all('contacts').values(), (entity) => {
    if (instant(entity.identifiedAt) > now || !view.may('L2') || view.see('contacts', entity) === undefined) return;
    total += 1;
    if (entity.controlledAt !== undefined && instant(entity.controlledAt) <= now) controlled += 1;
  });
  // Who may not see contacts is told nothing of them, which is not that there are none.
  const isTold = view.may('L2') && (situation.all('contacts').size > 0 || heardOf(situation, 'contacts'));
  const about = { layers: ['contacts'], list: '/api/contacts?figure=contacts.total' } as const;
  return {
    'contacts.total': figure(scene, { ...about, value: isTold ? total : null }),
    'contacts.controlled': figure(scene, {
      ...about,
      value: isTold && total > 0 ? controlled / total : null,
      numerator: isTold ? controlled : null,
      denominator: isTold ? total : null,
    }),
  };
};

/** A source of the layer has spoken: an empty list is then a statement. */
function heardOf(situation: Parameters<FigureSource>[0]['situation'], layer: string): boolean {
  for (const { id, layers } of situation.all('sources').values())
    if (layers.includes(layer) && situation.heard.has(id)) return true;
  return false;
}
