// One group of writes, one transaction: duplicate check, numbers, event rows, audit rows, register rows; all or nothing.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type AuditRow, digestOf, sealOf } from './audit-chain.ts';
import type { Appended } from './event-log.ts';
import { hex, opIdBytes } from './ids.ts';
import { getMeta, setMeta } from './sqlite-file.ts';
import type { AppendValue, Item, Standing, Write } from './sqlite-protocol.ts';

type Place = { readonly seq: number; readonly hash: string };
/** `index` counts the fresh items of the group from 0 until the numbers are given out. */
type Outcome =
  | { readonly state: 'appended'; readonly index: number }
  | { readonly state: 'duplicate' | 'reused'; readonly seq: number }
  | { readonly state: 'duplicate' | 'reused'; readonly index: number };
type Fresh = { readonly item: Item; readonly opId: Uint8Array };
type Refused = { readonly item: Item; readonly opId: Uint8Array; readonly outcome: Outcome };
type Tip = { seq: number; recordedAt: number; auditN: number; link: Uint8Array };

export class Committer {
  readonly #db: DatabaseSync;
  readonly #find: StatementSync;
  readonly #number: StatementSync;
  readonly #event: StatementSync;
  readonly #audit: StatementSync;
  readonly #seal: StatementSync;
  readonly #reading: StatementSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;
  readonly #all: StatementSync;
  #tip: Tip;
  #epoch: string;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#find = db.prepare('SELECT seq, hash FROM event WHERE op_id = ?');
    this.#number = db.prepare('UPDATE stream SET seq = seq + ? WHERE id = 1 RETURNING seq');
    this.#event = db.prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)');
    this.#audit = db.prepare('INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#seal = db.prepare('UPDATE stream SET recorded_at = ?, audit_n = ?, audit_link = ? WHERE id = 1');
    this.#reading = db.prepare('INSERT INTO reading VALUES (?, ?)');
    this.#put = db.prepare(
      'INSERT INTO register VALUES (?, ?, ?) ON CONFLICT (space, key) DO UPDATE SET value = excluded.value',
    );
    this.#remove = db.prepare('DELETE FROM register WHERE space = ? AND key = ?');
    this.#all = db.prepare('SELECT key, value FROM register WHERE space = ?');
    const row = db.prepare('SELECT seq, recorded_at, audit_n, audit_link FROM stream').get();
    this.#tip = {
      seq: Number(row?.seq),
      recordedAt: Number(row?.recorded_at),
      auditN: Number(row?.audit_n),
      link: row?.audit_link as Uint8Array,
    };
    this.#epoch = getMeta(db, 'epoch');
  }

  get standing(): Standing {
    return { epoch: this.#epoch, seq: this.#tip.seq, auditN: this.#tip.auditN, auditLink: hex(this.#tip.link) };
  }

  /** The seal of audit row `n` in hex; empty when there is no such row. */
  linkAt(n: number): string {
    const link = this.#db.prepare('SELECT link FROM audit WHERE n = ?').get(n)?.link;
    return link instanceof Uint8Array ? hex(link) : '';
  }

  /** From here on no cursor of before is valid. @param now ms since 1970 */
  renewEpoch(epoch: string, now: number): void {
    this.#transaction((tip) => {
      setMeta(this.#db, 'epoch', epoch);
      const what = { actor: 'system', outcome: 'epoch', seq: tip.seq, opId: new Uint8Array(), kind: '' } as const;
      this.#append(tip, { ...what, at: now, digest: digestOf(epoch) });
      this.#seal.run(tip.recordedAt, tip.auditN, tip.link);
    });
    this.#epoch = epoch;
  }

  /** @returns one value per write, in order. @throws after rolling everything back */
  run(writes: readonly Write[]): unknown[] {
    return this.#transaction((tip) => {
      const appends = writes.filter((write) => write.type === 'append');
      const values = appends.length > 0 ? this.#appendAll(tip, appends) : [];
      return writes.map((write) => {
        if (write.type === 'append') return values.shift();
        return write.type === 'note' ? this.#note(tip, write) : this.#register(write);
      });
    });
  }

  /** Works on a copy of the tip, so that a rollback leaves memory and disk agreeing. */
  #transaction<T>(work: (tip: Tip) => T): T {
    const tip = { ...this.#tip };
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const value = work(tip);
      this.#db.exec('COMMIT');
      this.#tip = tip;
      return value;
    } catch (error) {
      // SQLite has rolled back by itself after some errors, after others it waits to be told.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #appendAll(tip: Tip, appends: readonly (Write & { type: 'append' })[]): AppendValue[] {
    const fresh: Fresh[] = [];
    const refused: Refused[] = [];
    const seen = new Map<string, { hash: string; index: number }>();
    const outcomes = appends.map(({ items }) =>
      items.map((item) => {
        const opId = opIdBytes(item.opId);
        const outcome = this.#judge(item, opId, seen, fresh.length);
        if (outcome.state === 'appended') {
          seen.set(hex(opId), { hash: item.hash, index: outcome.index });
          fresh.push({ item, opId });
        } else if (outcome.state === 'reused') refused.push({ item, opId, outcome });
        return outcome;
      }),
    );
    const { first, times } = this.#store(tip, fresh);
    const seqOf = (outcome: Outcome): number => ('seq' in outcome ? outcome.seq : first + outcome.index);
    for (const { item, opId, outcome } of refused) {
      // The proposed time as it is: what never became an event does not move the log's clock.
      const what = { at: item.recordedAt, actor: item.actor, outcome: 'reused', seq: seqOf(outcome) } as const;
      this.#append(tip, { ...what, opId, kind: item.kind, digest: Buffer.from(item.hash, 'hex') });
    }
    if (fresh.length + refused.length > 0) this.#seal.run(tip.recordedAt, tip.auditN, tip.link);
    const standing = { epoch: this.#epoch, seq: tip.seq, auditN: tip.auditN, auditLink: hex(tip.link) };
    return outcomes.map((list) => ({
      results: list.map((outcome): Appended => ({ state: outcome.state, seq: seqOf(outcome) })),
      recordedAt: list.map((outcome) => (outcome.state === 'appended' ? (times[outcome.index] ?? 0) : 0)),
      standing,
    }));
  }

  #judge(
    item: Item,
    opId: Uint8Array,
    seen: ReadonlyMap<string, { hash: string; index: number }>,
    next: number,
  ): Outcome {
    const inGroup = seen.get(hex(opId));
    if (inGroup) return { state: inGroup.hash === item.hash ? 'duplicate' : 'reused', index: inGroup.index };
    const row = this.#find.get(opId);
    if (!row) return { state: 'appended', index: next };
    const place: Place = { seq: Number(row.seq), hash: hex(row.hash as Uint8Array) };
    return { state: place.hash === item.hash.toLowerCase() ? 'duplicate' : 'reused', seq: place.seq };
  }

  /** The numbers are taken here, after all reading: as late as the transaction allows. @returns the first of them */
  #store(tip: Tip, fresh: readonly Fresh[]): { first: number; times: number[] } {
    if (fresh.length === 0) return { first: 0, times: [] };
    const first = Number(this.#number.get(fresh.length)?.seq) - fresh.length + 1;
    const times = fresh.map(({ item, opId }, i) => {
      tip.recordedAt = Math.max(tip.recordedAt, item.recordedAt);
      tip.seq = first + i;
      this.#event.run(
        tip.seq,
        tip.recordedAt,
        item.actor,
        opId,
        Buffer.from(item.hash, 'hex'),
        item.json,
        item.subject,
      );
      const what = { at: tip.recordedAt, actor: item.actor, outcome: 'appended', seq: tip.seq } as const;
      this.#append(tip, { ...what, opId, kind: item.kind, digest: digestOf(item.json) });
      return tip.recordedAt;
    });
    return { first, times };
  }

  #append(tip: Tip, what: Omit<AuditRow, 'n'>): void {
    const row: AuditRow = { n: tip.auditN + 1, ...what };
    tip.link = sealOf(tip.link, row);
    tip.auditN = row.n;
    this.#audit.run(row.n, row.at, row.actor, row.outcome, row.seq, row.opId, row.kind, row.digest, tip.link);
  }

  #note(tip: Tip, { actor, at, kind, told }: Write & { type: 'note' }): Standing {
    const what = {
      actor,
      at,
      kind,
      outcome: 'read',
      seq: tip.seq,
      opId: new Uint8Array(),
      digest: digestOf(told),
    } as const;
    this.#append(tip, what);
    this.#reading.run(tip.auditN, told);
    this.#seal.run(tip.recordedAt, tip.auditN, tip.link);
    return { epoch: this.#epoch, seq: tip.seq, auditN: tip.auditN, auditLink: hex(tip.link) };
  }

  #register(write: Exclude<Write, { type: 'append' | 'note' }>): unknown {
    if (write.type === 'put') this.#put.run(write.space, write.key, write.json);
    else if (write.type === 'remove') this.#remove.run(write.space, write.key);
    else return this.#all.all(write.space).map((row) => [row.key, row.value]);
    return undefined;
  }
}
