// A table with everything around it: how many rows of how many, what filters them, its columns, and a file of what is shown.
import { Download, ListFilter, MapPin, X } from 'lucide-react';
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../../connection/http.ts';
import { sayReading } from '../../connection/say-reading.ts';
import { nowInSituation } from '../../store/hooks.ts';
import { fullTime, number } from '../../ui/format.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { saveFile } from '../../ui/save-file.ts';
import type { Sort } from './arrange.ts';
import type { Column } from './column.ts';
import { ColumnChooser } from './column-chooser.tsx';
import { csvOf } from './csv.ts';
import { DataTable } from './data-table.tsx';
import { testOf } from './match.ts';
import { useTableChoice } from './table-choice.ts';
import { useArranged } from './use-arranged.ts';
import { useColumns } from './use-columns.ts';

export type FrameProps<Row> = {
  /** of the list, in no language: its columns are remembered by it */
  readonly name: string;
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** all there are; the same array while they are the same rows */
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  /** what a free text is looked for in */
  readonly wordsOf: (row: Row) => string;
  readonly isCurrent: (row: Row) => boolean;
  readonly onOpen: (row: Row) => void;
  readonly picks: ReadonlySet<string>;
  readonly onPick: (picks: ReadonlySet<string>) => void;
  /** said where there are no rows at all, before any filter */
  readonly empty: ReactNode;
  /** before the filters: what the rows are cut down to already */
  readonly chips?: ReactNode;
  /** under the rows: that these are not all */
  readonly foot?: ReactNode;
  /** whether the map shows the same rows and no others; undefined: it has nothing to do with them */
  readonly isOnMap?: boolean;
  readonly onMap?: (isOnMap: boolean) => void;
  /** a file of them in any format, with datum and all fields; undefined: the server gives none. Ids: fewer than there are */
  readonly onExport?: ((ids: readonly string[] | undefined) => void) | undefined;
  /** told of the rows that are left, and whether any were taken away */
  readonly onShown?: (rows: readonly Row[], isFiltered: boolean) => void;
};

const NO_FILTERS: Readonly<Record<string, string>> = {};

