// Figures that look ahead or advise: rooms in the coming days, laboratory turnaround, the pool that suits. Domain 6.3, 6.4.
import type { Figures } from '#shared/domain/figure.ts';
import { poolAdvice, prevalenceFromPools, turnaround } from '#shared/domain/laboratory.ts';
import { HORIZON } from '#shared/domain/occupancy.ts';
import { type FigureScene, type FigureSource, figure } from './figure-scene.ts';
import { outlookSteps } from './rooms-outlook.ts';
import { type TubeFacts, tubeFacts } from './tube-facts.ts';

export const outlookFigures: FigureSource = function* (scene) {
  const tubes = yield* tubeFacts(scene.situation, scene.now);
  return { ...(yield* roomFigures(scene)), ...turnaroundFigures(scene, tubes), ...poolFigures(scene, tubes) };
};

const roomFigures: FigureSource = function* (scene) {
  const { situation, view, now } = scene;
  // Made of contacts: of those who may see none, nobody is told what they come to.
  const outlook = view.may('L2') ? yield* outlookSteps(situation, now) : null;
  const told = (value: number | undefined) =>
    figure(scene, {
      value: value ?? null,
      layers: ['sites', 'contacts'],
      source: 'forecast',
      isProvisional: true,
      list: '/api/sites?type=quarantine',
    });
  const days = (value: number | null | undefined) => (value === undefined ? undefined : (value ?? HORIZON));
  return {
    'rooms.occupiedIn7Days': told(outlook?.current.inAWeek),
    'rooms.occupiedIn7DaysLow': told(outlook?.low.inAWeek),
    'rooms.occupiedIn7DaysHigh': told(outlook?.high.inAWeek),
    'rooms.daysTo85': told(days(outlook?.current.to85)),
    'rooms.daysToFull': told(days(outlook?.current.toFull)),
    'rooms.daysToFullHigh': told(days(outlook?.high.toFull)),
  };
};

function turnaroundFigures(scene: FigureScene, { done, waiting }: TubeFacts): Figures {
  const at = (q: number) => {
    const found = turnaround(done, waiting, q);
    return figure(scene, {
      value: found === null ? null : Math.round(found.hours * 100) / 100,
      layers: ['tubes'],
      list: '/api/sites?type=laboratory',
      // It falls among tubes that still wait: it is this long at least.
      isProvisional: found?.atLeast === true,
    });
  };
  return { 'labs.turnaroundP50': at(0.5), 'labs.turnaroundP90': at(0.9), 'labs.turnaroundP95': at(0.95) };
}

function poolFigures(scene: FigureScene, { pools, positivePools, personsInPools }: TubeFacts): Figures {
  const prevalence = prevalenceFromPools(pools, positivePools, personsInPools);
  const advice = prevalence === null ? null : poolAdvice(prevalence);
  const told = (value: number | null) =>
    figure(scene, { value, layers: ['tubes'], source: 'cn-pool', list: '/api/clocks?kind=pool' });
  return {
    'pools.share': figure(scene, {
      value: pools === 0 ? null : positivePools / pools,
      numerator: pools === 0 ? null : positivePools,
      denominator: pools === 0 ? null : pools,
      layers: ['tubes'],
      list: '/api/clocks?kind=pool',
    }),
    'pools.prevalence': told(prevalence),
    'pools.advised': told(advice?.n ?? null),
    'pools.testsPerPerson': told(advice?.testsPerPerson ?? null),
    'pools.beyondRule': told(advice === null ? null : Number(advice.isBeyondRule)),
  };
}
