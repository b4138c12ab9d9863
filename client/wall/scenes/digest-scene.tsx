// The scene of what changed since the last shift: figures then and now, and the changes, newest first. ?hours=8 chooses how far back.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SHIFT_FIGURES } from '#shared/shift.ts';
import { FIGURE_TERMS } from '#shared/terms/figures.ts';
import { term } from '#shared/terms.ts';
import { HOUR, instant, MINUTE } from '#shared/time.ts';
import { situation } from '../../connection/browser-connection.ts';
import { newestFirst, shiftGroups } from '../../shift/shift-lines.ts';
import { useShift } from '../../shift/use-shift.ts';
import { useConnection, useNow } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { figureNumber } from '../../ui/figure-number.ts';
import { commandTime, shortTime } from '../../ui/format.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { momentText } from '../../ui/span.ts';
import { Panel } from '../panels/panel.tsx';

const USUAL = 12;
const FIGURES = SHIFT_FIGURES.slice(0, 8);
/** Rows of what changed: in English each takes two lines. */
const MOST = { zh: 9, en: 6 } as const;

function hoursOf(search: string): number {
  const hours = Number(new URLSearchParams(search).get('hours') ?? USUAL);
  return Number.isFinite(hours) && hours >= 1 && hours <= 72 ? hours : USUAL;
}

export function DigestScene() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { hasCopy } = useConnection();
  const [hours] = useState(() => hoursOf(location.search));
  // The beginning moves with the hour hand, not with every second: each move is another comparison.
  const now = useNow(30 * MINUTE);
  const { digest, problem } = useShift(hasCopy ? commandTime(now - hours * HOUR) : undefined);
  const textOf = useProblemText();
  const sub = t('shift.last', { n: hours });
  if (digest === undefined)
    return (
      <Panel title={t('shift.title')} sub={sub}>
        <p className="muted">
          {problem === undefined ? t('shift.coming') : t('shift.failed', { why: textOf(problem) })}
        </p>
      </Panel>
    );
  const groups = shiftGroups(digest, { copy: situation.copy, language, t });
  const lines = newestFirst(groups).slice(0, MOST[language]);
  const until = instant(digest.to);
  return (
    <>
      <Panel title={t('shift.title')} sub={sub}>
        <p className="muted">{t('shift.span', { from: shortTime(digest.from), to: shortTime(digest.to) })}</p>
        <ul className="wall-feeds wall-told">
          {FIGURES.map((id) => {
            const pair = digest.figures[id];
            if (pair === undefined || pair.after.value === null) return null;
            const shape = id === 'coverage.uploaded' ? 'coverage' : 'count';
            const then = pair.before.value === null ? t('figure.unknown') : figureNumber(pair.before, shape);
            const current = figureNumber(pair.after, shape);
            return (
              <li key={id} data-strong={then !== current}>
                <span className="wall-cut">{term(FIGURE_TERMS, id, language)}</span>
                <span>
                  {then} → {current}
                </span>
              </li>
            );
          })}
        </ul>
      </Panel>
      {groups.length === 0 ? (
        <Panel title={t('shift.none')}>{null}</Panel>
      ) : (
        <Panel title={t('wall.ticker')}>
          <ul className="wall-feeds wall-told">
            {lines.map(({ key, at, text, layer, id }) => (
              <li key={key}>
                <a className="wall-cut" href={`/desk?sel=${layer}/${encodeURIComponent(id)}`}>
                  {text}
                </a>
                <span className="muted">{momentText(at, until)}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
