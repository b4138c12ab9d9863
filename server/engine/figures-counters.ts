// Figures of the counters: days at zero by both conventions, social zero, the windows of reporting, epidemic-free units.

import type { ZeroRun } from '#shared/domain/counter/zero-run.ts';
import type { Figures } from '#shared/domain/figure.ts';
import type { Situation } from '#shared/situation.ts';
import { MINUTE } from '#shared/time.ts';
import { originOf } from '../situation/held.ts';
import { counterSteps } from './counters.ts';
import { type EpidemicFree, epidemicFreeSteps } from './epidemic-free.ts';
import { type FigureScene, type FigureSource, figure } from './figure-scene.ts';

export const counterFigures: FigureSource = function* (scene) {
  const { situation, view, now, library } = scene;
  const { threeZeros, social, windows, areaId } = yield* counterSteps(situation, library, view, now);
  const list = `/api/counters${areaId === undefined ? '' : `?areaId=${encodeURIComponent(areaId)}`}`;
  const days = (
    layers: readonly ['series'] | readonly ['cases'],
    run: ZeroRun | null,
    pick: 'elapsed' | 'inclusive',
    isTold: boolean,
  ) =>
    figure(scene, {
      value: isTold ? (run?.[pick] ?? 0) : null,
      layers,
      list,
      // A day nobody told holds the counter: 9 + ?.
      isProvisional: (run?.unknown ?? 0) > 0,
    });
  const flag = (value: boolean | null | undefined) =>
    figure(scene, { value: value == null ? null : value ? 1 : 0, layers: ['cases'], list });
  const window = (name: string, pick: 'total' | 'social') => {
    const found = windows.find((one) => one.name === name);
    // A window that has not ended will have more.
    return figure(scene, {
      value: found?.[pick] ?? null,
      layers: ['cases'],
      list,
      isProvisional: found?.isRunning === true,
    });
  };
  const zero = threeZeros.current;
  const hasSocial = social?.days.isTold === true;
  return {
    'zero.threeElapsed': days(['series'], zero, 'elapsed', threeZeros.isTold),
    'zero.threeInclusive': days(['series'], zero, 'inclusive', threeZeros.isTold),
    'zero.socialElapsed': days(['cases'], social?.days.current ?? null, 'elapsed', hasSocial),
    'zero.socialInclusive': days(['cases'], social?.days.current ?? null, 'inclusive', hasSocial),
    'zero.social': flag(social?.isZero),
    'zero.socialBasic': flag(social?.isBasicZero),
    'cases.window1515': window('15-15', 'total'),
    'cases.window1515Community': window('15-15', 'social'),
    'cases.window0015': window('0-15', 'total'),
    'cases.window0015Community': window('0-15', 'social'),
    ...(yield* unitFigures(scene)),
  };
};

function* unitFigures(scene: FigureScene): Generator<void, Figures> {
  const { situation } = scene;
  const { units, unplacedContacts } = yield* unitsOf(scene);
  const eligible = units.filter((unit) => unit.eligible).length;
  const isTold = units.length > 0 && situation.all('cases').size > 0;
  return {
    'epidemicFree.eligible': figure(scene, {
      value: isTold ? eligible / units.length : null,
      numerator: isTold ? eligible : null,
      denominator: isTold ? units.length : null,
      layers: ['cases', 'contacts'],
      list: '/api/epidemic-free?eligible=true',
      isProvisional: unplacedContacts > 0,
    }),
    'epidemicFree.units': figure(scene, {
      value: units.length > 0 ? units.length : null,
      layers: ['areas'],
      list: '/api/epidemic-free',
    }),
  };
}

const READ = ['areas', 'cases', 'contacts', 'zones', 'policies', 'sources'] as const;
const made = new WeakMap<Situation, { readonly key: string; readonly free: EpidemicFree }>();

/** Hundreds of communities, asked by every screen every second: worked out again when what it reads changed, or each minute. */
function* unitsOf({ situation, now, library }: FigureScene): Generator<void, EpidemicFree> {
  const stamps = READ.map((layer) => `${situation.asOf.get(layer) ?? ''}/${situation.all(layer).size}`);
  const key = [Math.floor(now / MINUTE), ...stamps].join(' ');
  const known = made.get(originOf(situation));
  if (known?.key === key) return known.free;
  const free = yield* epidemicFreeSteps(situation, library, now);
  made.set(originOf(situation), { key, free });
  return free;
}
