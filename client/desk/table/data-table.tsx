// A grid of rows that a keyboard can walk: only the rows in sight are drawn, however many there are.
// biome-ignore-all lint/a11y/useSemanticElements: a real table cannot leave out the rows out of sight and keep its columns
import './table.css';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Check } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useRef, useState } from 'react';
import { type Column, cellText } from './column.ts';
import { Heading } from './heading.tsx';
import { type ColumnTable, moved } from './use-columns.ts';

export type GridProps<Row> = {
  readonly label: string;
  readonly table: ColumnTable;
  readonly columnOrder: readonly string[];
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  readonly isCurrent: (row: Row) => boolean;
  readonly picks: ReadonlySet<string>;
  readonly onPick: (picks: ReadonlySet<string>) => void;
  readonly onOpen: (row: Row) => void;
  readonly filters: Readonly<Record<string, string>>;
  readonly onFilter: (id: string, text: string) => void;
  readonly hasFilters: boolean;
};

const ROW = 30;
/** CSS pixels of the mark before each row. */
const MARK = 34;

export function DataTable<Row>(props: GridProps<Row>) {
  const { label, table, columns, rows, idOf, isCurrent, picks, onPick, onOpen, filters, hasFilters } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const id = useId();
  const at = Math.max(0, Math.min(active, rows.length - 1));
  const anchor = useRef(at);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
    scrollPaddingStart: hasFilters ? 72 : 36,
  });
  const known = new Map(columns.map((column) => [column.id, column]));
  const headers = (table.getHeaderGroups()[0]?.headers ?? []).filter(({ id: name }) => known.has(name));
  const shown = headers.map((header) => ({ column: known.get(header.id) as Column<Row>, width: header.getSize() }));
  const template = `${MARK}px ${shown.map(({ width }) => `${width}px`).join(' ')}`;
  const width = shown.reduce((sum, each) => sum + each.width, MARK);

  // A row chosen on the map is shown here, wherever it stands.
  const current = rows.findIndex(isCurrent);
  const currentId = current < 0 ? undefined : idOf(rows[current] as Row);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another one was chosen, and not whenever rows move
  useEffect(() => {
    if (current < 0) return;
    setActive(current);
    virtual.scrollToIndex(current, { align: 'auto' });
  }, [currentId]);

  const go = (to: number, isRun: boolean) => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    if (isRun) onPick(new Set([...picks, ...runOf(anchor.current, next)]));
    else anchor.current = next;
    setActive(next);
    virtual.scrollToIndex(next, { align: 'auto' });
  };
  const runOf = (from: number, to: number): string[] =>
    rows.slice(Math.min(from, to), Math.max(from, to) + 1).map(idOf);
  const toggle = (index: number) => {
    const row = rows[index];
    if (row === undefined) return;
    const next = new Set(picks);
    if (!next.delete(idOf(row))) next.add(idOf(row));
    anchor.current = index;
    onPick(next);
  };
  const page = () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? ROW) / ROW) - 3);
  const steps: Readonly<Record<string, (isRun: boolean) => void>> = {
    ArrowDown: (isRun) => go(at + 1, isRun),
    ArrowUp: (isRun) => go(at - 1, isRun),
    PageDown: (isRun) => go(at + page(), isRun),
    PageUp: (isRun) => go(at - page(), isRun),
    Home: (isRun) => go(0, isRun),
    End: (isRun) => go(rows.length - 1, isRun),
    ArrowLeft: () => scroller.current?.scrollBy({ left: -120 }),
    ArrowRight: () => scroller.current?.scrollBy({ left: 120 }),
    Enter: () => rows[at] !== undefined && onOpen(rows[at]),
    ' ': () => toggle(at),
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.target !== scroller.current || event.altKey) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      onPick(new Set(rows.map(idOf)));
      return;
    }
    const step = event.ctrlKey || event.metaKey ? undefined : steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    step(event.shiftKey);
  };
  const onClick = (event: MouseEvent, index: number) => {
    const row = rows[index];
    if (row === undefined) return;
    if (event.shiftKey) go(index, true);
    else if (event.ctrlKey || event.metaKey || (event.target as Element).closest('.table-mark') !== null) toggle(index);
    else {
      go(index, false);
      onOpen(row);
    }
    setActive(index);
  };
  const visible = headers.map((header) => header.id);

  return (
    <div
      ref={scroller}
      className="table-grid"
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable
      aria-rowcount={rows.length + 1}
      aria-colcount={shown.length + 1}
      aria-activedescendant={rows.length > 0 ? `${id}-${at}` : undefined}
      onKeyDown={onKey}
    >
      <div className="table-head" role="rowgroup" style={{ width }}>
        <div
          role="row"
          tabIndex={-1}
          aria-rowindex={1}
          className="table-line"
          style={{ gridTemplateColumns: template }}
        >
          <span role="columnheader" tabIndex={-1} className="table-mark" aria-label={label} />
          {headers.map((header, index) => (
            <Heading
              key={header.id}
              header={header}
              column={shown[index]?.column as unknown as Column<never>}
              sorts={table.state.sorting.length}
              filter={filters[header.id]}
              onFilter={(text) => props.onFilter(header.id, text)}
              hasFilters={hasFilters}
              onMove={(by) => table.setColumnOrder(moved(props.columnOrder, visible, header.id, by))}
              onWidth={(to) => table.setColumnSizing((before) => ({ ...before, [header.id]: to }))}
            />
          ))}
        </div>
      </div>
      <div role="rowgroup" className="table-body" style={{ height: virtual.getTotalSize(), width }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const isPicked = picks.has(idOf(row));
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself takes the keys
            <div
              key={idOf(row)}
              id={`${id}-${index}`}
              role="row"
              tabIndex={-1}
              aria-rowindex={index + 2}
              aria-selected={isPicked}
              aria-current={isCurrent(row) ? 'true' : undefined}
              className="table-line table-row"
              data-active={index === at}
              style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
              onClick={(event) => onClick(event, index)}
            >
              <span role="gridcell" tabIndex={-1} className="table-mark">
                {isPicked && <Check size={14} aria-hidden />}
              </span>
              {shown.map(({ column }) => (
                <Cell key={column.id} column={column} row={row} />
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const text = cellText(column, row);
  return (
    <span
      role="gridcell"
      tabIndex={-1}
      className="table-cell"
      data-number={column.kind === 'number'}
      data-unknown={text === ''}
      title={text}
    >
      {text === '' ? '–' : text}
    </span>
  );
}
