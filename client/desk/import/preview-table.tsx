// The first rows as they would be imported, with their positions in WGS-84, and every reason for which one would not.
import { useTranslation } from 'react-i18next';
import type { ImportStatus, PreviewRow } from '#shared/import.ts';
import { ERROR_TERMS } from '#shared/terms/errors.ts';
import { fieldTerm, term } from '#shared/terms.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { positionText } from '../../ui/coordinates.ts';
import { number } from '../../ui/format.ts';

const MOST_ROWS = 12;
const LEFT_OUT: ReadonlySet<string> = new Set(['position', 'geometry']);

export function PreviewTable({ status: { preview = [] } }: { readonly status: ImportStatus }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const rows = preview.slice(0, MOST_ROWS);
  if (rows.length === 0) return null;
  const fields = [...new Set(rows.flatMap(({ data = {} }) => Object.keys(data)))].filter((name) => !LEFT_OUT.has(name));
  const hasPositions = rows.some(({ position }) => position !== undefined);
  return (
    <div className="import-preview">
      <h3>{t('import.preview', { n: number(rows.length) })}</h3>
      {hasPositions && <p className="panel-note">{t('import.previewMap')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it */}
      <section className="import-scroll" tabIndex={0} aria-label={t('import.preview', { n: rows.length })}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('import.row')}</th>
              {hasPositions && <th scope="col">{fieldTerm('position', language)}</th>}
              {fields.map((name) => (
                <th key={name} scope="col">
                  {fieldTerm(name, language)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.row}>
                <th scope="row">{number(row.row)}</th>
                {row.error === undefined ? (
                  <Cells row={row} fields={fields} hasPositions={hasPositions} />
                ) : (
                  <td colSpan={fields.length + 1} className="import-error">
                    {term(ERROR_TERMS, row.error.code, language)} {row.error.message}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

type CellsProps = { readonly row: PreviewRow; readonly fields: readonly string[]; readonly hasPositions: boolean };

function Cells({ row: { position, data = {} }, fields, hasPositions }: CellsProps) {
  return (
    <>
      {hasPositions && <td>{position === undefined ? '' : positionText(position)}</td>}
      {fields.map((name) => (
        <td key={name}>{cell(data[name])}</td>
      ))}
    </>
  );
}

function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
