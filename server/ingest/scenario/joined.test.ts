// The story joined at another hour: the same things happen, its account holds, and from then on it is told in full.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Scenario } from './scenario.ts';
import { countOf, plain } from './story/count.fixture.ts';
import { clock, JOIN_MINUTE, STORY_START } from './telling.ts';
import { folding, newScenario } from './told.fixture.ts';

const JOINED = clock(0, 20);
const END = clock(1, 1, 30.5);
const HOURS = 4;

let early: Scenario;
let usual: Scenario;
const door = folding();

beforeAll(() => {
  usual = newScenario();
  early = newScenario(undefined, JOINED);
  for (const told of early.history(Math.ceil(END))) if (told.knownAt < STORY_START + END * 60_000) door.take(told);
}, 600_000);

const said = (story: Scenario): number => {
  let reports = 0;
  for (let minute = JOINED; minute < JOINED + HOURS * 60; minute += 1) reports += story.slot(minute).length;
  return reports;
};

describe('the story joined on its first evening', () => {
  it('is refused nothing, and counts what its account says', () => {
    expect(door.odd).toEqual([]);
    const account = early.account(END);
    expect(countOf(door.situation, early.world, account.figures)).toEqual(plain(account));
  });

  it('tells of the same cases as the story that is joined later', () => {
    expect(usual.world.join).toBe(JOIN_MINUTE);
    const [one, other] = [early.account(END), usual.account(END)];
    expect(one.cases).toEqual(other.cases);
    expect(one.contacts).toEqual(other.contacts);
    expect(one.transfers).toEqual(other.transfers);
    expect(one.cases.total).toBeGreaterThan(0);
  });

  it('lives: from then on the sources speak as often as they do at the usual join', () => {
    expect(said(early)).toBeGreaterThan(5 * said(usual));
  });
});
