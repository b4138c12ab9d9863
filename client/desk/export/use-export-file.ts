// Fetches the file, counts its bytes as they come, and hands it to the browser to keep.
import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiProblem, json, problemFrom } from '../../connection/http.ts';
import { nameIn } from './export-query.ts';

export type ExportStage =
  | { readonly name: 'idle' }
  | { readonly name: 'making' }
  | { readonly name: 'loading'; readonly done: number; readonly total: number }
  | { readonly name: 'done'; readonly rows: number; readonly bytes: number; readonly file: string }
  | { readonly name: 'failed'; readonly problem: ApiProblem };

export type ExportFile = {
  readonly stage: ExportStage;
  readonly run: (body: Record<string, unknown>) => Promise<void>;
  readonly stop: () => void;
};

export function useExportFile(): ExportFile {
  const [stage, setStage] = useState<ExportStage>({ name: 'idle' });
  const under = useRef<AbortController>(null);
  const stop = useCallback(() => {
    under.current?.abort();
    setStage({ name: 'idle' });
  }, []);
  useEffect(() => () => under.current?.abort(), []);

  const run = useCallback(async (body: Record<string, unknown>) => {
    under.current?.abort();
    const mine = new AbortController();
    under.current = mine;
    setStage({ name: 'making' });
    try {
      const answer = await fetch('/api/export', { ...json('POST', body), signal: mine.signal });
      if (!answer.ok) {
        setStage({ name: 'failed', problem: await problemFrom(answer) });
        return;
      }
      const total = Number(answer.headers.get('content-length') ?? 0);
      const parts: Uint8Array<ArrayBuffer>[] = [];
      let done = 0;
      const reader = answer.body?.getReader();
      for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
        parts.push(part.value);
        done += part.value.length;
        setStage({ name: 'loading', done, total });
      }
      const file = nameIn(answer.headers.get('content-disposition'));
      keep(new Blob(parts, { type: answer.headers.get('content-type') ?? '' }), file);
      setStage({ name: 'done', rows: Number(answer.headers.get('x-total-count') ?? 0), bytes: done, file });
    } catch {
      if (!mine.signal.aborted) setStage({ name: 'failed', problem: { code: 'unreachable', status: 0 } });
    }
  }, []);
  return { stage, run, stop };
}

function keep(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download has its own hold on the bytes once it began.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
