// What changed since the last shift, at the desk: how far back is chosen, every line leads to what it is about.
import './shift-panel.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SHIFT_FIGURES, type ShiftDigest } from '#shared/shift.ts';
import { FIGURE_TERMS } from '#shared/terms/figures.ts';
import { term } from '#shared/terms.ts';
import { HOUR, MINUTE } from '#shared/time.ts';
import { situation } from '../../connection/browser-connection.ts';
import { type ShiftGroup, type ShiftLine, shiftGroups } from '../../shift/shift-lines.ts';
import { useShift } from '../../shift/use-shift.ts';
import { useNow } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import { figureNumber } from '../../ui/figure-number.ts';
import { commandTime, number, shortTime } from '../../ui/format.ts';
import { MomentField } from '../../ui/moment-field.tsx';
import { useProblemText } from '../../ui/problem-text.ts';
import { PanelHead } from '../panel-head.tsx';

const SPANS = [8, 12, 24] as const;

export function ShiftPanel() {
  const { t } = useTranslation();
  return (
    <section className="panel drawer" aria-label={t('shift.title')}>
      <PanelHead title={t('shift.title')} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it */}
      <section className="panel-body shift" tabIndex={0} aria-label={t('shift.title')}>
        <Shift />
      </section>
    </section>
  );
}

function Shift() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const now = useNow(10 * MINUTE);
  const [since, setSince] = useState<{ readonly hours: number } | { readonly at: number }>({ hours: 12 });
  const from = 'hours' in since ? now - since.hours * HOUR : since.at;
  const { digest, problem, isComing } = useShift(commandTime(from));
  const textOf = useProblemText();
  return (
    <>
      <fieldset className="shift-spans">
        <legend className="visually-hidden">{t('shift.since')}</legend>
        {SPANS.map((hours) => (
          <button
            key={hours}
            type="button"
            className="button"
            aria-pressed={'hours' in since && since.hours === hours}
            onClick={() => setSince({ hours })}
          >
            {t('shift.last', { n: hours })}
          </button>
        ))}
      </fieldset>
      <div className="shift-since">
        <span className="field-label">{t('shift.since')}</span>
        <MomentField label={t('shift.since')} at={from} onMove={(at) => setSince({ at })} />
      </div>
      <p className="panel-note" role="status">
        {problem !== undefined
          ? t('shift.failed', { why: textOf(problem) })
          : isComing || digest === undefined
            ? t('shift.coming')
            : t('shift.span', { from: shortTime(digest.from), to: shortTime(digest.to) })}
      </p>
      {digest !== undefined && <Changes groups={shiftGroups(digest, { copy: situation.copy, language, t })} />}
      {digest !== undefined && <Figures digest={digest} />}
    </>
  );
}

function Changes({ groups }: { readonly groups: readonly ShiftGroup[] }) {
  const { t } = useTranslation();
  if (groups.length === 0) return <p className="list-empty">{t('shift.none')}</p>;
  return groups.map(({ name, title, total, lines }) => (
    <section key={name}>
      <h3 className="layer-group">{title}</h3>
      <ul className="shift-lines">
        {lines.map((line) => (
          <Line key={line.key} line={line} />
        ))}
      </ul>
      {lines.length < total && (
        <p className="layer-age">{t('shift.shown', { shown: number(lines.length), total: number(total) })}</p>
      )}
    </section>
  ));
}

function Line({ line: { at, text, layer, id } }: { readonly line: ShiftLine }) {
  const { select, fly } = useView();
  return (
    <li>
      <button
        type="button"
        onClick={() => {
          select({ layer, id });
          fly({ layer, id });
        }}
      >
        <time className="layer-age" dateTime={new Date(at).toISOString()}>
          {shortTime(at)}
        </time>
        <span>{text}</span>
      </button>
    </li>
  );
}

function Figures({ digest }: { readonly digest: ShiftDigest }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  return (
    <table className="shift-figures">
      <caption className="layer-group">{t('shift.figures')}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('shift.before')}</th>
          <th scope="col">{t('shift.after')}</th>
        </tr>
      </thead>
      <tbody>
        {SHIFT_FIGURES.map((id) => {
          const pair = digest.figures[id];
          if (pair === undefined) return null;
          const shape = id === 'coverage.uploaded' ? 'coverage' : 'count';
          const text = (figure: typeof pair.after) =>
            figure.value === null
              ? t(figure.state === 'notConnected' ? 'figure.notConnected' : 'figure.unknown')
              : figureNumber(figure, shape);
          return (
            <tr key={id}>
              <th scope="row">{term(FIGURE_TERMS, id, language)}</th>
              <td>{text(pair.before)}</td>
              <td>
                <strong>{text(pair.after)}</strong>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
