// For tests: imports a text or a file against an acceptor that validates for real and remembers, without a log.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll } from 'vitest';
import { checkGeometry } from '#shared/geo/geometry.ts';
import type { ImportStatus } from '#shared/import.ts';
import type { Report } from '#shared/report.ts';
import { principalOf } from '../../access/principal.ts';
import type { Acceptor } from '../accept.ts';
import { validate } from '../validate.ts';
import { type ImportJob, type ImportRequest, type Lookups, startImport } from './job.ts';
import { checkOptions } from './options.ts';

export const dir = mkdtempSync(join(tmpdir(), 'cordon-import-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const principal = principalOf('importer', ['machine'], [], { kind: 'system', id: 'test' });
const check = (raw: unknown) => validate(raw, async (geometry, field) => checkGeometry(geometry, undefined, field));

/** Reports by opId, in the order accepted. */
export type Memory = Map<string, Report>;

export function memoryAcceptor(memory: Memory, hashes = new Map<string, string>()): Acceptor {
  return async (incoming) => {
    const answers = [];
    for (const { report, hash } of incoming) {
      const result = await check(report);
      const { opId } = report as { opId: string };
      if (!result.ok) {
        answers.push({ opId, error: result.error });
        continue;
      }
      const isKnown = memory.has(opId);
      if (isKnown && hashes.get(opId) !== hash) throw new Error('one opId for two contents');
      if (!isKnown) memory.set(opId, result.value);
      hashes.set(opId, hash ?? '');
      answers.push({ opId, seq: memory.size, state: 'applied' as const, ...(isKnown ? { duplicate: true } : {}) });
    }
    return answers;
  };
}

const nothing: Lookups = { table: () => new Map(), areas: () => [] };

export type Extra = Partial<ImportRequest> & { readonly memory?: Memory };

/** @throws when the options themselves are refused */
export function importing(path: string, options: Record<string, unknown>, extra: Extra = {}): ImportJob {
  const checked = checkOptions(options);
  if (!checked.ok) throw new Error(`${checked.error.code} ${checked.error.field}: ${checked.error.message}`);
  return startImport({
    path,
    filename: basename(path),
    options: checked.value,
    accept: memoryAcceptor(extra.memory ?? new Map()),
    validate: check,
    principal,
    now: () => Date.parse('2022-10-27T00:00:00Z'),
    dir,
    lookups: nothing,
    ...extra,
  });
}

let files = 0;
export function tempFile(name: string, content: string | Uint8Array): string {
  const path = join(mkdtempSync(join(dir, `${files++}-`)), name);
  writeFileSync(path, content);
  return path;
}

export const importText = (
  name: string,
  content: string | Uint8Array,
  options: Record<string, unknown>,
  extra: Extra = {},
): Promise<ImportStatus> => importing(tempFile(name, content), options, extra).done;

/** `row field code` of each refusal, for short expectations. */
export const refusals = ({ refused }: ImportStatus): string[] =>
  refused.map(({ row, field, code }) => `${row} ${field ?? '-'} ${code}`);
