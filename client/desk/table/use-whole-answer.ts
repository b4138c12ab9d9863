// All rows of an engine's answer: a short list is asked again every few seconds, a long one is read page by page to its end.
import { useEffect, useMemo, useState } from 'react';
import { err, ok } from '#shared/result.ts';
import { momentQuery } from '../../connection/connection-status.ts';
import { type ApiProblem, api } from '../../connection/http.ts';
import { useAnswerOr } from '../../store/answer-store.ts';
import { useConnection } from '../../store/hooks.ts';
import type { AnswerRow } from './answer-column.ts';
import { rowsIn, totalIn } from './answers.ts';
import type { AnswerList } from './list-target.ts';
import { readPages } from './pages.ts';

type Answer = Readonly<Record<string, unknown>>;
export type WholeAnswer = {
  /** undefined before the first answer */
  readonly rows: readonly AnswerRow[] | undefined;
  readonly total: number;
  /** the first page as it was said, for what stands beside its rows */
  readonly answer: Answer | undefined;
  readonly problem: ApiProblem | undefined;
};

/** Rows asked for at once; the server gives no more. */
const PAGE = 10_000;
/** Milliseconds between two readings of a long list: each page costs the server the whole of it. */
const EVERY = 60_000;

type Read = Omit<WholeAnswer, 'problem'> & { readonly key: string; readonly problem?: ApiProblem };

/** @param path with its query, without limit and offset */
export function useWholeAnswer(list: AnswerList, path: string): WholeAnswer {
  const moment = momentQuery(useConnection());
  const paged = `${path}${path.includes('?') ? '&' : '?'}limit=${PAGE}`;
  const [read, setRead] = useState<Read>();
  const key = `${list} ${paged} ${moment ?? ''}`;
  const isLong = read?.key === key;
  const { value, problem } = useAnswerOr<Answer>(isLong ? undefined : paged);
  const rows = useMemo(() => (value === undefined ? undefined : rowsIn(list, value)), [list, value]);
  const total = value === undefined ? 0 : totalIn(list, value);
  // There is more than one page: from here on the list is read as a whole, and no longer by its beginning.
  useEffect(() => {
    if (rows !== undefined && total > rows.length && rows.length > 0) setRead({ key, rows, total, answer: value });
  }, [rows, total, value, key]);
  useEffect(() => {
    if (!isLong) return;
    const control = new AbortController();
    const look = async () => {
      let answer: Answer | undefined;
      const whole = await readPages<AnswerRow, ApiProblem>(
        async (offset) => {
          // All pages of the moment of the first; a moment of the past names itself.
          const at = offset === 0 || typeof answer?.['at'] !== 'string' ? undefined : answer['at'];
          const when = moment ?? (at === undefined ? undefined : `at=${encodeURIComponent(at)}`);
          const page = await api<Answer>(`${paged}&offset=${offset}${when === undefined ? '' : `&${when}`}`, {
            signal: control.signal,
          });
          if (!page.ok) return err(page.error);
          answer ??= page.value;
          return ok({ rows: rowsIn(list, page.value), total: totalIn(list, page.value) });
        },
        (so) => {
          // Only the first reading shows its pages as they come: later ones replace a list that is complete.
          setRead((before) =>
            before?.key === key && before.rows !== undefined && before.rows.length < so.rows.length
              ? { key, ...so, answer }
              : before,
          );
          return !control.signal.aborted;
        },
      );
      if (control.signal.aborted) return;
      setRead((before) => {
        if (whole.ok) return { key, ...whole.value, answer };
        return before?.key === key ? { ...before, problem: whole.error } : before;
      });
    };
    void look();
    const timer = setInterval(() => void look(), EVERY);
    return () => {
      control.abort();
      clearInterval(timer);
    };
  }, [isLong, key, list, paged, moment]);
  if (isLong) return { problem: undefined, ...read };
  return { rows, total, answer: value, problem };
}
