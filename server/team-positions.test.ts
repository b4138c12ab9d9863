// Positions of staff: for those who lead them, the latest only, gone with the duty and a day later at the latest.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance } from '#shared/project.ts';
import { Situation } from '#shared/situation.ts';
import { eventOf, report } from '#shared/testing.ts';
import { DAY, HOUR } from '#shared/time.ts';
import { forgetNow } from './engine/team-positions.ts';
import { type Line, openLine, Reader, say, until } from './testing/line.ts';

let line: Line;
beforeAll(async () => {
  line = await openLine();
  await line.send([say('team.registered', { id: 't', name: '一队', type: 'sampling' })]);
});
afterAll(() => line.close());
const positions = async (name: string): Promise<number> =>
  (await line.get('/api/positions', await line.signIn(name))).body.total;
const at = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();

describe('where a team is', () => {
  it('is seen by those who lead and not by those who work beside it, and goes at once with the duty', async () => {
    const field = await line.signIn('field');
    const told = await line.send([say('team.position', { id: 't', position: [109.2, 39.2], until: at(8) })], field);
    expect(told.results[0]?.error).toBeUndefined();
    expect(await Promise.all(['commander', 'analyst', 'field', 'observer', 'admin'].map(positions))).toEqual([
      1, 1, 0, 0, 0,
    ]);
    const reader = new Reader(line, await line.signIn('analyst'));
    await reader.join();
    expect(reader.copy.get('positions', 't')?.position).toEqual([109.2, 39.2]);
    await line.send([say('team.offDuty', { id: 't' })], field);
    await until(() => reader.copy.get('positions', 't') === undefined, 'the arrow is gone');
    const heard = reader.heartbeats.length;
    await until(() => reader.heartbeats.length > heard, 'the next heartbeat');
    expect(reader.events).toEqual([]);
    reader.close();
    // Not in the log either: the team's history is its registration.
    expect((await line.get('/api/teams/t')).body.historyTotal).toBe(1);
  });

  it('is not taken after the duty is over, and not of a team that nobody registered', async () => {
    const { results } = await line.send([
      say('team.position', { id: 't', position: [109.2, 39.2], until: at(-1) }),
      say('team.position', { id: 'nobody', position: [109.2, 39.2] }),
      say('team.offDuty', { id: 'nobody' }),
    ]);
    expect(results.map(({ error }) => error?.code)).toEqual(['out-of-range', 'unknown-entity', 'unknown-entity']);
    expect(await positions('analyst')).toBe(0);
  });
});

it('is forgotten when its duty ends, and after a day whatever was said', async () => {
  const situation = new Situation();
  const start = Date.parse('2022-10-30T00:00:00Z');
  const where = (id: string, more: object = {}) => [
    report('team.registered', { id, name: id, type: 'sampling' }),
    report('team.position', { id, position: [109, 39], ...more }),
  ];
  const said = [
    ...where('short', { until: '2022-10-30T08:00:00Z' }),
    ...where('long', { until: '2022-12-30T08:00:00Z' }),
    ...where('open'),
  ];
  for (const [i, one] of said.entries())
    advance(situation, { ...eventOf(i + 1, one), recordedAt: new Date(start).toISOString() });
  const leave = async (now: number) => {
    const ids: string[] = [];
    await forgetNow({
      projector: { situation },
      say: async (reports) => {
        for (const { report: one } of reports) {
          const { id } = (one as { data: { id: string } }).data;
          ids.push(id);
          advance(situation, eventOf(situation.seq + 1, report('team.offDuty', { id })));
        }
      },
      clock: () => ({ now: () => now }),
      random: randomBytes,
      log: () => {},
    });
    return ids;
  };
  expect(await leave(start + 8 * HOUR - 1)).toEqual([]);
  expect(await leave(start + 8 * HOUR)).toEqual(['short']);
  expect(await leave(start + DAY - 1)).toEqual([]);
  expect((await leave(start + DAY)).sort()).toEqual(['long', 'open']);
  expect(situation.all('positions').size).toBe(0);
});
