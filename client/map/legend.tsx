// What is on the screen, explained: no row for what is not there.
import { useMemo, useState } from 'react';
import type { Language } from '#shared/terms/term.ts';
import type { CoverageStep, RoundCoverage } from '../layers/coverage.ts';
import { Symbol as Sign } from '../ui/symbols/symbol.tsx';
import { coverageSwatches, legendEntries, type OnScreen } from './legend-entries.ts';
import { wordsOf } from './words.ts';

/** More rows than this stand in two columns: a legend that is half the map hides what it explains. */
const TALLEST = 9;

type Props = {
  readonly onScreen: OnScreen;
  readonly hasPreview: boolean;
  readonly language: Language;
  readonly coverage?: RoundCoverage;
};

export function Legend({ onScreen, hasPreview, language, coverage }: Props) {
  const entries = useMemo(() => {
    const kinds = hasPreview ? [...onScreen.kinds, 'preview' as const] : onScreen.kinds;
    return legendEntries({ ...onScreen, kinds }, language);
  }, [onScreen, hasPreview, language]);
  const [hasNotes, setNotes] = useState(false);
  const words = wordsOf(language);
  const isNoted = entries.some(({ note }) => note !== undefined);
  if (entries.length === 0 && onScreen.coverage === 'none') return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on a low screen it scrolls, so a keyboard must reach it
    <section className="map-legend" data-wide={entries.length > TALLEST} aria-label={words.legend} tabIndex={0}>
      <header>
        <h2>{words.legendOnScreen}</h2>
        {isNoted && (
          <button type="button" aria-pressed={hasNotes} onClick={() => setNotes(!hasNotes)}>
            {words.legendNotes}
          </button>
        )}
      </header>
      <ul>
        {entries.map(({ key, kind, state, text, note, isFaded = false }) => (
          <li key={key} data-faded={isFaded}>
            <Sign kind={kind} size={20} {...state} />
            <span>
              {text}
              {hasNotes && note !== undefined && <small>{note}</small>}
            </span>
          </li>
        ))}
      </ul>
      {onScreen.coverage !== 'none' && (
        <CoverageLegend
          language={language}
          isUnheard={onScreen.coverage === 'unheard'}
          step={coverage?.step ?? 'uploaded'}
          isProvisional={coverage?.isProvisional === true}
        />
      )}
    </section>
  );
}

type CoverageProps = {
  readonly language: Language;
  readonly isUnheard: boolean;
  readonly step: CoverageStep;
  readonly isProvisional: boolean;
};

function CoverageLegend({ language, isUnheard, step, isProvisional }: CoverageProps) {
  if (isUnheard) {
    return (
      <p className="map-legend-coverage">
        {wordsOf(language).coverage[step]}: <strong>{wordsOf(language).unheard}</strong>
      </p>
    );
  }
  return (
    <dl className="map-legend-coverage">
      <dt>
        {wordsOf(language).coverage[step]}
        {isProvisional && <small>{wordsOf(language).provisionalRound}</small>}
      </dt>
      {coverageSwatches(language).map((text, index) => (
        <dd key={text} data-class={index}>
          {text}
        </dd>
      ))}
    </dl>
  );
}
