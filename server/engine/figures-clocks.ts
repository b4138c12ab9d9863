// Figures of the clocks: how many run and how many are late, of each kind; pooled positives, hours to control, clearance.
import { clearanceOf } from '#shared/domain/clock/clearance.ts';
import { CLOCK_KINDS, type ClockKind, type ClockState } from '#shared/domain/clock/clock.ts';
import { controlHours } from '#shared/domain/clock/contact-clock.ts';
import { poolPersons } from '#shared/domain/clock/pool-clock.ts';
import type { Figures } from '#shared/domain/figure.ts';
import type { Layer } from '#shared/situation.ts';
import { DAY } from '#shared/time.ts';
import type { ClockRow } from './clocks.ts';
import { type FigureScene, type FigureSource, figure } from './figure-scene.ts';

const CASES = ['cases'] as const satisfies readonly Layer[];
/** What each kind is made from: its figures are connected where one of these is. */
const MADE_FROM: Readonly<Record<ClockKind, readonly Layer[]>> = {
  pool: ['tubes', 'cases'],
  response: CASES,
  report: CASES,
  contact: ['contacts'],
  clearance: ['cases', 'transfers'],
};

export const clockFigures: FigureSource = (scene) => {
  const { situation, view, now, clocks } = scene;
  const rows = clocks.rows(situation, view, now);
  const book = clocks.book(situation);
  // Without a rule in force no clock runs: that is not "none is late".
  const hasRule = book.hasRule('positive-clock') || book.hasRule('report-clock');
  const isTold = hasRule && situation.all('cases').size > 0;
  const count = (state: ClockState, kind?: ClockKind) => {
    const of = rows.filter((row) => row.state === state && (kind === undefined || row.kind === kind)).length;
    const query = `state=${state}${kind === undefined ? '' : `&kind=${kind}`}`;
    const layers = kind === undefined ? CASES : MADE_FROM[kind];
    // Who may not see contacts is told nothing of theirs.
    const isHidden = kind === 'contact' && !view.may('L2');
    return figure(scene, { value: isTold && !isHidden ? of : null, layers, list: `/api/clocks?${query}` });
  };
  const perKind: Record<string, Figures[string]> = {};
  for (const kind of CLOCK_KINDS) {
    perKind[`clocks.${kind}Running`] = count('running', kind);
    perKind[`clocks.${kind}Late`] = count('late', kind);
  }
  return {
    'clocks.running': count('running'),
    'clocks.late': count('late'),
    'clocks.done': count('done'),
    'clocks.unknown': count('unknown'),
    ...perKind,
    'clocks.responseInTime': inTime(scene, rows, isTold),
    ...poolFigures(scene, rows, isTold),
    ...contactFigures(scene),
    ...clearanceFigures(scene, isTold),
  };
};

/** Of the responses of the last 24 hours that came to an end or ran over: those done within their eight hours. HD-11. */
function inTime(scene: FigureScene, rows: readonly ClockRow[], isTold: boolean) {
  const over = rows.filter(
    ({ kind, state, run }) =>
      kind === 'response' && run.clock.start > scene.now - DAY && (state === 'done' || state === 'late'),
  );
  const met = over.filter(
    ({ state, run }) =>
      state === 'done' && run.clock.steps.every(({ doneAt, due }) => doneAt === undefined || doneAt <= due),
  ).length;
  const isKnown = isTold && over.length > 0;
  return figure(scene, {
    value: isKnown ? met / over.length : null,
    numerator: isKnown ? met : null,
    denominator: isKnown ? over.length : null,
    layers: CASES,
    list: '/api/clocks?kind=response',
  });
}

function poolFigures(scene: FigureScene, rows: readonly ClockRow[], isTold: boolean): Figures {
  const pools = rows.flatMap(({ pool, state }) => (pool === undefined ? [] : [{ pool, state }]));
  const open = pools.filter(({ state }) => state !== 'done' && state !== 'stopped');
  const pending = open.reduce((sum, { pool }) => sum + poolPersons(pool.facts, scene.now).pending, 0);
  const about = { layers: MADE_FROM.pool, list: '/api/clocks?kind=pool' };
  return {
    'pools.positive': figure(scene, { ...about, value: isTold ? pools.length : null }),
    'pools.open': figure(scene, { ...about, value: isTold ? open.length : null }),
    'pools.pendingPersons': figure(scene, { ...about, value: isTold ? pending : null }),
  };
}

/** Contacts that came under control in the last 24 hours, and those that wait. HH-16. */
function contactFigures(scene: FigureScene): Figures {
  const { situation, view, now, clocks } = scene;
  const { contacts } = clocks.facts(situation, view);
  const isTold = view.may('L2') && contacts.some(({ identifiedAt }) => identifiedAt <= now);
  const hours = controlHours(
    contacts.map((run) => ({ id: run.contact.id, ...run })),
    now - DAY,
    now,
  );
  const hasLimit = contacts.some(({ limitHours }) => limitHours !== undefined);
  const rounded = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);
  const told = (value: number | null, isProvisional = false) =>
    figure(scene, {
      value: isTold ? value : null,
      layers: ['contacts'],
      list: '/api/clocks?kind=contact',
      isProvisional,
    });
  return {
    // Who still waits will take longer than those before: the median is not final.
    'contacts.controlHoursMedian': told(rounded(hours.median), hours.waiting > 0),
    'contacts.controlHoursP90': told(rounded(hours.p90), hours.waiting > 0),
    'contacts.waiting': told(hours.waiting),
    'contacts.longestWaitHours': told(hours.waiting === 0 ? 0 : rounded(hours.longestWait)),
    'contacts.overLimit': told(hasLimit ? hours.overLimit : null),
  };
}

function clearanceFigures(scene: FigureScene, isTold: boolean): Figures {
  const { situation, view, now, clocks } = scene;
  const { positives } = clocks.facts(situation, view);
  const today = clearanceOf(positives, now, now);
  const oldest = positives.filter(({ id }) => today.leftOver.includes(id)).map(({ knownAt }) => knownAt);
  const told = (value: number | null) =>
    figure(scene, {
      value: isTold ? value : null,
      layers: MADE_FROM.clearance,
      list: '/api/clocks?kind=clearance',
      asOf: situation.asOf.get('cases') ?? null,
    });
  return {
    'clearance.carried': told(today.carried),
    'clearance.found': told(today.found),
    'clearance.moved': told(today.moved),
    'clearance.leftOver': told(today.leftOver.length),
    'clearance.oldestWaitHours': told(
      oldest.length === 0 ? 0 : Math.round(((now - Math.min(...oldest)) / 3_600_000) * 10) / 10,
    ),
  };
}
