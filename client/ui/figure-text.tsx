// A figure on a screen: its number, or plainly that nobody knows it, and the way to the rows it is made of.
import './figure-text.css';
import { useTranslation } from 'react-i18next';
import type { Figure } from '#shared/domain/figure.ts';
import { roundedPercent } from '#shared/domain/rate.ts';
import { useFigure } from '../store/figures-store.ts';
import { number } from './format.ts';

export type FigureShape = 'count' | 'coverage' | 'share';

type Props = {
  /** as documented in docs/figures.md */
  readonly id: string;
  readonly shape?: FigureShape;
};

/** Where its rows are listed at the desk. */
export const listAddress = (id: string): string => `/desk?list=${encodeURIComponent(id)}`;

/** Coverage is never rounded up: 99.96 % is not done. Other shares are rounded half up. */
export function figureNumber({ value, numerator, denominator }: Figure, shape: FigureShape): string {
  if (value === null) return '';
  if (shape === 'count') return number(value);
  if (shape === 'coverage' && numerator !== undefined && denominator !== undefined && denominator > 0) {
    return `${(Math.floor((numerator * 1000) / denominator) / 10).toFixed(1)}%`;
  }
  return `${roundedPercent(value, 1).toFixed(1)}%`;
}

export function FigureText({ id, shape = 'count' }: Props) {
  const { t } = useTranslation();
  const figure = useFigure(id);
  if (figure === undefined) return <span className="figure" data-state="waiting" />;
  return (
    <a className="figure" data-figure={id} data-state={figure.state} href={listAddress(id)} title={figure.source}>
      {figure.value === null
        ? t(figure.state === 'notConnected' ? 'figure.notConnected' : 'figure.unknown')
        : figureNumber(figure, shape)}
    </a>
  );
}
