// The audit chain: one row per thing that happened to the log or was read out of it, each sealed with SHA-256 over itself
// and the seal before.
// Editing, removing or inserting a row breaks every later seal; cutting the end off is seen by the mark kept outside the file.
import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { hex } from './ids.ts';

/**
 * `digest` is, for an appended event, SHA-256 of the report's text as stored (so that a text may one day be erased and the
 * chain still stands); for a refused reuse of an opId, the hash of the content refused; for an epoch, of its name; for a
 * reading, of what is told about it.
 */
export type AuditRow = {
  readonly n: number;
  readonly at: number;
  readonly actor: string;
  readonly outcome: 'appended' | 'reused' | 'epoch' | 'read';
  readonly seq: number;
  readonly opId: Uint8Array;
  readonly kind: string;
  readonly digest: Uint8Array;
};

export const GENESIS = new Uint8Array(32);

export const digestOf = (text: string): Uint8Array => hash('sha256', text, 'buffer');

/** The seal of a row that follows the seal `before`. JSON of an array is unambiguous: no two rows share a text. */
export const sealOf = (before: Uint8Array, row: AuditRow): Uint8Array =>
  digestOf(
    `${hex(before)}${JSON.stringify([row.n, row.at, row.actor, row.outcome, row.seq, hex(row.opId), row.kind, hex(row.digest)])}`,
  );

/** `ok: false` names the first audit row (`n`) that does not hold, and why. `rows` is how many held. */
export type AuditVerdict =
  | { readonly ok: true; readonly rows: number; readonly link: string }
  | { readonly ok: false; readonly rows: number; readonly n: number; readonly reason: string };

const CHUNK = 2_000;
const SELECT = `
  SELECT audit.n, audit.at, audit.actor, audit.outcome, audit.seq, audit.op_id AS opId, audit.kind, audit.digest, audit.link,
         event.report, event.recorded_at AS recordedAt, event.actor AS eventActor, event.op_id AS eventOpId,
         reading.told
  FROM audit LEFT JOIN event ON event.seq = audit.seq AND audit.outcome = 'appended'
    LEFT JOIN reading ON reading.n = audit.n AND audit.outcome = 'read'
  WHERE audit.n > ? AND audit.n <= ? ORDER BY audit.n LIMIT ${CHUNK}`;

type Joined = AuditRow & {
  readonly link: Uint8Array;
  readonly report: string | null;
  readonly told: string | null;
  readonly recordedAt: number;
  readonly eventActor: string;
  readonly eventOpId: Uint8Array;
};

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

function fault(row: Joined, expectedN: number, link: Uint8Array): string | undefined {
  if (row.n !== expectedN) return `audit row ${expectedN} is missing`;
  if (!same(sealOf(link, row), row.link)) return `audit row ${row.n} was changed, or the row before it`;
  if (row.outcome === 'read') {
    if (row.told === null) return `reading ${row.n} is missing`;
    return same(digestOf(row.told), row.digest) ? undefined : `reading ${row.n} was changed`;
  }
  if (row.outcome !== 'appended') return undefined;
  if (row.report === null) return `event ${row.seq} is missing`;
  const told = row.recordedAt === row.at && row.eventActor === row.actor && same(row.eventOpId, row.opId);
  if (!told || !same(digestOf(row.report), row.digest)) return `event ${row.seq} was changed`;
  return undefined;
}

export type AuditStep = { readonly n: number; readonly link: string; readonly fault?: string };

/**
 * Checks the next rows with `afterN < n <= upTo`; `link` (hex) is the seal of row `afterN`.
 * It is one short read, so the caller walks on from where it ended (`n`) until `upTo` or a fault.
 */
export function verifyStep(db: DatabaseSync, afterN: number, upTo: number, link: string): AuditStep {
  let n = afterN;
  let seal: Uint8Array = Buffer.from(link, 'hex');
  for (const row of db.prepare(SELECT).all(afterN, upTo) as unknown as Joined[]) {
    const reason = fault(row, n + 1, seal);
    if (reason) return { n, link: hex(seal), fault: reason };
    n = row.n;
    seal = row.link;
  }
  return n === afterN ? { n, link: hex(seal), fault: `audit row ${n + 1} is missing` } : { n, link: hex(seal) };
}
