// What happens to a chunk of mapped rows: through the acceptor into the log, or, in a dry run, only asked about.
import type { Problem } from '#shared/errors.ts';
import { isDatum, toWgs84 } from '#shared/geo/datum.ts';
import type { Result } from '#shared/result.ts';
import type { Principal } from '../../access/principal.ts';
import type { Accepted, Acceptor } from '../accept.ts';
import type { MappedRow } from './messages.ts';
import { opIdOf } from './op-id.ts';
import type { Tally } from './tally.ts';

type Good = Extract<MappedRow, { readonly problem?: undefined }>;

/** Questions that the situation answers; each is optional, and what cannot be asked is not told. */
export type Questions = {
  /** Whether an entity of the report's layer with this id exists. */
  readonly known?: (kind: string, id: string) => boolean;
  /** The report as validation would have it, or the first problem. */
  readonly validate?: (report: unknown) => Result<unknown, Problem> | Promise<Result<unknown, Problem>>;
  /** Whether the log has this operation. */
  readonly logged?: (opId: string) => boolean | Promise<boolean>;
  /** Whether the entity as it stands says already what the report says (feeds only). */
  readonly current?: (report: unknown) => boolean;
};

// A row refused by the fold stays refused under its opId; the n-th import of the file tries the n-th opId.
const MAX_ATTEMPTS = 8;

/** The report as the log would hold it: places in WGS-84. */
function located(report: Good['report']): unknown {
  const { datum, data } = report;
  if (!isDatum(datum) || !Array.isArray(data.position)) return report;
  const position = toWgs84(data.position, datum);
  return position.ok ? { ...report, data: { ...data, position: position.value } } : report;
}

export type HandOver = (rows: readonly Good[], tally: Tally) => Promise<void>;

/** Accepts rows; asks again, under a new opId, for those whose earlier report was refused or has been overtaken. */
export function accepting(accept: Acceptor, principal: Principal, isFeed: boolean, { current }: Questions): HandOver {
  const settled = (answer: Accepted, row: Good) => {
    if (!answer.duplicate) return true;
    if (answer.error !== undefined) return false;
    return !isFeed || current === undefined || current(located(row.report));
  };
  return async (rows, tally) => {
    const answers = new Map<Good, Accepted>();
    let pending: readonly Good[] = rows;
    for (let attempt = 0; attempt <= MAX_ATTEMPTS && pending.length > 0; attempt++) {
      const incoming = pending.map(({ report, hash }) => ({
        report: { ...report, opId: opIdOf(hash, attempt) },
        hash,
      }));
      const given = await accept(incoming, principal);
      const again: Good[] = [];
      for (const [i, row] of pending.entries()) {
        const answer = given[i];
        if (!answer) throw new Error('the acceptor left a report without an answer');
        answers.set(row, answer);
        if (!settled(answer, row)) again.push(row);
      }
      pending = again;
    }
    for (const row of rows) {
      const answer = answers.get(row);
      if (answer?.error) await tally.refuse(row, answer.error);
      else tally.take(row, answer?.duplicate ? 'unchanged' : 'accepted');
    }
  };
}

export type Rehearsal = { readonly handOver: HandOver; readonly counts: () => { knownIds?: number; newIds?: number } };

/** Says what would happen and changes nothing. */
export function rehearsing({ known, validate, logged }: Questions): Rehearsal {
  const seen = new Set<string>();
  const ids = new Map<string, boolean>();
  const handOver: HandOver = async (rows, tally) => {
    for (const row of rows) {
      const { report, id } = row;
      const result = await validate?.(report);
      if (result && !result.ok) {
        await tally.refuse(row, result.error);
        continue;
      }
      const isRepeat = seen.has(report.opId) || ((await logged?.(report.opId)) ?? false);
      seen.add(report.opId);
      tally.take(row, isRepeat ? 'unchanged' : 'accepted');
      if (!isRepeat && id !== undefined && known) ids.set(id, known(String(report.kind), id));
    }
  };
  const counts = () => {
    if (!known) return {};
    const knownIds = [...ids.values()].filter(Boolean).length;
    return { knownIds, newIds: ids.size - knownIds };
  };
  return { handOver, counts };
}
