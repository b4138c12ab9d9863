// Who has a zone open: seen by the others, once for each page, and gone when nothing was heard of it.
import { expect, it } from 'vitest';
import { GONE_AFTER, ZonePresence } from './zone-presence.ts';

it('shows two people of one draft to each other, the one who changes it first, and nobody of another zone', () => {
  let now = 1_000;
  const presence = new ZonePresence(() => now);
  expect(presence.say('z', 'li', 'a', 'looking')).toEqual([]);
  now += 1_000;
  expect(presence.say('z', 'wang', 'b', 'changing').map(({ name }) => name)).toEqual(['li']);
  presence.say('other', 'zhao', 'c', 'changing');
  presence.say('z', 'chen', 'd', 'looking');
  expect(presence.say('z', 'li', 'a', 'looking').map(({ name, doing }) => [name, doing])).toEqual([
    ['wang', 'changing'],
    ['chen', 'looking'],
  ]);
  // Two pages of one person overwrite each other as two persons would.
  expect(presence.say('z', 'li', 'a2', 'changing').map(({ name }) => name)).toContain('li');
});

it('forgets who was not heard of, and at once who says goodbye', () => {
  let now = 0;
  const presence = new ZonePresence(() => now);
  presence.say('z', 'li', 'a', 'changing');
  presence.say('z', 'wang', 'b', 'looking');
  presence.leave('z', 'wang', 'b');
  expect(presence.say('z', 'chen', 'c', 'looking').map(({ name }) => name)).toEqual(['li']);
  now = GONE_AFTER;
  expect(presence.say('z', 'chen', 'c', 'looking').map(({ name }) => name)).toEqual(['li']);
  now += 1;
  expect(presence.say('z', 'chen', 'c', 'looking')).toEqual([]);
});

it('keeps its size whatever is said', () => {
  const presence = new ZonePresence(() => 0);
  for (let i = 0; i < 3_000; i += 1) presence.say('z', 'flood', String(i), 'looking');
  expect(presence.say('z', 'flood', 'last', 'looking').length).toBeLessThan(2_000);
});