export function TableFrame<Row>(props: FrameProps<Row>) {
  const { name, label, columns, rows, idOf, wordsOf, picks, onPick } = props;
  const { t } = useTranslation();
  const kept = useTableChoice(name);
  const { table, columnOrder } = useColumns(columns, kept);
  const [text, setText] = useState('');
  const [filters, setFilters] = useState(NO_FILTERS);
  const [hasFilters, setHasFilters] = useState(false);
  // The letters stand at once; the rows follow when there is time.
  const words = useDeferredValue(text);
  const fields = useDeferredValue(filters);
  const { sorting } = kept.choice;
  const wish = useMemo(() => {
    const tests = columns.flatMap((column) => testOf(column, fields[column.id] ?? '') ?? []);
    const wanted = words.trim().toLowerCase().split(/\s+/);
    if (words.trim() !== '')
      tests.push((row) => {
        const said = wordsOf(row).toLowerCase();
        return wanted.every((part) => said.includes(part));
      });
    const sorts = sorting.flatMap(({ id, desc }): Sort<Row>[] => {
      const column = columns.find((each) => each.id === id);
      return column === undefined ? [] : [{ column, isDown: desc }];
    });
    return { tests, sorts };
  }, [columns, fields, words, sorting, wordsOf]);
  const isFiltered = wish.tests.length > 0;
  const { rows: shown, isBusy } = useArranged(rows, wish, (left) => props.onShown?.(left, isFiltered));

  const [refused, setRefused] = useState<ApiProblem>();
  const problemText = useProblemText();
  const clear = () => {
    setText('');
    setFilters(NO_FILTERS);
  };
  const save = async () => {
    const visible = columnOrder.flatMap((id) => {
      const column = columns.find((each) => each.id === id);
      return column === undefined || table.state.columnVisibility[id] === false ? [] : [column];
    });
    const wanted = picks.size === 0 ? shown : shown.filter((row) => picks.has(idOf(row)));
    // What is taken away is told first: a file that nobody can answer for is not made.
    const said = await sayReading('table', name, wanted.length);
    setRefused(said.ok ? undefined : said.error);
    if (!said.ok) return;
    const moment = fullTime(nowInSituation()).replace(/[^\d]/g, '').slice(0, 12);
    saveFile(`${label}-${moment}.csv`, csvOf(visible, wanted), 'text/csv;charset=utf-8');
  };

  return (
    <>
      <div className="table-tools" role="toolbar" aria-label={label}>
        <input
          className="input table-search"
          type="search"
          value={text}
          placeholder={`${t('table.search')} · ${t('table.searchHint')}`}
          aria-label={t('table.search')}
          onChange={(event) => setText(event.target.value)}
        />
        <button
          type="button"
          className="button table-tool"
          aria-pressed={hasFilters}
          onClick={() => setHasFilters(!hasFilters)}
        >
          <ListFilter size={15} aria-hidden />
          {t('table.filters')}
        </button>
        {props.chips}
        <p className="table-count" aria-live="polite" data-busy={isBusy}>
          {isFiltered
            ? t('table.shown', { shown: number(shown.length), total: number(rows.length) })
            : t('table.total', { total: number(rows.length) })}
        </p>
        {isFiltered && (
          <button type="button" className="button table-tool" onClick={clear}>
            <X size={14} aria-hidden />
            {t('table.clear')}
          </button>
        )}
        {picks.size > 0 && (
          <button
            type="button"
            className="button table-tool"
            title={t('table.clearPicks')}
            onClick={() => onPick(new Set())}
          >
            {t('table.picked', { n: number(picks.size) })}
            <X size={14} aria-hidden />
          </button>
        )}
        <span className="table-gap" />
        {props.isOnMap !== undefined && (
          <button
            type="button"
            className="button table-tool"
            aria-pressed={props.isOnMap}
            title={t('table.onMapHint')}
            onClick={() => props.onMap?.(props.isOnMap !== true)}
          >
            <MapPin size={15} aria-hidden />
            {t('table.onMap')}
          </button>
        )}
        <ColumnChooser
          table={table}
          columns={columns as readonly Column<unknown>[] as readonly Column<never>[]}
          columnOrder={columnOrder}
          onReset={kept.reset}
        />
        <button
          type="button"
          className="button table-tool"
          title={t('table.exportHint')}
          onClick={() => void save()}
          disabled={shown.length === 0}
        >
          <Download size={15} aria-hidden />
          {t('table.export')}
        </button>
        {props.onExport !== undefined && (
          <button
            type="button"
            className="button table-tool"
            disabled={shown.length === 0}
            onClick={() => {
              const wanted = picks.size === 0 ? shown : shown.filter((row) => picks.has(idOf(row)));
              props.onExport?.(wanted.length === rows.length && !props.chips ? undefined : wanted.map(idOf));
            }}
          >
            {t('table.formats')}
          </button>
        )}
      </div>
      {refused !== undefined && (
        <p className="notice" role="alert">
          {t('export.failed')} · {problemText(refused)}
        </p>
      )}
      {rows.length === 0 ? (
        <p className="table-empty">{props.empty}</p>
      ) : (
        <>
          <DataTable
            label={label}
            table={table}
            columnOrder={columnOrder}
            columns={columns}
            rows={shown}
            idOf={idOf}
            isCurrent={props.isCurrent}
            picks={picks}
            onPick={onPick}
            onOpen={props.onOpen}
            filters={filters}
            onFilter={(id, said) => setFilters((before) => ({ ...before, [id]: said }))}
            hasFilters={hasFilters}
          />
          {shown.length === 0 && !isBusy && <p className="table-empty table-nothing">{t('table.nothing')}</p>}
        </>
      )}
      <p className="table-foot">
        {props.foot}
        <span>{t('table.keys')}</span>
      </p>
    </>
  );
}
