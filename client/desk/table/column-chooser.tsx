// Which columns a table shows, and in which order.
import { ChevronDown, ChevronUp, Columns3 } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from './column.ts';
import type { ColumnTable } from './use-columns.ts';

type Props = {
  readonly table: ColumnTable;
  readonly columns: readonly Column<never>[];
  readonly columnOrder: readonly string[];
  readonly onReset: () => void;
};

export function ColumnChooser({ table, columns, columnOrder, onReset }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const labels = new Map(columns.map((column) => [column.id, column.label]));
  const swap = (index: number, by: number) => {
    const next = [...columnOrder];
    const [one, other] = [next[index], next[index + by]];
    if (one === undefined || other === undefined) return;
    [next[index], next[index + by]] = [other, one];
    table.setColumnOrder(next);
  };
  return (
    <>
      <button type="button" className="button table-tool" popoverTarget={id}>
        <Columns3 size={15} aria-hidden />
        {t('table.columns')}
      </button>
      <div id={id} popover="auto" className="table-columns" role="dialog" aria-label={t('table.columns')}>
        <p className="panel-note">{t('table.columnsHint')}</p>
        <ul>
          {columnOrder.map((name, index) => {
            const label = labels.get(name) ?? name;
            return (
              <li key={name}>
                <label>
                  <input
                    type="checkbox"
                    checked={table.state.columnVisibility[name] !== false}
                    onChange={(event) =>
                      table.setColumnVisibility((before) => ({ ...before, [name]: event.target.checked }))
                    }
                  />
                  {label}
                </label>
                <button
                  type="button"
                  className="icon-button"
                  aria-label={t('table.up', { name: label })}
                  disabled={index === 0}
                  onClick={() => swap(index, -1)}
                >
                  <ChevronUp size={15} />
                </button>
                <button
                  type="button"
                  className="icon-button"
                  aria-label={t('table.down', { name: label })}
                  disabled={index === columnOrder.length - 1}
                  onClick={() => swap(index, 1)}
                >
                  <ChevronDown size={15} />
                </button>
              </li>
            );
          })}
        </ul>
        <button type="button" className="button" onClick={onReset}>
          {t('table.reset')}
        </button>
      </div>
    </>
  );
}
