// What came of it: counts that add up, every refused row with its reason, and what to do next.
import { useTranslation } from 'react-i18next';
import type { ImportStatus } from '#shared/import.ts';
import { ERROR_TERMS } from '#shared/terms/errors.ts';
import { fieldTerm, term } from '#shared/terms.ts';
import { zh } from '../../i18n/zh.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { number } from '../../ui/format.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import type { Stage } from './use-import.ts';

const SHOWN = 100;

export function Outcome({ stage, onAgain }: { readonly stage: Stage; readonly onAgain: () => void }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const textOf = useProblemText();
  switch (stage.name) {
    case 'idle':
      return null;
    case 'checking':
      return <p className="panel-note">{t('import.checking')}</p>;
    case 'failed': {
      const { code, detail } = stage.problem;
      return (
        <p className="notice" role="alert">
          {code === 'forbidden' ? t('import.noRight') : textOf(stage.problem)}
          {detail !== undefined && <span className="import-detail">{detail}</span>}
        </p>
      );
    }
    case 'running': {
      const { status, expected } = stage;
      return (
        <div className="import-progress">
          <p>{t('import.running')}</p>
          <progress max={Math.max(1, expected)} value={status?.rows} />
          <p className="panel-note">{t('import.progress', { rows: number(status?.rows ?? 0) })}</p>
        </div>
      );
    }
    case 'checked':
    case 'done': {
      const { status, name } = stage;
      const { problem } = status;
      return (
        <section className="import-outcome" aria-live="polite">
          <h3>
            {status.state === 'failed'
              ? t('import.failed')
              : name === 'done'
                ? t('import.done')
                : t('import.dryRunDone')}
          </h3>
          {problem !== undefined && (
            <p className="notice">
              {term(ERROR_TERMS, problem.code, language)}
              <span className="import-detail">{problem.message}</span>
            </p>
          )}
          <Counts status={status} isDry={name === 'checked'} />
          {name === 'checked' && status.rows > 0 && status.accepted + status.unchanged === 0 && (
            <p className="panel-note">{t('import.previewEmpty')}</p>
          )}
          {(status.warnings ?? []).map(({ code, message }) => (
            <p key={code} className="notice">
              <strong>{t('import.warnings')}</strong> {isKnown(code) ? t(`import.warning.${code}`) : message}
              {isKnown(code) && !PLAIN.has(code) && <span className="import-detail">{message}</span>}
            </p>
          ))}
          {(status.notOnMap ?? 0) > 0 && (
            <p className="panel-note">{t('import.notOnMapHint', { n: number(status.notOnMap ?? 0) })}</p>
          )}
          <Refusals status={status} canDownload={name === 'done'} />
          {name === 'done' && (
            <>
              <p className="panel-note">{t('import.againHint')}</p>
              <button type="button" className="button" onClick={onAgain}>
                {t('import.again')}
              </button>
            </>
          )}
        </section>
      );
    }
  }
}

type Warned = keyof typeof zh.import.warning;
const isKnown = (code: string): code is Warned => Object.hasOwn(zh.import.warning, code);
/** The server's own words say no more of these: no rows, no columns, no names. */
const PLAIN: ReadonlySet<Warned> = new Set<Warned>(['empty-file', 'datum-not-stated']);

function Counts({ status, isDry }: { readonly status: ImportStatus; readonly isDry: boolean }) {
  const { t } = useTranslation();
  const counts = [
    [t('import.rows'), status.rows],
    [isDry ? t('import.wouldAccept') : t('import.accepted'), status.accepted],
    [t('import.unchanged'), status.unchanged],
    [t('import.refused'), status.refusedTotal ?? status.refused.length],
    [t('import.notOnMap'), status.notOnMap ?? 0],
  ] as const;
  return (
    <dl className="import-counts">
      {counts.map(([name, count]) => (
        <div key={name} data-zero={count === 0}>
          <dd>{number(count)}</dd>
          <dt>{name}</dt>
        </div>
      ))}
    </dl>
  );
}

function Refusals({ status, canDownload }: { readonly status: ImportStatus; readonly canDownload: boolean }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const total = status.refusedTotal ?? status.refused.length;
  const shown = status.refused.slice(0, SHOWN);
  if (shown.length === 0) return null;
  return (
    <div className="import-refusals">
      <h3>{t('import.refusedRows')}</h3>
      <ul className="import-refused">
        {shown.map(({ row, line, field, code, reason }) => (
          <li key={`${row}/${field ?? ''}`} title={reason}>
            <span className="import-refused-row">
              {t('import.row')} {number(line ?? row)}
            </span>
            <span>
              {field !== undefined && <strong>{fieldTerm(field.replace(/^data\./, ''), language)} </strong>}
              {code === undefined ? reason : term(ERROR_TERMS, code, language)}
              <span className="import-detail">{reason}</span>
            </span>
          </li>
        ))}
      </ul>
      {total > shown.length && <p className="panel-note">{t('import.truncated', { n: shown.length })}</p>}
      {canDownload && (
        <a className="value-link" href={`/api/imports/${encodeURIComponent(status.id)}/refused.csv`} download>
          {t('import.download')}
        </a>
      )}
    </div>
  );
}
