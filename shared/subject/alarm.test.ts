// The life of an alarm: begun once, seen by one, ended once, and begun again as another time of the same.
import { describe, expect, it } from 'vitest';
import { project } from '../project.ts';
import { Situation } from '../situation.ts';
import { eventOf, report } from '../testing.ts';
import type { Alarm } from './alarm.ts';

const SINCE = '2022-10-30T08:00:00+08:00';
const raised = (episode: number, level: Alarm['level'] = 'warning') =>
  report('alarm.raised', { id: 'dutyGap/k1', episode, type: 'dutyGap', level, checkpointId: 'k1', since: SINCE });
const ended = (episode: number) => report('alarm.ended', { id: 'dutyGap/k1', episode });
const acknowledged = report('alarm.acknowledged', { id: 'dutyGap/k1' });

function told(...said: readonly ReturnType<typeof report>[]) {
  const situation = new Situation();
  const states = said.map((one, i) => {
    const { outcome, changes } = project(
      situation,
      eventOf(i + 1, one, one.kind === 'alarm.acknowledged' ? 'commander' : 'system'),
    );
    situation.apply(changes);
    return outcome.state;
  });
  return { states, alarm: situation.get('alarms', 'dutyGap/k1') };
}

describe('an alarm', () => {
  it('stands once, however often it is raised', () => {
    const { states, alarm } = told(raised(1), raised(1), raised(2));
    expect(states).toEqual(['applied', 'applied', 'merged']);
    expect(alarm).toMatchObject({ status: 'raised', episode: 1, checkpointId: 'k1' });
  });

  it('stays listed when a person has seen it, with who and when; the first one stays the one', () => {
    const { states, alarm } = told(raised(1), acknowledged, acknowledged);
    expect(states).toEqual(['applied', 'applied', 'merged']);
    expect(alarm).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'commander' });
    expect(alarm?.acknowledgedAt).toBeDefined();
  });

  it('is unseen again when it gets worse, and not when it is said again', () => {
    expect(told(raised(1), acknowledged, raised(1)).alarm).toMatchObject({ status: 'acknowledged' });
    const worse = told(raised(1), acknowledged, raised(1, 'critical')).alarm;
    expect(worse).toMatchObject({ status: 'raised', level: 'critical' });
    expect(worse?.acknowledgedBy).toBeUndefined();
  });

  it('ends once, keeps who saw it, and begins again as the next time', () => {
    expect(told(raised(1), acknowledged, ended(1)).alarm).toMatchObject({
      status: 'ended',
      acknowledgedBy: 'commander',
    });
    expect(told(raised(1), ended(1), ended(1)).states).toEqual(['applied', 'applied', 'merged']);
    const again = told(raised(1), acknowledged, ended(1), raised(2));
    expect(again.alarm).toMatchObject({ status: 'raised', episode: 2 });
    expect(again.alarm?.acknowledgedBy).toBeUndefined();
    expect(again.alarm?.endedAt).toBeUndefined();
  });

  it('is not ended by a late word about an earlier time', () => {
    const { states, alarm } = told(raised(1), ended(1), raised(2), ended(1));
    expect(states.at(-1)).toBe('merged');
    expect(alarm).toMatchObject({ status: 'raised', episode: 2 });
  });

  const verdict = (of: Alarm['verdict']) => report('alarm.acknowledged', { id: 'dutyGap/k1', verdict: of });

  it('may be called real or a false alarm by who saw it or by another, and the last word counts', () => {
    expect(told(raised(1), verdict('real')).alarm).toMatchObject({ status: 'acknowledged', verdict: 'real' });
    const { states, alarm } = told(raised(1), acknowledged, verdict('real'), verdict('real'), verdict('falseAlarm'));
    expect(states).toEqual(['applied', 'applied', 'applied', 'merged', 'applied']);
    expect(alarm).toMatchObject({ verdict: 'falseAlarm', verdictBy: 'commander', acknowledgedBy: 'commander' });
  });

  it('keeps how its earlier episodes were judged, and is unjudged itself when it begins again or gets worse', () => {
    const again = told(raised(1), verdict('real'), ended(1), raised(2), verdict('falseAlarm'), ended(2), raised(3));
    expect(again.alarm).toMatchObject({ episode: 3, earlier: { real: 1, falseAlarm: 1 } });
    expect(again.alarm?.verdict).toBeUndefined();
    expect(told(raised(1), verdict('real'), raised(1)).alarm).toMatchObject({
      verdict: 'real',
      verdictBy: 'commander',
    });
    expect(told(raised(1), verdict('real'), raised(1, 'critical')).alarm?.verdict).toBeUndefined();
    const unjudged = told(raised(1), verdict('real'), ended(1), raised(2), ended(2), raised(3)).alarm;
    expect(unjudged?.earlier).toEqual({ real: 1 });
  });

  it('cannot be acknowledged or ended before anybody raised it', () => {
    expect(told(acknowledged).states).toEqual(['refused']);
    expect(told(ended(1)).states).toEqual(['refused']);
  });

  it('can be acknowledged after it has ended, and stays ended', () => {
    expect(told(raised(1), ended(1), acknowledged).alarm).toMatchObject({
      status: 'ended',
      acknowledgedBy: 'commander',
    });
  });
});
