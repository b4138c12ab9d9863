// What is said of what is found: once, in the same words for the same state, and never an end for what nobody can see.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { project } from '../../project.ts';
import { Situation } from '../../situation.ts';
import { eventOf, MORNING, report } from '../../testing.ts';
import { MINUTE } from '../../time.ts';
import type { Detection, Finding } from './finding.ts';
import { type AlarmStep, AWAY, reconcile } from './reconcile.ts';

const finding = (id: string, level: Finding['level'] = 'warning'): Finding => ({
  id: `labQueue/${id}`,
  type: 'labQueue',
  level,
  siteId: id,
  since: MORNING,
});
const looked = (found: readonly Finding[], unknown: Detection['unknown'] = new Set()): Detection => ({
  types: ['labQueue'],
  found,
  unknown,
});

/** A log with the alarms in it, and looks at it one after the other. */
function desk() {
  const situation = new Situation();
  const away = new Map<string, number>();
  let seq = 0;
  const say = (step: AlarmStep): void => {
    seq += 1;
    const { since, ...rest } = step.kind === 'alarm.raised' ? step.finding : { since: 0, id: step.id };
    const data =
      step.kind === 'alarm.raised'
        ? { ...rest, episode: step.episode, since: new Date(since).toISOString() }
        : { ...rest, episode: step.episode };
    const { outcome, changes } = project(situation, eventOf(seq, report(step.kind, data)));
    expect(outcome.state).toBe('applied');
    situation.apply(changes);
  };
  const look = (now: number, ...detections: readonly Detection[]): string[] => {
    const steps = reconcile(situation.all('alarms').values(), detections, away, now);
    for (const step of steps) say(step);
    return steps.map(
      (step) => `${step.kind} ${step.kind === 'alarm.raised' ? step.finding.id : step.id} ${step.episode}`,
    );
  };
  return { situation, look, forget: () => away.clear() };
}

describe('reconcile', () => {
  it('says a condition once while it holds', () => {
    const { look } = desk();
    expect(look(0, looked([finding('a')]))).toEqual(['alarm.raised labQueue/a 1']);
    expect(look(MINUTE, looked([finding('a')]))).toEqual([]);
  });

  it('says it none twice after a restart', () => {
    const { look, forget } = desk();
    look(0, looked([finding('a')]));
    forget();
    expect(look(MINUTE, looked([finding('a')]))).toEqual([]);
  });

  it('ends it when it has been away for half an hour, and counts the next time', () => {
    const { look } = desk();
    look(0, looked([finding('a')]));
    expect(look(MINUTE, looked([]))).toEqual([]);
    expect(look(MINUTE + AWAY, looked([]))).toEqual(['alarm.ended labQueue/a 1']);
    expect(look(2 * AWAY, looked([finding('a')]))).toEqual(['alarm.raised labQueue/a 2']);
  });

  it('is one alarm where the condition flickers', () => {
    const { look } = desk();
    const said: string[] = [];
    for (let i = 0; i < 100; i += 1) said.push(...look(i * 10 * MINUTE, looked(i % 3 === 2 ? [] : [finding('a')])));
    expect(said).toEqual(['alarm.raised labQueue/a 1']);
  });

  it('does not end what nobody can see now, nor what this look is not about', () => {
    const { look } = desk();
    look(0, looked([finding('a'), finding('b')]));
    for (let i = 1; i < 20; i += 1) {
      expect(look(i * AWAY, looked([], 'all'))).toEqual([]);
      expect(look(i * AWAY + 1, looked([], new Set(['labQueue/a', 'labQueue/b'])))).toEqual([]);
      expect(look(i * AWAY + 2)).toEqual([]);
    }
  });

  it('says that it got worse, and not that it got better', () => {
    const { look } = desk();
    look(0, looked([finding('a', 'warning')]));
    expect(look(1, looked([finding('a', 'critical')]))).toEqual(['alarm.raised labQueue/a 1']);
    expect(look(2, looked([finding('a', 'warning')]))).toEqual([]);
    expect(look(3, looked([finding('a', 'critical')]))).toEqual([]);
  });

  it('keeps exactly one alarm for each condition, whatever comes and goes', () => {
    const one = fc.record({ here: fc.subarray(['a', 'b', 'c']), blind: fc.boolean(), minutes: fc.nat(90) });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 40 }), (looks) => {
        const { situation, look } = desk();
        const standing = new Set<string>();
        let now = 0;
        for (const { here, blind, minutes } of looks) {
          now += minutes * MINUTE;
          for (const said of look(now, blind ? looked([], 'all') : looked(here.map((id) => finding(id))))) {
            const [kind, id] = said.split(' ') as [string, string];
            expect(standing.has(id)).toBe(kind === 'alarm.ended');
            if (kind === 'alarm.ended') standing.delete(id);
            else standing.add(id);
          }
          if (!blind) for (const id of here) expect(standing.has(`labQueue/${id}`)).toBe(true);
        }
        const open = [...situation.all('alarms').values()].filter(({ status }) => status !== 'ended');
        expect(new Set(open.map(({ id }) => id))).toEqual(standing);
      }),
      { numRuns: 150 },
    );
  });
});
