// Figures of the running round: coverage, its forecast, testing points and laboratories.
import type { Figures } from '#shared/domain/figure.ts';
import { labFigures, testingPlan } from '#shared/domain/laboratory.ts';
import { rateOf } from '#shared/domain/rate.ts';
import type { Situation } from '#shared/situation.ts';
import type { Round } from '#shared/subject/round.ts';
import type { Site } from '#shared/subject/site.ts';
import { HOUR, instant } from '#shared/time.ts';
import { type FigureScene, figure } from './figure-scene.ts';
import { desksOf, labsOf } from './round-forecast.ts';
import { watermarkOf } from './watermark.ts';

/** The round of the whole place that runs: of those open the one that began last. Rounds of one zone are its own. */
export function runningRound(situation: Situation, now: number): Round | undefined {
  let running: Round | undefined;
  for (const round of situation.all('rounds').values()) {
    if (round.status !== 'open' || round.zoneId !== undefined || instant(round.start) > now) continue;
    if (running === undefined || instant(round.start) > instant(running.start)) running = round;
  }
  return running;
}

/** Hours are said no finer than they are read: a figure that changes every second would never be "not modified". */
const to = (step: number, hours: number): number => Number((Math.round(hours / step) * step).toFixed(2));

const LAYERS = ['tubes', 'areaTests', 'rounds'] as const;

export const roundFigures = (scene: FigureScene): Figures => {
  const { situation, now, rounds } = scene;
  const round = runningRound(situation, now);
  const coverage = round === undefined ? undefined : rounds.coverage(situation, { round }, 'round', now, now);
  const watermark = watermarkOf(situation);
  const isDone = coverage !== undefined && coverage.due > 0 && coverage.uploaded === coverage.due;
  const isProvisional = !isDone && (watermark === null || now > watermark);
  const query = round === undefined ? '' : `?roundId=${encodeURIComponent(round.id)}`;
  const about = { layers: LAYERS, list: `/api/coverage${query}`, asOf: coverage?.asOf ?? null, isProvisional };
  const known = (name: 'due' | 'sampled' | 'resulted' | 'uploaded') =>
    coverage?.isKnown[name] === true && coverage.isKnown.due ? coverage[name] : null;
  const share = (name: 'sampled' | 'resulted' | 'uploaded') => {
    const n = known(name);
    return figure(scene, {
      ...about,
      value: rateOf(n, known('due')),
      numerator: n,
      denominator: n === null ? null : known('due'),
    });
  };
  const listOf = (name: string) =>
    round === undefined ? '/api/rounds' : `/api/rounds/${encodeURIComponent(round.id)}/${name}`;
  const forecast = round === undefined ? null : rounds.forecast(situation, { round }, now);
  const forecastAbout = { ...about, source: 'forecast', isProvisional: true };
  return {
    'coverage.due': figure(scene, { ...about, layers: ['rolls', 'rounds'], value: known('due'), isProvisional: false }),
    'coverage.sampled': share('sampled'),
    'coverage.resulted': share('resulted'),
    'coverage.uploaded': share('uploaded'),
    'coverage.missing': figure(scene, {
      ...about,
      value: known('sampled') === null ? null : coverage!.missing,
      list: listOf('missing'),
    }),
    'coverage.waiting': figure(scene, {
      ...about,
      value: known('uploaded') === null ? null : coverage!.waiting,
      list: listOf('waiting'),
    }),
    'coverage.hoursLeft': figure(scene, {
      ...about,
      layers: ['rounds'],
      value: round === undefined ? null : to(0.01, (instant(round.deadline) - now) / HOUR),
      isProvisional: false,
      list: '/api/rounds',
    }),
    'forecast.onTime': figure(scene, { ...forecastAbout, value: forecast?.onTime ?? null }),
    'forecast.hoursToFinish': figure(scene, {
      ...forecastAbout,
      value: forecast?.p50 == null ? null : to(0.1, (forecast.p50 - now) / HOUR),
    }),
    ...laboratoryFigures(scene),
    ...pointFigures(scene),
  };
};

const laboratoryFigures = (scene: FigureScene): Figures => {
  const labs = labsOf(scene.situation);
  const list = '/api/sites?type=laboratory';
  const { queueTubes, tubesPerHour, hoursToClear, oldestHours } = labFigures(
    labs.map((lab) => ({
      ...lab,
      ...(lab.oldestSampledAt === undefined ? {} : { oldestSampledAt: instant(lab.oldestSampledAt) }),
    })) as Parameters<typeof labFigures>[0],
    scene.now,
  );
  const isTold = labs.length > 0;
  const from = new Set(
    [...scene.situation.all('sites').values()].flatMap(({ type, source }) => (type === 'laboratory' ? [source] : [])),
  );
  const asOf = isTold ? Math.max(...labs.map(({ observedAt }) => instant(observedAt))) : null;
  const told = (value: number | null) =>
    figure(scene, { value: isTold ? value : null, layers: ['sites'], from, asOf, list });
  return {
    'labs.queueTubes': told(queueTubes),
    'labs.tubesPerHour': told(tubesPerHour),
    'labs.hoursToClear': told(hoursToClear),
    'labs.oldestTubeHours': told(oldestHours === null ? null : to(0.01, oldestHours)),
  };
};

/** One that is not closed. */
export const isTestingPoint = ({ type, open }: Site): boolean => type === 'testing' && open !== false;

/** Points and samplers against what the third guide wants for the people due (V10). */
const pointFigures = (scene: FigureScene): Figures => {
  const { situation } = scene;
  const sites = [...situation.all('sites').values()].filter(isTestingPoint);
  const county = [...situation.all('areas').values()].find(
    ({ level, population }) => level === 'county' && population !== undefined,
  );
  const plan = county?.population === undefined ? undefined : testingPlan(county.population, sites.length);
  const list = '/api/sites?figure=testing.points';
  const desks = desksOf(situation);
  const isTold = sites.length > 0;
  const from = new Set(sites.map(({ source }) => source));
  return {
    'testing.points': figure(scene, { value: isTold ? sites.length : null, layers: ['sites'], from, list }),
    'testing.pointsWanted': figure(scene, {
      value: plan?.pointsWanted[0] ?? null,
      layers: ['areas'],
      source: 'cn-test-2022-03-g3',
      list,
    }),
    'testing.samplersWanted': figure(scene, {
      value: plan?.samplersWanted ?? null,
      layers: ['areas'],
      source: 'cn-test-2022-03-g3',
      list,
    }),
    'testing.desks': figure(scene, { value: desks > 0 ? desks : null, layers: ['sites'], from, list }),
  };
};
