// A figure as a number in words. Pure.
import type { Figure } from '#shared/domain/figure.ts';
import { roundedPercent } from '#shared/domain/rate.ts';
import { number } from './format.ts';

export type FigureShape = 'count' | 'coverage' | 'share';

/** Coverage is never rounded up: 99.96 % is not done. Other shares are rounded half up. */
export function figureNumber({ value, numerator, denominator }: Figure, shape: FigureShape): string {
  if (value === null) return '';
  if (shape === 'count') return number(value);
  if (shape === 'coverage' && numerator !== undefined && denominator !== undefined && denominator > 0) {
    return `${(Math.floor((numerator * 1000) / denominator) / 10).toFixed(1)}%`;
  }
  return `${roundedPercent(value, 1).toFixed(1)}%`;
}
