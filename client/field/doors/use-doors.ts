// The list of doors of a round: asked of the server once somebody opens it, kept on the phone with its age, looked at offline.
import { useCallback, useEffect, useState } from 'react';
import { type ApiProblem, api } from '../../connection/http.ts';
import { keepPart, keptPart } from '../keep/kept.ts';
import type { Door, DoorList } from './doors.ts';

/** Rows of one answer; a street has some thousands. */
const PAGE = 2_000;

type Page = Omit<DoorList, 'doors'> & { readonly totalAreas: number; readonly areas: readonly Door[] };
type Reading = {
  readonly list: DoorList | undefined;
  readonly problem: ApiProblem | undefined;
  /** rows read so far of how many; undefined: nothing is being read */
  readonly progress: { readonly done: number; readonly all: number } | undefined;
  readonly read: () => void;
};

export function useDoors(roundId: string, account: string): Reading {
  const [list, setList] = useState<DoorList>();
  const [problem, setProblem] = useState<ApiProblem>();
  const [progress, setProgress] = useState<Reading['progress']>();
  const read = useCallback(async () => {
    setProgress({ done: 0, all: 0 });
    const answer = await readAll(roundId, (done, all) => setProgress({ done, all }));
    setProgress(undefined);
    setProblem(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    setList(answer.value);
    await keepPart(`doors|${roundId}`, account, Date.parse(answer.value.at), answer.value);
  }, [roundId, account]);
  useEffect(() => {
    let isGone = false;
    void keptPart<DoorList>(`doors|${roundId}`, account).then((kept) => {
      if (isGone) return;
      if (kept !== undefined) setList((now) => now ?? kept.part);
      void read();
    });
    return () => {
      isGone = true;
    };
  }, [roundId, account, read]);
  return { list, problem, progress, read: () => void read() };
}

type Answer = { readonly ok: true; readonly value: DoorList } | { readonly ok: false; readonly error: ApiProblem };

/** One moment of the list, a page at a time: pages of different moments would leave a door out, or name one twice. */
async function readAll(roundId: string, tell: (done: number, all: number) => void): Promise<Answer> {
  const doors: Door[] = [];
  for (let first: Page | undefined; ; ) {
    const asked = new URLSearchParams({ limit: String(PAGE), offset: String(doors.length) });
    if (first !== undefined) asked.set('at', first.at);
    const answer = await api<Page>(`/api/rounds/${encodeURIComponent(roundId)}/missing?${asked}`);
    if (!answer.ok) return answer;
    first ??= answer.value;
    // What one walks by, and nothing else, is kept on a phone.
    for (const { areaId, address, addressEn, missing, path } of answer.value.areas)
      doors.push({
        areaId,
        missing,
        path,
        ...(path.length > 0 || address === undefined ? {} : { address }),
        ...(path.length > 0 || addressEn === undefined ? {} : { addressEn }),
      });
    tell(doors.length, answer.value.totalAreas);
    if (doors.length >= answer.value.totalAreas || answer.value.areas.length === 0) {
      const { at, total, countBased } = first;
      return { ok: true, value: { roundId, at, total, countBased, doors } };
    }
  }
}
