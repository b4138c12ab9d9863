// All figures by their documented id (docs/figures.md): every part of the engine gives its own, here they are joined.
import type { Figures } from '#shared/domain/figure.ts';
import type { FigureScene, FigureSource } from './figure-scene.ts';
import { alarmFigures } from './figures-alarms.ts';
import { caseFigures } from './figures-cases.ts';
import { checkpointFigures } from './figures-checkpoints.ts';
import { clockFigures } from './figures-clocks.ts';
import { counterFigures } from './figures-counters.ts';
import { nailFigures } from './figures-nails.ts';
import { outlookFigures } from './figures-outlook.ts';
import { roundFigures } from './figures-rounds.ts';
import { siteFigures } from './figures-sites.ts';
import { zoneFigures } from './figures-zones.ts';

/** Of a few hundred entities: no work to speak of. */
const atOnce = (give: (scene: FigureScene) => Figures): FigureSource =>
  // biome-ignore lint/correctness/useYield: it is one step
  function* (scene) {
    return give(scene);
  };

/** A new part of the engine is one line here; two parts that give the same id are a mistake, and a test says so. */
export const FIGURE_SOURCES: Readonly<Record<string, FigureSource>> = {
  rounds: atOnce(roundFigures),
  cases: caseFigures,
  sites: atOnce(siteFigures),
  checkpoints: atOnce(checkpointFigures),
  outlook: outlookFigures,
  clocks: clockFigures,
  nails: nailFigures,
  counters: counterFigures,
  alarms: atOnce(alarmFigures),
  zones: zoneFigures,
};

/** All of them in steps, for who has other things to do in between. */
export function* figureSteps(scene: FigureScene): Generator<void, Figures> {
  if (!scene.view.may('L1')) return {};
  const figures: Record<string, Figures[string]> = {};
  for (const source of Object.values(FIGURE_SOURCES)) {
    Object.assign(figures, yield* source(scene));
    yield;
  }
  return Object.fromEntries(Object.entries(figures).sort(([a], [b]) => (a < b ? -1 : 1)));
}
