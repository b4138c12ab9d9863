// What the ticker tells, and what it leaves untold.
import { expect, it } from 'vitest';
import { advance } from '#shared/project.ts';
import { Situation } from '#shared/situation.ts';
import type { Alarm } from '#shared/subject/alarm.ts';
import { eventOf, MORNING, report } from '#shared/testing.ts';
import { HOUR, MINUTE } from '#shared/time.ts';
import { NewsRoom } from './news.ts';

type Said = [kind: Parameters<typeof report>[0], data: object];

function room() {
  const situation = new Situation();
  const news = new NewsRoom(8);
  let seq = 0;
  const say = (...all: Said[]) => {
    for (const [kind, data] of all) {
      seq += 1;
      advance(situation, eventOf(seq, report(kind, data)));
    }
  };
  return { situation, news, say };
}
const iso = (ms: number) => new Date(MORNING + ms).toISOString();
const found = (id: string, minutes: number, areaId: string, status = 'preliminary'): Said => [
  'case.reported',
  {
    id,
    status,
    route: 'screening',
    places: [{ role: 'residence', type: 'home', areaId }],
    stages: { reported: iso(minutes * MINUTE) },
  },
];

it('tells the newest first, cases of one place within half an hour together', () => {
  const { situation, news, say } = room();
  say(found('a', 0, 'x'), found('b', 20, 'x'), found('c', 25, 'y'), found('d', 90, 'x'));
  news.reset(situation);
  expect(news.list.map(({ say: sentence }) => sentence)).toMatchObject([
    { is: 'case', areaId: 'x', count: 1 },
    { is: 'case', areaId: 'y', count: 1 },
    { is: 'case', areaId: 'x', count: 2 },
  ]);
});

it('is silent when more is written about the same case, and speaks when its status changes', () => {
  const { situation, news, say } = room();
  say(found('a', 0, 'x'));
  news.reset(situation);
  say(['case.updated', { id: 'a', stages: { traced: iso(HOUR) } }]);
  expect(news.take('cases', [situation.get('cases', 'a')!])).toBe(false);
  say(['case.updated', { id: 'a', status: 'confirmed' }]);
  expect(news.take('cases', [situation.get('cases', 'a')!])).toBe(true);
  expect(news.list).toHaveLength(1);
  expect(news.list[0]?.say).toMatchObject({ is: 'case', status: 'confirmed' });
});

it('does not tell of posts and sites that are there, only of what becomes of them', () => {
  const { situation, news, say } = room();
  const post: Said = ['checkpoint.registered', { id: 'p', name: 'P', type: 'road', position: [1, 2], status: 'open' }];
  say(post);
  news.reset(situation);
  expect(news.list).toEqual([]);
  say(
    ['checkpoint.updated', { id: 'p', status: 'closed' }],
    ['site.registered', { id: 's', name: 'S', type: 'testing' }],
  );
  expect(news.take('checkpoints', [situation.get('checkpoints', 'p')!])).toBe(true);
  expect(news.take('sites', [situation.get('sites', 's')!])).toBe(false);
  expect(news.list.map(({ say: sentence }) => sentence)).toEqual([{ is: 'post', status: 'closed' }]);
});

it('tells of a zone by its last step, and of a site that has filled up', () => {
  const { situation, news, say } = room();
  const rooms = (ready: number): Said => ['site.rooms', { id: 'q', ready, occupied: 10 - ready }];
  say(
    ['zone.recorded', { id: 'z', name: 'Z', level: 'high', areaIds: [], authority: 'a', publishedAt: iso(0) }],
    ['site.registered', { id: 'q', name: 'Q', type: 'quarantine', tier: 'running', capacity: 10 }],
    rooms(4),
  );
  news.reset(situation);
  expect(news.list.map(({ say: sentence }) => sentence)).toEqual([
    { is: 'zone', step: 'published', zoneId: 'z', level: 'high' },
  ]);
  say(rooms(0));
  expect(news.take('sites', [situation.get('sites', 'q')!])).toBe(true);
  expect(news.list[0]?.say).toEqual({ is: 'siteFull' });
});

it('tells of an alarm as long as nobody has acknowledged it, and not after', () => {
  const { situation, news } = room();
  const alarm = (status: 'raised' | 'acknowledged'): Alarm => ({
    ...{ id: 'a', version: 1, observedAt: iso(0), recordedAt: iso(0), source: 'cordon' },
    ...{ type: 'sourceSilent', level: 'warning', episode: 1, since: iso(0), raisedAt: iso(0), status },
  });
  news.reset(situation);
  expect(news.take('alarms', [alarm('raised')])).toBe(true);
  expect(news.list.map(({ say: sentence }) => sentence)).toEqual([{ is: 'alarm' }]);
  expect(news.take('alarms', [alarm('acknowledged')])).toBe(true);
  expect(news.list).toEqual([]);
  expect(news.take('alarms', [alarm('acknowledged')])).toBe(false);
});
