// A figure on a screen: its number, or plainly that nobody knows it, and the way to the rows it is made of.
import './figure-text.css';
import { useTranslation } from 'react-i18next';
import { useFigure } from '../store/figures-store.ts';
import { type FigureShape, figureNumber } from './figure-number.ts';

type Props = {
  /** as documented in docs/figures.md */
  readonly id: string;
  readonly shape?: FigureShape;
};

/** Where its rows are listed at the desk. */
export const listAddress = (id: string): string => `/desk?list=${encodeURIComponent(id)}`;

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
