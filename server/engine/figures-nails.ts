// Figures of the nails: how many there are, how many nobody has looked at, how far their items are, how bad the worst is.
import { type FigureSource, figure } from './figure-scene.ts';

export const nailFigures: FigureSource = function* (scene) {
  const { situation, now, nails: desk } = scene;
  // Without a rule nothing is a nail, and without cases nobody knows.
  const isTold = desk.hasRule(situation) && situation.all('cases').size > 0;
  const nails = isTold ? yield* desk.steps(situation, now, true) : [];
  const told = (value: number | null, list = '/api/nails') =>
    figure(scene, { value: isTold ? value : null, layers: ['cases', 'zones'], list });
  const items = nails.filter(({ zone }) => zone !== undefined).flatMap((nail) => nail.items);
  const done = items.filter(({ state }) => state === 'done').length;
  const scores = nails.flatMap(({ score }) => score.score ?? []);
  return {
    nails: told(nails.length),
    'nails.candidates': told(nails.filter(({ isConfirmed }) => !isConfirmed).length, '/api/nails?status=candidate'),
    'nails.persons': told(new Set(nails.flatMap(({ persons }) => [...persons])).size),
    'nails.items': figure(scene, {
      value: isTold && items.length > 0 ? done / items.length : null,
      numerator: isTold && items.length > 0 ? done : null,
      denominator: isTold && items.length > 0 ? items.length : null,
      layers: ['nails'],
      list: '/api/nails?status=confirmed',
      // An item of which nobody said anything is not "not done".
      isProvisional: items.some(({ state }) => state === 'unknown'),
    }),
    'nails.worstScore': figure(scene, {
      value: scores.length === 0 ? null : Math.round(Math.max(...scores) * 10) / 10,
      layers: ['cases', 'zones'],
      list: '/api/nails',
      isProvisional: nails.some(({ score }) => score.isPartial),
    }),
    'nails.toPull': told(nails.filter(({ exit }) => exit.state === 'met').length, '/api/nails?exit=met'),
  };
};
