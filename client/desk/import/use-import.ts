// One import from the first look to the last row: checks are dry runs, and nothing is written before "import".
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ImportStatus } from '#shared/import.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { type ApiProblem, api } from '../../connection/http.ts';
import { useImportPreview } from '../../store/import-preview-store.ts';
import { optionsOf, type Settings } from './settings.ts';

export type Stage =
  | { readonly name: 'idle' }
  | { readonly name: 'checking'; readonly last?: ImportStatus }
  | { readonly name: 'checked'; readonly status: ImportStatus; readonly file: File; readonly settings: Settings }
  | { readonly name: 'running'; readonly status?: ImportStatus; readonly expected: number }
  | { readonly name: 'done'; readonly status: ImportStatus }
  | { readonly name: 'failed'; readonly problem: ApiProblem };

const POLL_EVERY = 400;

/** @returns what a check of just this file with just these settings found; undefined while there is none */
export function checkedOf(stage: Stage, file: File, settings: Settings): ImportStatus | undefined {
  return stage.name === 'checked' && stage.file === file && stage.settings === settings ? stage.status : undefined;
}

export type Import = {
  readonly stage: Stage;
  readonly check: (file: File, settings: Settings) => Promise<ImportStatus | undefined>;
  readonly run: (file: File, settings: Settings) => Promise<void>;
  readonly reset: () => void;
};

export function useImport(): Import {
  const [stage, setStage] = useState<Stage>({ name: 'idle' });
  /** the latest wish; answers to earlier ones are thrown away */
  const wish = useRef(0);
  /** rows are being written: no check may take the place of what becomes of them */
  const isWriting = useRef(false);
  const setPositions = useImportPreview((state) => state.setPositions);
  useEffect(
    () => () => {
      wish.current += 1;
      setPositions([]);
    },
    [setPositions],
  );

  const check = useCallback(
    async (file: File, settings: Settings) => {
      if (isWriting.current) return undefined;
      const mine = ++wish.current;
      setStage((before) => ({ name: 'checking', last: before.name === 'checked' ? before.status : undefined }));
      const answer = await send(file, settings, true, () => mine === wish.current);
      if (answer === undefined) return undefined;
      if (!answer.ok) {
        setStage({ name: 'failed', problem: answer.error });
        return undefined;
      }
      setStage({ name: 'checked', status: answer.value, file, settings });
      setPositions((answer.value.preview ?? []).flatMap(({ position }) => (position === undefined ? [] : [position])));
      return answer.value;
    },
    [setPositions],
  );

  const run = useCallback(
    async (file: File, settings: Settings) => {
      const mine = ++wish.current;
      isWriting.current = true;
      setStage((before) => ({ name: 'running', expected: before.name === 'checked' ? before.status.rows : 0 }));
      const tell = (status: ImportStatus) =>
        setStage((before) => (before.name === 'running' ? { ...before, status } : before));
      const answer = await send(file, settings, false, () => mine === wish.current, tell);
      if (answer === undefined) return;
      isWriting.current = false;
      setPositions([]);
      setStage(answer.ok ? { name: 'done', status: answer.value } : { name: 'failed', problem: answer.error });
    },
    [setPositions],
  );

  const reset = useCallback(() => {
    wish.current += 1;
    isWriting.current = false;
    setPositions([]);
    setStage({ name: 'idle' });
  }, [setPositions]);

  return { stage, check, run, reset };
}

/** @returns the final status; undefined when nobody wants it any more */
async function send(
  file: File,
  settings: Settings,
  dryRun: boolean,
  isWanted: () => boolean,
  onProgress?: (status: ImportStatus) => void,
): Promise<Result<ImportStatus, ApiProblem> | undefined> {
  const body = new FormData();
  // The options first: the server reads them before it decides how to read the file that follows.
  body.append('options', JSON.stringify(optionsOf(settings, dryRun)));
  body.append('file', file, file.name);
  let answer = await api<ImportStatus>('/api/imports', { method: 'POST', body });
  while (answer.ok && answer.value.state === 'running') {
    if (!isWanted()) return undefined;
    onProgress?.(answer.value);
    await new Promise((done) => setTimeout(done, POLL_EVERY));
    answer = await api<ImportStatus>(`/api/imports/${encodeURIComponent(answer.value.id)}`);
  }
  if (!isWanted()) return undefined;
  return answer.ok ? ok(answer.value) : err(answer.error);
}
