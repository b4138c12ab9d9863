import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digestOf } from '#shared/delta.ts';
import { hex } from '#shared/digest.ts';
import { KINDS, type Kind, SYSTEM } from '#shared/report.ts';
import { LAYER_NAMES } from '#shared/situation.ts';
import { instant } from '#shared/time.ts';
import { maySay, principalOf } from '../../access/principal.ts';
import { JOIN_MINUTE, STORY_START } from './telling.ts';
import { checked, day, fold, history, newScenario, story, toldBetween } from './told.fixture.ts';

const { situation, verdicts } = fold([...history, ...day]);
const bytes = (told: readonly unknown[]) => createHash('sha256').update(JSON.stringify(told)).digest('hex');

describe('the telling', () => {
  it('is the same for the same seed, byte for byte, and another for another', () => {
    expect(bytes([...newScenario().history(JOIN_MINUTE)])).toBe(bytes([...history]));
    expect(bytes([...newScenario('small-2').history(120)])).not.toBe(bytes([...newScenario().history(120)]));
  });

  it('tells a minute the same way whatever was asked before', () => {
    const late = JOIN_MINUTE + 1439;
    const cold = newScenario().slot(late);
    expect(bytes(cold)).toBe(bytes(story.slot(late)));
    expect(bytes(story.slot(2000))).toBe(bytes(newScenario().slot(2000)));
  });

  it('gives every report an opId of its own, across months', () => {
    const far = toldBetween(newScenario(), 90 * 1440, 90 * 1440 + 120);
    const all = [...history, ...day, ...far].map(({ report }) => report.opId);
    expect(new Set(all).size).toBe(all.length);
  });

  it('is in order, never knows before it happened, and begins when the story does', () => {
    const all = [...history, ...day];
    for (const [i, { report, knownAt }] of all.entries()) {
      expect(knownAt).toBeGreaterThanOrEqual(all[i - 1]?.knownAt ?? STORY_START);
      expect(instant(report.observedAt)).toBeLessThanOrEqual(knownAt);
    }
  });

  it('tells a past that folds in a few seconds and a present of 3 to 10 reports a wall second at rate 10', () => {
    expect(history.length).toBeGreaterThan(5_000);
    expect(history.length).toBeLessThan(15_000);
    const aWallSecond = day.length / 1440 / 6;
    expect(aWallSecond).toBeGreaterThan(3);
    expect(aWallSecond).toBeLessThan(10);
  });
});

describe('what is told', () => {
  it('has every kind that is not the server’s own', () => {
    const said = new Set<Kind>([...history, ...day].map(({ report }) => report.kind));
    expect(KINDS.filter((kind) => !said.has(kind) && !SYSTEM.has(kind))).toEqual([]);
  });

  it('passes the edge: schemas, positions, geometries', () => {
    expect(verdicts.length).toBe(history.length + day.length); // fold() throws at the first that does not
    expect(() => checked({ ...history[30]!.report, opId: 'not a UUID' })).toThrow('opId');
  });

  it('is said by somebody who may say it', () => {
    const who = (role: 'machine' | 'analyst' | 'commander') =>
      principalOf(role, [role], [], { kind: 'session', id: role });
    const principals = { machine: who('machine'), analyst: who('analyst'), commander: who('commander') };
    const wrong = [...history, ...day].filter(({ report, by }) => !maySay(principals[by], report.kind));
    expect(wrong.map(({ report, by }) => `${by} ${report.kind}`)).toEqual([]);
  });

  it('is taken by the fold: nothing refused, and a conflict only where one is meant', () => {
    const odd = verdicts.filter(({ told, outcome }) => outcome.state !== (told.expects ?? 'applied'));
    expect(odd.map(({ told, outcome }) => [told.report.kind, outcome])).toEqual([]);
    const conflicts = verdicts.filter(({ outcome }) => outcome.state === 'conflict');
    expect(conflicts.length).toBeGreaterThanOrEqual(2);
    for (const conflict of situation.all('conflicts').values()) expect(conflict.status).toBe('resolved');
  });

  it('names a registered source in every report', () => {
    const unknown = [...history, ...day].filter(
      ({ report }) => situation.get('sources', report.source ?? '') === undefined,
    );
    expect(unknown).toEqual([]);
    for (const { name } of situation.all('sources').values()) expect(name).toContain('演示数据 demonstration data');
  });

  it('folds twice to the same digest', () => {
    const [once, again] = [fold(history).situation, fold(history).situation];
    expect(hex(digestOf(again, LAYER_NAMES))).toBe(hex(digestOf(once, LAYER_NAMES)));
    expect(JSON.stringify([...again.all('cases')])).toBe(JSON.stringify([...once.all('cases')]));
  });

  it('never names a person', () => {
    for (const { person } of situation.all('cases').values()) expect(person).toMatch(/^p-[0-9a-f]{16}$/);
  });
});
