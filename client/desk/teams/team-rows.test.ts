import { describe, expect, it } from 'vitest';
import type { Geometry } from '#shared/geo/geometry.ts';
import { Situation } from '#shared/situation.ts';
import { HOUR } from '#shared/time.ts';
import { insideOf, ordersFor } from './hand-out.ts';
import { isOutOfTouch, type Phone, phoneRows, silentGates, taskCounts, teamRows } from './team-rows.ts';

const NOW = Date.parse('2022-10-30T10:00:00Z');
const stamp = { version: 1, observedAt: '', recordedAt: '', source: 's' };
const at = (hours: number) => new Date(NOW + hours * HOUR).toISOString();
const phone = (device: string, more: Partial<Phone> = {}): Phone => ({
  device,
  account: 'field',
  silentSeconds: 10,
  waiting: 0,
  late: 0,
  ...more,
});
const box = (x: number, y: number, side: number): Geometry =>
  ({
    type: 'Polygon',
    coordinates: [
      [
        [x, y],
        [x + side, y],
        [x + side, y + side],
        [x, y + side],
        [x, y],
      ],
    ],
  }) as unknown as Geometry;

function town(): Situation {
  const copy = new Situation();
  for (const id of ['near', 'far', 'none', 'unsent']) copy.put('teams', id, { ...stamp, id, name: id, type: 'patrol' });
  const task = (id: string, status: 'assigned' | 'done', due: string) =>
    copy.put('tasks', id, { ...stamp, id, type: 'patrol', teamId: 'near', status, due });
  task('a', 'assigned', at(-1));
  task('b', 'assigned', at(1));
  task('c', 'done', at(1));
  copy.put('positions', 'near', { ...stamp, id: 'near', position: [109, 39], recordedAt: at(-0.5) });
  return copy;
}

describe('teams', () => {
  it('come with what is unsent first, then those not heard of for longest', () => {
    const rows = teamRows(
      town(),
      [
        phone('1', { teamId: 'near' }),
        phone('2', { teamId: 'near', silentSeconds: 5_000 }),
        phone('3', { teamId: 'far', silentSeconds: 4_000 }),
        phone('4', { teamId: 'unsent', waiting: 2, late: 2 }),
      ],
      NOW,
    );
    expect(rows.map(({ team }) => team.id)).toEqual(['unsent', 'none', 'far', 'near']);
    expect(rows.map((row) => isOutOfTouch(row, 2 * HOUR))).toEqual([false, true, true, false]);
    // A server that has just started does not know who was there before.
    expect(rows.map((row) => isOutOfTouch(row, 60_000))).toEqual([false, false, true, false]);
    expect(rows[3]).toMatchObject({ silentFor: 10_000, open: 2, overdue: 1, toVerify: 1, isSharing: true });
  });

  it('are heard of by their position as by a phone', () => {
    const near = teamRows(town(), [phone('2', { teamId: 'near', silentSeconds: 5_000 })], NOW).find(
      ({ team }) => team.id === 'near',
    );
    expect(near?.silentFor).toBe(HOUR / 2);
    expect(taskCounts(town(), NOW)).toEqual({ assigned: 2, received: 0, done: 1, overdue: 1 });
  });

  it('have phones of which the latest unsent stand first', () => {
    const rows = phoneRows([
      phone('new', { waiting: 1, oldestSeconds: 60 }),
      phone('quiet', { silentSeconds: 9_000 }),
      phone('late', { waiting: 4, late: 3, oldestSeconds: 8_000 }),
    ]);
    expect(rows.map(({ device }) => device)).toEqual(['late', 'new', 'quiet']);
  });
});

it('names gates that stopped counting, by the rhythm of their source, and not those that are closed', () => {
  const copy = new Situation();
  copy.put('sources', 's', { ...stamp, id: 's', name: 's', layers: ['checkpoints'], everySeconds: 900 });
  const gate = (id: string, ended?: number, status = 'running') =>
    copy.put('checkpoints', id, {
      ...stamp,
      id,
      name: id,
      type: 'road',
      position: [109, 39],
      status,
      ...(ended === undefined ? {} : { latest: { in: { from: at(ended - 0.25), to: at(ended), vehicles: 1 } } }),
    });
  gate('speaks', -0.4);
  gate('hour', -1);
  gate('day', -24);
  gate('never');
  gate('shut', -24, 'closed');
  expect(silentGates(copy, NOW).map(({ gate: { id }, silence }) => [id, silence])).toEqual([
    ['day', { since: NOW - 24 * HOUR }],
    ['hour', { since: NOW - HOUR }],
    ['never', 'never'],
  ]);
});

it('makes one order of each place whose middle lies in the ring', () => {
  const copy = new Situation();
  const area = (id: string, level: 'community' | 'compound' | 'building', x: number) =>
    copy.put('areas', id, { ...stamp, id, level, name: id, geometry: box(x, 39, 0.01) } as never);
  area('in', 'community', 109);
  area('half', 'community', 109.096);
  area('yard', 'compound', 109.05);
  area('house', 'building', 109.05);
  copy.put('gates', 'gate', { ...stamp, id: 'gate', areaId: 'yard', position: [109.05, 39.005], state: 'open' });
  copy.put('sites', 'booth', { ...stamp, id: 'booth', name: 'b', type: 'testing', position: [109.2, 39] });
  copy.put('sites', 'depot', { ...stamp, id: 'depot', name: 'd', type: 'depot', position: [109.02, 39.02] });
  copy.put('sites', 'nowhere', { ...stamp, id: 'nowhere', name: 'n', type: 'testing' });
  const inside = insideOf(copy, box(108.99, 38.99, 0.11));
  expect(Object.fromEntries(inside)).toEqual({
    community: [{ layer: 'areas', id: 'in' }],
    compound: [{ layer: 'areas', id: 'yard' }],
    gates: [{ layer: 'gates', id: 'gate' }],
    other: [{ layer: 'sites', id: 'depot' }],
  });
  let made = 0;
  const order = { type: 'patrol', teamId: '', due: at(4), note: '' };
  const orders = ordersFor([...inside.values()].flat(), { ...order, teamId: 'near' }, () => String(++made));
  expect(orders.map(({ id, areaId, gateId, siteId, teamId }) => [id, areaId ?? gateId ?? siteId, teamId])).toEqual([
    ['1', 'in', 'near'],
    ['2', 'yard', 'near'],
    ['3', 'gate', 'near'],
    ['4', 'depot', 'near'],
  ]);
  expect(ordersFor([{ layer: 'areas', id: 'in' }], order, () => 'x')).toEqual([
    { id: 'x', type: 'patrol', areaId: 'in', due: at(4) },
  ]);
});
