// Which rows of a layer a figure counts, by the server's own answer: page by page, and again whenever the layer changed.
import { useEffect, useRef, useState } from 'react';
import type { Layer } from '#shared/situation.ts';
import { momentQuery } from '../../connection/connection-status.ts';
import { type ApiProblem, api } from '../../connection/http.ts';
import { useConnection, useVersion } from '../../store/hooks.ts';

type Page = { readonly ids: readonly string[]; readonly total: number };
const PAGE = 10_000;
/** Milliseconds between two questions: figures are asked as often. */
const EVERY = 5_000;

export type Members = { readonly ids: ReadonlySet<string> | undefined; readonly problem: ApiProblem | undefined };
const NOTHING_YET: Members = { ids: undefined, problem: undefined };

/** @param path with its query; undefined: all rows count */
export function useMembers(layer: Layer | undefined, path: string | undefined): Members {
  const [known, setKnown] = useState<{ readonly key: string; readonly members: Members }>();
  const version = useRef(0);
  version.current = useVersion(layer ?? 'clock');
  const moment = momentQuery(useConnection());
  const key = `${path}|${moment ?? ''}`;
  useEffect(() => {
    if (path === undefined) return;
    const control = new AbortController();
    let asked = Number.NaN;
    const look = async (): Promise<void> => {
      if (asked === version.current) return;
      asked = version.current;
      const members = await ask(path, moment, control.signal);
      if (control.signal.aborted) return;
      if (members.problem !== undefined) asked = Number.NaN;
      setKnown({ key, members });
    };
    void look();
    const timer = setInterval(() => void look(), EVERY);
    return () => {
      clearInterval(timer);
      control.abort();
    };
  }, [path, moment, key]);
  return path !== undefined && known?.key === key ? known.members : NOTHING_YET;
}

async function ask(path: string, moment: string | undefined, signal: AbortSignal): Promise<Members> {
  const base = `${path}&fields=id&limit=${PAGE}${moment === undefined ? '' : `&${moment}`}`;
  const ids = new Set<string>();
  for (let offset = 0; ; offset += PAGE) {
    const page = await api<Page>(`${base}&offset=${offset}`, { signal });
    if (!page.ok) return { ids: undefined, problem: page.error };
    for (const id of page.value.ids) ids.add(id);
    if (page.value.ids.length < PAGE) return { ids, problem: undefined };
  }
}
