// Which rows a figure counts: the list behind a number has exactly the rows that make it (docs/figures.md).
import { clearancePart } from '#shared/domain/clock/clearance.ts';
import { localMidnight } from '#shared/domain/day-count.ts';
import type { Entities, Entity, Layer } from '#shared/situation.ts';
import { through } from '#shared/steps.ts';
import { instant } from '#shared/time.ts';
import { silenceOf } from './alarm-scene.ts';
import type { FigureScene } from './figure-scene.ts';
import { caseTests, foundAt } from './figures-cases.ts';
import { isFull, isParityFlagged, postsOnDuty } from './figures-checkpoints.ts';
import { isTestingPoint } from './figures-rounds.ts';
import { zoneTests } from './figures-zones.ts';

/** @param entity as the situation holds it, of the layer, and seen by the reader */
export type IsRow = (entity: Entity) => boolean;
/** `of` in small steps, of a situation that stands still; what it answers with needs that situation no more. */
export type FigureRows = { readonly layer: Layer; readonly of: (scene: FigureScene) => Generator<void, IsRow> };

const rowsInSteps = <L extends Layer>(
  layer: L,
  of: (scene: FigureScene) => Generator<void, (entity: Entities[L]) => boolean>,
): FigureRows => ({ layer, of: of as unknown as FigureRows['of'] });

const rows = <L extends Layer>(layer: L, of: (scene: FigureScene) => (entity: Entities[L]) => boolean): FigureRows =>
  // biome-ignore lint/correctness/useYield: each entity says it for itself
  rowsInSteps(layer, function* (scene) {
    return of(scene);
  });

const ofCases = (id: keyof ReturnType<typeof caseTests>): FigureRows =>
  rows('cases', ({ now }) => {
    const test = caseTests(now)[id];
    return (entity) => test(entity, foundAt(entity));
  });

const ofZones = (id: keyof ReturnType<typeof zoneTests>): FigureRows => rows('zones', (scene) => zoneTests(scene)[id]);

const ofClearance = (is: (part: NonNullable<ReturnType<typeof clearancePart>>) => boolean): FigureRows =>
  rowsInSteps('cases', function* ({ situation, view, now, clocks }) {
    const { positives } = yield* clocks.each(situation, view, now, () => {});
    const from = localMidnight(now);
    const ids = new Set<string>();
    for (const positive of positives) {
      const part = clearancePart(positive, from, now + 1);
      if (part !== undefined && is(part)) ids.add(positive.id);
    }
    return ({ id }) => ids.has(id);
  });

const ofContacts = (is: (at: { readonly isControlled: boolean; readonly isOver: boolean }) => boolean): FigureRows =>
  rowsInSteps('contacts', function* ({ situation, view, now, clocks }) {
    const ids = new Set<string>();
    const { contacts } = yield* clocks.each(situation, view, now, () => {});
    yield* through(contacts, ({ contact, identifiedAt, controlledAt, limitHours }) => {
      if (identifiedAt > now) return;
      const isControlled = controlledAt !== undefined && controlledAt <= now;
      const hours = ((isControlled ? controlledAt : now) - identifiedAt) / 3_600_000;
      const isOld = isControlled && controlledAt <= now - 24 * 3_600_000;
      if (is({ isControlled, isOver: !isOld && limitHours !== undefined && hours > limitHours })) ids.add(contact.id);
    });
    return ({ id }) => ids.has(id);
  });

const ofSources = (is: (silence: ReturnType<typeof silenceOf>) => boolean): FigureRows =>
  rows(
    'sources',
    ({ situation, now }) =>
      (source) =>
        is(silenceOf({ situation, now, listeningSince: Number.NEGATIVE_INFINITY }, source)),
  );

/** By the id of the figure. A figure that is no count of entities is not here: its link leads to what it is made of. */
export const FIGURE_ROWS: Readonly<Record<string, FigureRows>> = {
  'cases.total': ofCases('total'),
  'cases.today': ofCases('today'),
  'cases.yesterday': ofCases('yesterday'),
  'cases.yesterdaySoFar': ofCases('yesterdaySoFar'),
  'cases.community': ofCases('community'),
  'cases.communityToday': ofCases('communityToday'),
  'cases.controlledToday': ofCases('controlledToday'),
  'cases.preliminary': ofCases('preliminary'),
  'contacts.total': rows(
    'contacts',
    ({ now }) =>
      ({ identifiedAt }) =>
        instant(identifiedAt) <= now,
  ),
  'contacts.waiting': ofContacts(({ isControlled }) => !isControlled),
  'contacts.overLimit': ofContacts(({ isOver }) => isOver),
  'clearance.carried': ofClearance(({ isFound }) => !isFound),
  'clearance.found': ofClearance(({ isFound }) => isFound),
  'clearance.moved': ofClearance(({ end }) => end === 'moved'),
  'clearance.home': ofClearance(({ end }) => end === 'home'),
  'clearance.leftOver': ofClearance(({ end }) => end === 'left'),
  'alarms.open': rows(
    'alarms',
    () =>
      ({ status }) =>
        status !== 'ended',
  ),
  'alarms.unacknowledged': rows(
    'alarms',
    () =>
      ({ status }) =>
        status === 'raised',
  ),
  'sources.silent': ofSources((silence) => typeof silence === 'object'),
  'sources.unheard': ofSources((silence) => silence === 'never'),
  'checkpoints.declared': rows(
    'series',
    () =>
      ({ series }) =>
        series === 'checkpoints.declared',
  ),
  'checkpoints.full': rows(
    'checkpoints',
    ({ now }) =>
      (post) =>
        isFull(post, now),
  ),
  'checkpoints.staffed': rows('checkpoints', ({ situation, now }) => {
    const posts = postsOnDuty(situation, now);
    return ({ id }) => posts.has(id);
  }),
  'checkpoints.parityFlagged': rows('checkpoints', () => isParityFlagged),
  'sites.quarantine': rows(
    'sites',
    () =>
      ({ type }) =>
        type === 'quarantine',
  ),
  'sites.quarantineRunning': rows(
    'sites',
    () =>
      ({ type, tier = 'running' }) =>
        type === 'quarantine' && tier === 'running',
  ),
  'rooms.unbalanced': rows(
    'sites',
    () =>
      ({ type, tier = 'running', rooms, remarks = [] }) =>
        type === 'quarantine' && tier === 'running' && rooms !== undefined && remarks.length > 0,
  ),
  'testing.points': rows('sites', () => isTestingPoint),
  'zones.inForce': ofZones('inForce'),
  'zones.held': ofZones('held'),
  'zones.personsHeld': ofZones('holding'),
  'zones.overdue': rowsInSteps('zones', function* (scene) {
    const { inForce } = zoneTests(scene);
    const late = new Set((yield* scene.zones.overdueSteps(scene.situation, scene.now)).map(({ zoneId }) => zoneId));
    return (zone) => inForce(zone) && late.has(zone.id);
  }),
};
