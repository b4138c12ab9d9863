// How somebody likes a table: which columns, in which order, how wide, sorted by what. Kept for each account on this machine.
import type { SortingState } from '@tanstack/react-table';
import { useCallback, useEffect, useState } from 'react';
import { recall, remember } from '../../store/local-memory.ts';
import { useSession } from '../../store/session-store.ts';

export type TableChoice = {
  readonly order: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
  /** said by hand; a column not named here is shown as it is by itself */
  readonly shown: Readonly<Record<string, boolean>>;
  readonly sorting: SortingState;
};
const USUAL: TableChoice = { order: [], widths: {}, shown: {}, sorting: [] };

/** What was written by another build, or by hand, is no reason not to open. */
export function readChoice(text: string | null): TableChoice {
  try {
    const said = JSON.parse(text ?? '{}') as Partial<Record<keyof TableChoice, unknown>>;
    return {
      order: Array.isArray(said.order) ? said.order.filter((id) => typeof id === 'string') : [],
      widths: fields(said.widths, (value) => typeof value === 'number' && value >= NARROWEST && value <= WIDEST),
      shown: fields(said.shown, (value) => typeof value === 'boolean'),
      sorting: Array.isArray(said.sorting)
        ? said.sorting.filter((one) => typeof one?.id === 'string' && typeof one.desc === 'boolean')
        : [],
    };
  } catch {
    return USUAL;
  }
}

export const NARROWEST = 60;
export const WIDEST = 640;

function fields<T>(said: unknown, is: (value: unknown) => boolean): Readonly<Record<string, T>> {
  if (typeof said !== 'object' || said === null) return {};
  return Object.fromEntries(Object.entries(said).filter(([, value]) => is(value))) as Record<string, T>;
}

/** Milliseconds after the last change: a column drawn wider is written down once, not at each pixel. */
const REST = 400;

export function useTableChoice(name: string) {
  const person = useSession(({ session }) => (session.state === 'in' ? session.account.name : ''));
  const key = `cordon.table.${person}.${name}`;
  const [choice, setChoice] = useState(() => readChoice(recall(key)));
  useEffect(() => {
    const timer = setTimeout(() => remember(key, JSON.stringify(choice)), REST);
    return () => clearTimeout(timer);
  }, [key, choice]);
  const change = useCallback((part: Partial<TableChoice>) => setChoice((before) => ({ ...before, ...part })), []);
  const reset = useCallback(() => setChoice(USUAL), []);
  return { choice, change, reset };
}

/** The columns as they stand: those ordered by hand first, new ones where they belong. */
export function inChosenOrder(ids: readonly string[], order: readonly string[]): string[] {
  const known = order.filter((id) => ids.includes(id));
  const rest = ids.filter((id) => !known.includes(id));
  return known.length === 0 ? [...ids] : [...known, ...rest];
}
