// Figures of the clocks: how many run and how many are late, of each kind; pooled positives, hours to control, clearance.
import { clearanceSteps } from '#shared/domain/clock/clearance.ts';
import { CLOCK_KINDS, type ClockKind, type ClockState } from '#shared/domain/clock/clock.ts';
import { controlHoursSteps } from '#shared/domain/clock/contact-clock.ts';
import { poolPersons } from '#shared/domain/clock/pool-clock.ts';
import type { Figures } from '#shared/domain/figure.ts';
import type { Layer } from '#shared/situation.ts';
import { DAY, HOUR } from '#shared/time.ts';
import type { ClockFacts } from './clocks.ts';
import { type FigureScene, type FigureSource, figure } from './figure-scene.ts';
import type { Pool } from './pool-book.ts';

const CASES = ['cases'] as const satisfies readonly Layer[];
/** What each kind is made from: its figures are connected where one of these is. */
const MADE_FROM: Readonly<Record<ClockKind, readonly Layer[]>> = {
  pool: ['tubes', 'cases'],
  response: CASES,
  report: CASES,
  contact: ['contacts'],
  clearance: ['cases', 'transfers'],
};

export const clockFigures: FigureSource = function* (scene) {
  const { situation, view, now, clocks } = scene;
  const counts = new Map<string, number>();
  const pools: { readonly pool: Pool; readonly state: ClockState }[] = [];
  const over = { met: 0, all: 0 };
  const facts = yield* clocks.each(situation, view, now, ({ kind, state, run, pool }) => {
    for (const key of [state, `${state} ${kind}`]) counts.set(key, (counts.get(key) ?? 0) + 1);
    if (pool !== undefined) pools.push({ pool, state });
    // Of the responses of the last 24 hours that came to an end or ran over: those done within their eight hours (HD-11).
    if (kind !== 'response' || run.clock.start <= now - DAY || (state !== 'done' && state !== 'late')) return;
    over.all += 1;
    const inTime = run.clock.steps.every(({ doneAt, due }) => doneAt === undefined || doneAt <= due);
    if (state === 'done' && inTime) over.met += 1;
  });
  const book = clocks.book(situation);
  // Without a rule in force no clock runs: that is not "none is late".
  const hasRule = book.hasRule('positive-clock') || book.hasRule('report-clock');
  const isTold = hasRule && situation.all('cases').size > 0;
  const count = (state: ClockState, kind?: ClockKind) => {
    const of = counts.get(kind === undefined ? state : `${state} ${kind}`) ?? 0;
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
    'clocks.responseInTime': figure(scene, {
      value: isTold && over.all > 0 ? over.met / over.all : null,
      numerator: isTold && over.all > 0 ? over.met : null,
      denominator: isTold && over.all > 0 ? over.all : null,
      layers: CASES,
      list: '/api/clocks?kind=response',
    }),
    ...poolFigures(scene, pools, isTold),
    ...(yield* contactFigures(scene, facts)),
    ...(yield* clearanceFigures(scene, facts, isTold)),
  };
};

function poolFigures(
  scene: FigureScene,
  pools: readonly { readonly pool: Pool; readonly state: ClockState }[],
  isTold: boolean,
): Figures {
  const open = pools.filter(({ state }) => state !== 'done' && state !== 'stopped');
  const pending = open.reduce((sum, { pool }) => sum + poolPersons(pool.facts, scene.now).pending, 0);
  const about = { layers: MADE_FROM.pool, list: '/api/clocks?kind=pool' };
  const opened = { list: '/api/clocks?kind=pool&open=true' };
  return {
    'pools.positive': figure(scene, { ...about, value: isTold ? pools.length : null }),
    'pools.open': figure(scene, { ...about, ...opened, value: isTold ? open.length : null }),
    'pools.pendingPersons': figure(scene, { ...about, ...opened, value: isTold ? pending : null }),
  };
}

/** Contacts that came under control in the last 24 hours, and those that wait. HH-16. */
function* contactFigures(scene: FigureScene, { contacts }: ClockFacts): Generator<void, Figures> {
  const { view, now } = scene;
  const isTold = view.may('L2') && contacts.some(({ identifiedAt }) => identifiedAt <= now);
  const hours = yield* controlHoursSteps(contacts, now - DAY, now);
  const hasLimit = contacts.some(({ limitHours }) => limitHours !== undefined);
  const rounded = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);
  const told = (value: number | null, isProvisional = false, list = '/api/clocks?kind=contact') =>
    figure(scene, { value: isTold ? value : null, layers: ['contacts'], list, isProvisional });
  const rows = (id: string) => `/api/contacts?figure=contacts.${id}`;
  return {
    // Who still waits will take longer than those before: the median is not final.
    'contacts.controlHoursMedian': told(rounded(hours.median), hours.waiting > 0),
    'contacts.controlHoursP90': told(rounded(hours.p90), hours.waiting > 0),
    'contacts.waiting': told(hours.waiting, false, rows('waiting')),
    'contacts.longestWaitHours': told(hours.waiting === 0 ? 0 : rounded(hours.longestWait), false, rows('waiting')),
    'contacts.overLimit': told(hasLimit ? hours.overLimit : null, false, rows('overLimit')),
  };
}

function* clearanceFigures(scene: FigureScene, { positives }: ClockFacts, isTold: boolean): Generator<void, Figures> {
  const { situation, now } = scene;
  const today = yield* clearanceSteps(positives, now, now);
  const oldest = positives.find(({ id }) => id === today.leftOver[0])?.knownAt;
  const told = (value: number | null, rows = 'leftOver') =>
    figure(scene, {
      value: isTold ? value : null,
      layers: MADE_FROM.clearance,
      list: `/api/cases?figure=clearance.${rows}`,
      asOf: situation.asOf.get('cases') ?? null,
    });
  return {
    'clearance.carried': told(today.carried, 'carried'),
    'clearance.found': told(today.found, 'found'),
    'clearance.moved': told(today.moved, 'moved'),
    'clearance.home': told(today.home, 'home'),
    'clearance.leftOver': told(today.leftOver.length),
    'clearance.oldestWaitHours': told(oldest === undefined ? 0 : Math.round(((now - oldest) / HOUR) * 10) / 10),
  };
}
