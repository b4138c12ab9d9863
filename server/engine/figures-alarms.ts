// Figures of alarms: how many hold, and how many of them nobody has seen; and how many sources are silent. Domain 6.11.
import type { Figures } from '#shared/domain/figure.ts';
import { instant } from '#shared/time.ts';
import { silenceOf } from './alarm-scene.ts';
import { type FigureScene, figure } from './figure-scene.ts';

/** What alarms are found in. */
const LOOKED_AT = ['cases', 'zones', 'rounds', 'sites', 'checkpoints', 'sources'] as const;

export const alarmFigures = (scene: FigureScene): Figures => {
  const { situation, view, now } = scene;
  const about = { layers: ['alarms'], source: 'engine' } as const;
  // Who may not see alarms is told nothing of them, which is not that there are none.
  const isTold = view.may('L2');
  let [open, unseen, real, judged] = [0, 0, 0, 0];
  for (const alarm of situation.all('alarms').values()) {
    if (view.see('alarms', alarm) === undefined) continue;
    const { earlier, verdict } = alarm;
    real += (earlier?.real ?? 0) + Number(verdict === 'real');
    judged += (earlier?.real ?? 0) + (earlier?.falseAlarm ?? 0) + Number(verdict !== undefined);
    if (alarm.status === 'ended') continue;
    open += 1;
    if (alarm.status === 'raised') unseen += 1;
  }
  // The engine itself looks, so none is a finding; but where nothing is reported it has looked at nothing.
  const isLooking = LOOKED_AT.some((layer) => situation.all(layer).size > 0);
  const told = (value: number, list: string) => ({
    ...figure(scene, { ...about, value: isTold && isLooking ? value : null, list }),
    state: isLooking ? (isTold ? ('ok' as const) : ('unknown' as const)) : ('notConnected' as const),
  });
  return {
    'alarms.open': told(open, '/api/alarms?figure=alarms.open'),
    'alarms.unacknowledged': told(unseen, '/api/alarms?figure=alarms.unacknowledged'),
    'alarms.precision': figure(scene, {
      ...about,
      value: isTold && judged > 0 ? real / judged : null,
      numerator: isTold && judged > 0 ? real : null,
      denominator: isTold && judged > 0 ? judged : null,
      list: '/api/alarms',
    }),
    ...sourceFigures(scene, now),
  };
};

function sourceFigures(scene: FigureScene, now: number): Figures {
  const { situation } = scene;
  const sources = [...situation.all('sources').values()];
  const heard = { situation, now, listeningSince: Number.NEGATIVE_INFINITY };
  const states = sources.map((source) => silenceOf(heard, source));
  // As of the newest word of any of them.
  const asOf = sources.flatMap(({ id }) => situation.heard.get(id) ?? []).reduce<string | null>(later, null);
  const about = { layers: ['sources'], source: 'engine', asOf } as const;
  const told = (value: number, id: string) =>
    figure(scene, { ...about, value: sources.length === 0 ? null : value, list: `/api/sources?figure=${id}` });
  return {
    'sources.silent': told(states.filter((state) => typeof state === 'object').length, 'sources.silent'),
    'sources.unheard': told(states.filter((state) => state === 'never').length, 'sources.unheard'),
  };
}

const later = (a: string | null, b: string): string => (a === null || instant(b) > instant(a) ? b : a);
