// Figures of cases and contacts: how many, how many today, how many of them found in the community. Domain 6.10.
import { localMidnight } from '#shared/domain/day-count.ts';
import type { Case } from '#shared/subject/case.ts';
import { instant } from '#shared/time.ts';
import { type FigureSource, figure } from './figure-scene.ts';

/**
 * Found while already under control: isolated, in a closed loop, or behind the door of a sealed area (6.10 b). An unknown
 * route counts as the community until somebody says otherwise. Which zones count as social is policy; this is the common rule.
 */
const CONTROLLED: ReadonlySet<Case['route']> = new Set(['centralIsolation', 'homeIsolation', 'closedLoop', 'door']);

/** When it became known as one, as the map ages it (client/layers/case-rows.ts): a later report makes it no younger. */
export const foundAt = ({ sampledAt, stages, observedAt }: Case): number =>
  instant(stages?.reported ?? stages?.tested ?? sampledAt ?? observedAt);

export const caseFigures: FigureSource = (scene) => {
  const { situation, view, now } = scene;
  const midnight = localMidnight(now);
  const yesterday = localMidnight(midnight - 1);
  let [total, today, before, community, communityToday, open] = [0, 0, 0, 0, 0, 0];
  for (const entity of situation.all('cases').values()) {
    const shown = view.see('cases', entity);
    if (shown === undefined || shown.status === 'excluded') continue;
    // The time decides the day even for those who are not told the time itself.
    const at = foundAt(entity);
    if (at > now) continue;
    const isToday = at >= midnight;
    const isCommunity = !CONTROLLED.has(shown.route);
    total += 1;
    if (isToday) today += 1;
    else if (at >= yesterday) before += 1;
    if (isCommunity) community += 1;
    if (isToday && isCommunity) communityToday += 1;
    if (shown.status === 'preliminary') open += 1;
  }
  const isTold = situation.all('cases').size > 0 || heardOf(situation, 'cases');
  const told = (value: number) =>
    figure(scene, { value: isTold ? value : null, layers: ['cases'], list: '/api/cases' });
  return {
    'cases.total': told(total),
    'cases.today': told(today),
    'cases.yesterday': told(before),
    'cases.community': told(community),
    'cases.communityToday': told(communityToday),
    'cases.controlledToday': told(today - communityToday),
    'cases.preliminary': told(open),
    ...contactFigures(scene),
  };
};

const contactFigures: FigureSource = (scene) => {
  const { situation, view, now } = scene;
  let [total, controlled] = [0, 0];
  for (const entity of situation.all('contacts').values()) {
    if (instant(entity.identifiedAt) > now || !view.may('L2') || view.see('contacts', entity) === undefined) continue;
    total += 1;
    if (entity.controlledAt !== undefined && instant(entity.controlledAt) <= now) controlled += 1;
  }
  // Who may not see contacts is told nothing of them, which is not that there are none.
  const isTold = view.may('L2') && (situation.all('contacts').size > 0 || heardOf(situation, 'contacts'));
  const about = { layers: ['contacts'], list: '/api/contacts' } as const;
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
