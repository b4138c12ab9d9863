// The figures a desk needs first: each with its age and how far it can be trusted, each a way to its rows.
import './situation-panel.css';
import { useTranslation } from 'react-i18next';
import type { Figure } from '#shared/domain/figure.ts';
import { FIGURE_TERMS } from '#shared/terms/figures.ts';
import { term } from '#shared/terms.ts';
import { useFigure } from '../../store/figures-store.ts';
import { useConnection, useNow } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import { type FigureShape, figureNumber } from '../../ui/figure-number.ts';
import { ageOf, fullTime } from '../../ui/format.ts';
import type { T } from '../../ui/span.ts';
import { PanelHead } from '../panel-head.tsx';
import { targetOfLink } from '../table/list-target.ts';

const GROUPS = [
  {
    group: 'cases',
    figures: ['cases.today', 'cases.communityToday', 'cases.community', 'cases.total'],
  },
  { group: 'round', figures: ['coverage.uploaded', 'coverage.missing', 'forecast.onTime'] },
  { group: 'clocks', figures: ['clocks.late', 'clocks.running', 'contacts.controlled'] },
  { group: 'control', figures: ['nails', 'zones.inForce', 'zones.overdue', 'alarms.unacknowledged'] },
  { group: 'rooms', figures: ['rooms.free', 'rooms.committed'] },
] as const;
type FigureId = (typeof GROUPS)[number]['figures'][number];

const SHAPES: { readonly [I in FigureId]?: FigureShape } = {
  'coverage.uploaded': 'coverage',
  'forecast.onTime': 'share',
  'contacts.controlled': 'share',
  'rooms.committed': 'share',
};

export function SituationPanel() {
  const { t } = useTranslation();
  const { hasCopy } = useConnection();
  return (
    <section className="panel drawer" aria-label={t('desk.situation')}>
      <PanelHead title={t('desk.situation')} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it */}
      <section className="panel-body" tabIndex={0} aria-label={t('desk.situation')}>
        {hasCopy &&
          GROUPS.map(({ group, figures }) => (
            <section key={group} className="figures-group">
              <h3 className="layer-group">{t(`engine.situation.${group}`)}</h3>
              <ul>
                {figures.map((id) => (
                  <FigureRow key={id} id={id} />
                ))}
              </ul>
            </section>
          ))}
      </section>
    </section>
  );
}

function FigureRow({ id }: { readonly id: FigureId }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const figure = useFigure(id);
  const now = useNow(10_000);
  // What this reader is not told is not there at all.
  if (figure === undefined) return null;
  const name = term(FIGURE_TERMS, id, language);
  const { asOf, source } = figure;
  return (
    <li>
      <button
        type="button"
        className="figure-row"
        data-figure={id}
        data-state={figure.state}
        disabled={targetOfLink(figure.list) === undefined}
        title={t('engine.situation.open', { name })}
        onClick={() => useView.getState().openList(id)}
      >
        <span className="figure-row-name">
          {name}
          <span className="layer-age" title={asOf === null ? source : `${source} · ${fullTime(asOf)}`}>
            {[stateText(figure, t), asOf === null ? '' : ageOf(asOf, now, language)].filter(Boolean).join(' · ')}
          </span>
        </span>
        <strong>{valueText(figure, SHAPES[id] ?? 'count', t)}</strong>
      </button>
    </li>
  );
}

const stateText = ({ state, value }: Figure, t: T): string =>
  state === 'provisional' && value !== null ? t('engine.situation.provisional') : '';

const valueText = (figure: Figure, shape: FigureShape, t: T): string =>
  figure.value === null
    ? t(figure.state === 'notConnected' ? 'engine.situation.notConnected' : 'engine.situation.unknown')
    : figureNumber(figure, shape);
