// The digest since a moment, up to what is shown: asked when somebody shows it, and again each minute of the present.
import { useEffect, useState } from 'react';
import type { ShiftDigest } from '#shared/shift.ts';
import { type ApiProblem, api } from '../connection/http.ts';
import { useConnection } from '../store/hooks.ts';

/** Wall milliseconds: the server compares two whole situations for it. */
const EVERY = 60_000;

export type ShiftAnswer = {
  readonly digest?: ShiftDigest;
  readonly problem?: ApiProblem;
  readonly isComing: boolean;
};

export const shiftPath = (from: string, to: string | undefined): string =>
  `/api/digest?${new URLSearchParams(to === undefined ? { from } : { from, to })}`;

/** @param from ISO 8601 with an offset; undefined asks nothing */
export function useShift(from: string | undefined): ShiftAnswer {
  const { past } = useConnection();
  const to = past?.shown;
  const [answer, setAnswer] = useState<ShiftAnswer>({ isComing: true });
  useEffect(() => {
    if (from === undefined) return;
    let isGone = false;
    const ask = async () => {
      if (document.visibilityState === 'hidden') return;
      const said = await api<ShiftDigest>(shiftPath(from, to));
      if (!isGone)
        setAnswer(said.ok ? { digest: said.value, isComing: false } : { problem: said.error, isComing: false });
    };
    setAnswer((before) => ({ ...before, isComing: true }));
    void ask();
    const timer = to === undefined ? setInterval(() => void ask(), EVERY) : undefined;
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [from, to]);
  return answer;
}
