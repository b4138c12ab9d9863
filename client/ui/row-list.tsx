// A long list that a keyboard can walk: only the rows in sight are drawn, and one of them is the active one.
import './row-list.css';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, type Ref, useId, useImperativeHandle, useRef, useState } from 'react';

export type RowListHandle = { readonly focus: () => void };

type Props<Row> = {
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly rowHeight: number;
  readonly label: string;
  readonly isSelected: (row: Row) => boolean;
  readonly onOpen: (row: Row) => void;
  readonly children: (row: Row) => ReactNode;
  readonly ref?: Ref<RowListHandle>;
};

export function RowList<Row>(props: Props<Row>) {
  const { rows, keyOf, rowHeight, label, isSelected, onOpen, children } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const id = useId();
  const at = Math.min(active, rows.length - 1);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  useImperativeHandle(props.ref, () => ({ focus: () => scroller.current?.focus() }));

  const move = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setActive(next);
    virtual.scrollToIndex(next, { align: 'auto' });
  };
  const page = () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
  const stepOf = (key: string): (() => void) | undefined => {
    if (key === 'ArrowDown') return () => move(at + 1);
    if (key === 'ArrowUp') return () => move(at - 1);
    if (key === 'PageDown') return () => move(at + page());
    if (key === 'PageUp') return () => move(at - page());
    if (key === 'Home') return () => move(0);
    if (key === 'End') return () => move(rows.length - 1);
    return key === 'Enter' || key === ' ' ? () => openAt(at) : undefined;
  };
  const onKey = (event: KeyboardEvent) => {
    const step = stepOf(event.key);
    if (step === undefined) return;
    event.preventDefault();
    step();
  };
  const openAt = (index: number) => {
    const row = rows[index];
    if (row !== undefined) onOpen(row);
  };

  return (
    <div
      ref={scroller}
      className="row-list"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={rows.length > 0 ? `${id}-${at}` : undefined}
      onKeyDown={onKey}
    >
      <div className="row-list-all" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the keys
            <div
              key={keyOf(row)}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={isSelected(row)}
              aria-posinset={index + 1}
              aria-setsize={rows.length}
              className="row"
              data-active={index === at}
              style={{ height: rowHeight, transform: `translateY(${start}px)` }}
              onClick={() => {
                setActive(index);
                openAt(index);
              }}
            >
              {children(row)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
