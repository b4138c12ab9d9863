// The key of a round: the log never sees a person, one person is one key within a round and another in the next, and
// after the close the key is gone for good.
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSqliteLog } from '../log/sqlite-log.ts';
import { type Line, openLine } from '../testing/line.ts';
import { padsOf, pseudonym } from './round-keys.ts';

/** A key that a source gives: no byte of it may reach the disk. */
const PERSON = 'canary-of-door-0204-person-3';
const START = '2022-10-30T05:00:00+08:00';
const dir = mkdtempSync(join(tmpdir(), 'cordon-round-keys-'));
let line: Line;

beforeAll(async () => {
  line = await openLine({ dir });
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const say = (kind: string, data: object) => ({ opId: randomUUID(), kind, observedAt: START, data });
const opened = (id: string) =>
  say('round.opened', { id, areaIds: ['a'], start: START, deadline: '2022-10-31T05:00:00+08:00' });
const rollOf = (roundId: string) =>
  say('roll.batch', { roundId, persons: [{ person: PERSON, areaId: 'a', status: 'PRESENT', from: START }] });
const rowOf = (roundId: string) =>
  say('test.batch', {
    id: 'b',
    roundId,
    rows: [{ person: PERSON, tube: `t-${roundId}`, poolSize: 1, sampledAt: START }],
  });
/** Rounds are the analyst's. */
const codes = async (...reports: object[]) =>
  (await line.send(reports, await line.signIn('analyst'))).results.map(({ error }) => error?.code);

const filesHold = (text: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(text))
    .map(({ name }) => name);

/** What the log has of the person, by round, and the keys that are kept: read from the disk as a thief would. */
async function onDisk(): Promise<{ persons: Map<string, Set<string>>; keys: ReadonlyMap<string, unknown> }> {
  const { log, register } = await openSqliteLog({ dir, ballastBytes: 4096 });
  const persons = new Map<string, Set<string>>();
  for await (const events of log.read(0))
    for (const event of events) {
      if (event.kind !== 'test.batch' && event.kind !== 'roll.batch') continue;
      const rows = event.kind === 'test.batch' ? event.data.rows : event.data.persons;
      const known = persons.get(event.data.roundId ?? '') ?? new Set();
      for (const { person } of rows ?? []) known.add(person);
      persons.set(event.data.roundId ?? '', known);
    }
  const keys = await register.all('round-keys');
  await log.close();
  return { persons, keys };
}

it('is an HMAC-SHA-256, cut to 128 bits', () => {
  const key = Buffer.alloc(32, 7);
  const pads = padsOf(key);
  pseudonym(pads, 'a longer key that was there before it');
  const expected = createHmac('sha256', key).update('张三-4').digest('hex').slice(0, 32);
  expect(pseudonym(pads, '张三-4')).toBe(expected);
});

it('stands for the person in the log: the same in one round, another in the next, none of it what the source said', async () => {
  expect(await codes(opened('r'), rollOf('r'), rowOf('r'), opened('s'), rowOf('s'))).toEqual(Array(5).fill(undefined));
  await line.close();
  expect(filesHold(PERSON)).toEqual([]);
  const { persons, keys } = await onDisk();
  expect([persons.get('r')!.size, persons.get('s')!.size]).toEqual([1, 1]);
  expect([...persons.get('r')!][0]).toMatch(/^[0-9a-f]{32}$/);
  expect(persons.get('r')).not.toEqual(persons.get('s'));
  expect([...keys.keys()].toSorted()).toEqual(['r', 's']);
});

it('is kept over a restart, destroyed when the round closes, and takes no person after that', async () => {
  const { persons, keys } = await onDisk();
  line = await openLine({ dir });
  expect(await codes(rowOf('r'), say('round.closed', { id: 'r' }))).toEqual([undefined, undefined]);
  expect(await codes(rowOf('r'), rollOf('r'), opened('r'), rowOf('s'))).toEqual([
    'round-closed',
    'round-closed',
    'round-closed',
    undefined,
  ]);
  await line.close();
  const after = await onDisk();
  expect(after.persons.get('r')).toEqual(persons.get('r'));
  expect([...after.keys.keys()]).toEqual(['s']);
  expect(filesHold(keys.get('r') as string)).toEqual([]);
  expect(filesHold(keys.get('s') as string)).not.toEqual([]);
});
