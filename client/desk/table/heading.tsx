// The head of one column: its name, which sorts; its edge, which makes it wider; and the field that filters it.
// biome-ignore-all lint/a11y/useSemanticElements: a real table cannot leave out the rows out of sight and keep its columns
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from './column.ts';
import { testOf } from './match.ts';
import { NARROWEST, WIDEST } from './table-choice.ts';
import type { TableHeader } from './use-columns.ts';

type Props = {
  readonly header: TableHeader;
  readonly column: Column<never>;
  /** of how many the table is sorted by: with more than one its place is told */
  readonly sorts: number;
  readonly filter: string | undefined;
  readonly onFilter: (text: string) => void;
  readonly hasFilters: boolean;
  /** @param by -1 or 1 */
  readonly onMove: (by: number) => void;
  readonly onWidth: (width: number) => void;
};

const STEP = 24;

export function Heading({ header, column, sorts, filter, onFilter, hasFilters, onMove, onWidth }: Props) {
  const { t } = useTranslation();
  const way = header.column.getIsSorted();
  const width = header.getSize();
  const widen = (by: number) => onWidth(Math.max(NARROWEST, Math.min(WIDEST, width + by)));
  const onKey = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (by === 0 || !(event.altKey || event.shiftKey)) return;
    event.preventDefault();
    if (event.altKey) onMove(by);
    else widen(by * STEP);
  };
  return (
    <div
      role="columnheader"
      tabIndex={-1}
      className="table-heading"
      data-number={column.kind === 'number'}
      aria-sort={way === false ? 'none' : way === 'asc' ? 'ascending' : 'descending'}
    >
      <button
        type="button"
        className="table-sort"
        title={`${column.label}\n${t('table.sortHint')}`}
        onClick={header.column.getToggleSortingHandler()}
        onKeyDown={onKey}
      >
        <span>{column.label}</span>
        {way === 'asc' && <ArrowUp size={13} aria-hidden />}
        {way === 'desc' && <ArrowDown size={13} aria-hidden />}
        {way !== false && sorts > 1 && <small>{header.column.getSortIndex() + 1}</small>}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keyboard widens from the name beside it */}
      <span
        className="table-edge"
        data-moving={header.column.getIsResizing()}
        onMouseDown={header.getResizeHandler()}
        onTouchStart={header.getResizeHandler()}
        onDoubleClick={() => onWidth(column.width)}
      />
      {hasFilters && <Filter column={column} filter={filter ?? ''} onFilter={onFilter} />}
    </div>
  );
}

type FilterProps = {
  readonly column: Column<never>;
  readonly filter: string;
  readonly onFilter: (text: string) => void;
};

function Filter({ column, filter, onFilter }: FilterProps) {
  const { t } = useTranslation();
  const label = t('table.filterOf', { name: column.label });
  if (column.options !== undefined) {
    return (
      <select className="select" aria-label={label} value={filter} onChange={(event) => onFilter(event.target.value)}>
        <option value="">{t('table.any')}</option>
        {column.options.map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
        <option value="?">{t('table.none')}</option>
      </select>
    );
  }
  const hint = t(
    column.kind === 'number' ? 'table.numberHint' : column.kind === 'time' ? 'table.timeHint' : 'table.textHint',
  );
  return (
    <input
      className="input"
      aria-label={label}
      title={hint}
      aria-invalid={filter.trim() !== '' && testOf(column, filter) === undefined}
      spellCheck={false}
      value={filter}
      onChange={(event) => onFilter(event.target.value)}
    />
  );
}
