// The columns of a table as its reader has them: order, width, which are shown, sorted by what. The library keeps the state;
// sorting and filtering are done beside it (arrange.ts), so it is only ever given the rows in sight.
import {
  columnFilteringFeature,
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  functionalUpdate,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import type { Column } from './column.ts';
import { inChosenOrder, NARROWEST, type useTableChoice, WIDEST } from './table-choice.ts';

const features = tableFeatures({
  columnFilteringFeature,
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
});
const NO_ROWS: object[] = [];

export function useColumns<Row>(columns: readonly Column<Row>[], kept: ReturnType<typeof useTableChoice>) {
  const { choice, change } = kept;
  const definitions = useMemo(
    () =>
      columns.map(({ id, label, width }) => ({
        id,
        header: label,
        accessorFn: () => undefined,
        size: width,
        minSize: NARROWEST,
        maxSize: WIDEST,
        sortDescFirst: false,
      })),
    [columns],
  );
  const columnVisibility = useMemo(
    () => Object.fromEntries(columns.map(({ id, isHidden }) => [id, choice.shown[id] ?? isHidden !== true])),
    [columns, choice.shown],
  );
  const columnOrder = useMemo(
    () =>
      inChosenOrder(
        columns.map(({ id }) => id),
        choice.order,
      ),
    [columns, choice.order],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: NO_ROWS,
    columnResizeMode: 'onChange',
    enableMultiSort: true,
    state: { columnVisibility, columnOrder, columnSizing: { ...choice.widths }, sorting: choice.sorting },
    onColumnVisibilityChange: (update) => change({ shown: functionalUpdate(update, columnVisibility) }),
    onColumnOrderChange: (update) => change({ order: functionalUpdate(update, columnOrder) }),
    onColumnSizingChange: (update) => change({ widths: functionalUpdate(update, { ...choice.widths }) }),
    onSortingChange: (update) => change({ sorting: functionalUpdate(update, choice.sorting) }),
  });
  return { table, columnOrder };
}

export type ColumnTable = ReturnType<typeof useColumns>['table'];
export type TableHeader = ReturnType<ColumnTable['getHeaderGroups']>[number]['headers'][number];

/** Moves a column by one among those that are shown. @param by -1 or 1 */
export function moved(order: readonly string[], shown: readonly string[], id: string, by: number): string[] {
  const other = shown[shown.indexOf(id) + by];
  if (other === undefined || !shown.includes(id)) return [...order];
  const next = order.filter((each) => each !== id);
  next.splice(next.indexOf(other) + (by > 0 ? 1 : 0), 0, id);
  return next;
}
