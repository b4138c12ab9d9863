// Rows filtered and sorted beside whatever the reader does: in turns of a few milliseconds, the newest wish only.
import { useEffect, useRef, useState } from 'react';
import { arrange, type Wish } from './arrange.ts';

/** Milliseconds of work before the page has its turn. */
const BUDGET = 6;
const pause = (): Promise<void> => new Promise((go) => setTimeout(go));

type Done<Row> = { readonly rows: readonly Row[]; readonly of: readonly Row[]; readonly wish: Wish<Row> };

/**
 * @param wish one object for one wish: another one starts again
 * @param onDone told of what came out, once for each wish and each set of rows
 */
export function useArranged<Row>(
  rows: readonly Row[],
  wish: Wish<Row>,
  onDone: (rows: readonly Row[]) => void,
): { readonly rows: readonly Row[]; readonly isBusy: boolean } {
  const [done, setDone] = useState<Done<Row>>();
  const tell = useRef(onDone);
  tell.current = onDone;
  useEffect(() => {
    let isWanted = true;
    const work = async (): Promise<void> => {
      const turns = arrange(rows, wish);
      let started = performance.now();
      for (let step = turns.next(); isWanted; step = turns.next()) {
        if (step.done === true) {
          setDone({ rows: step.value, of: rows, wish });
          tell.current(step.value);
          return;
        }
        if (performance.now() - started < BUDGET) continue;
        await pause();
        started = performance.now();
      }
    };
    void work();
    return () => {
      isWanted = false;
    };
  }, [rows, wish]);
  return { rows: done?.rows ?? [], isBusy: done?.of !== rows || done.wish !== wish };
}
