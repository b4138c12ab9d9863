// A week of the demonstration from its join with somebody looking every half hour: few alarms, each of them about something that
// the story really tells, and none that nobody could act on.
import { expect, it } from 'vitest';
import { reconcile } from '#shared/domain/alarm/reconcile.ts';
import { Ground } from '#shared/domain/fence/ground.ts';
import { heldBy } from '#shared/domain/fence/held.ts';
import type { Event } from '#shared/event.ts';
import { advance } from '#shared/project.ts';
import type { Report } from '#shared/report.ts';
import { ok } from '#shared/result.ts';
import { Situation } from '#shared/situation.ts';
import { instant, MINUTE } from '#shared/time.ts';
import { sourceId } from '../ingest/scenario/story/sources.ts';
import { JOIN_MINUTE, STORY_START } from '../ingest/scenario/telling.ts';
import { checked, newScenario, SEED } from '../ingest/scenario/told.fixture.ts';
import type { Step } from '../situation/projector.ts';
import { FenceWatch } from './alarm-fences.ts';
import { ClusterScan } from './alarm-scan.ts';
import type { Detector } from './alarm-scene.ts';
import { DETECTORS, detect, reportOf } from './alarms.ts';
import { CaseNodes } from './case-nodes.ts';
import { Clocks } from './clocks.ts';
import { PolicyLibrary } from './policies.ts';
import { Rounds } from './rounds.ts';
import { Zones } from './zones.ts';

const EVERY = 30;
const DAYS = 7;

/** The longest that any detector holds the event loop, by its place in the list. */
const turns = new Map<number, number>();
const timed = (detector: Detector, place: number): Detector =>
  function* (scene) {
    const steps = detector(scene);
    for (;;) {
      const began = performance.now();
      const step = steps.next();
      turns.set(place, Math.max(turns.get(place) ?? 0, performance.now() - began));
      if (step.done === true) return step.value;
      yield;
    }
  };

/** A projector without a log: situation and listeners, told event by event. */
function told() {
  const situation = new Situation();
  const listeners = new Set<(steps: readonly Step[]) => void>();
  let seq = 0;
  const fold = (report: Report, recordedAt: string, actor: string) => {
    seq += 1;
    const event = { ...report, seq, recordedAt, actor } as Event;
    const { outcome, changes } = advance(situation, event);
    for (const listener of listeners) listener([{ seq, changes, recordedAt, event }]);
    return outcome;
  };
  const onSteps = (listener: (steps: readonly Step[]) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { projector: { situation, onSteps }, fold };
}

it(`is told as few alarms in ${DAYS} days`, async () => {
  const join = JOIN_MINUTE;
  const { projector, fold } = told();
  const { situation } = projector;
  const policies = new PolicyLibrary([`${import.meta.dirname}/../../data/policies`], () => {});
  await policies.refresh();
  const rounds = new Rounds(projector);
  const zones = new Zones(projector, policies);
  const clocks = new Clocks(projector, policies);
  const nodes = new CaseNodes(() => situation);
  const ground = new Ground();
  projector.onSteps((steps) => {
    nodes.follow(steps);
    for (const { changes } of steps)
      for (const { layer, id, after } of changes)
        if (layer === 'areas' || layer === 'roads' || layer === 'gates' || layer === 'sites')
          ground.set(layer, id, after as never);
  });
  const scan = new ClusterScan();
  const fences = new FenceWatch(async (question) => ok(heldBy(question, ground)));
  const away = new Map<string, number>();
  const lines: string[] = [];
  const look = async (now: number): Promise<void> => {
    const scene = {
      situation,
      now,
      listeningSince: STORY_START + join * MINUTE,
      zones,
      rounds,
      policies,
      clocks,
      nodes,
    };
    await Promise.all([scan.refresh(scene), fences.refresh(scene)]);
    const detections = await detect([...DETECTORS, scan.detector, fences.detector].map(timed), scene);
    for (const step of reconcile(situation.all('alarms').values(), detections, away, now)) {
      const report = reportOf(step, now).report as Report;
      expect(fold(checked(report), new Date(now).toISOString(), 'system').state).toBe('applied');
      const at = new Date(now + 8 * 60 * MINUTE).toISOString().slice(5, 16);
      const about = step.kind === 'alarm.raised' ? step.finding : { id: step.id };
      lines.push(
        `${at} ${step.kind.slice(6)} ${JSON.stringify({ ...about, caseIds: undefined, roadIds: undefined, siteIds: undefined })}`,
      );
    }
  };
  const story = newScenario(SEED, join);
  const say = (one: { report: Report; knownAt: number; by: string }) =>
    fold(checked(one.report), new Date(one.knownAt).toISOString(), one.by);
  for (const one of story.registrations()) say(one);
  let slowest = 0;
  for (let minute = 0; minute < join + DAYS * 24 * 60; minute += 1) {
    for (const one of story.slot(minute)) say(one);
    // Nobody looks at a past that is told at once.
    if (minute < join || minute % EVERY !== EVERY - 1) continue;
    const began = performance.now();
    await look(STORY_START + (minute + 1) * MINUTE);
    slowest = Math.max(slowest, performance.now() - began);
  }
  await scan.close();
  console.log(lines.join('\n'));
  const alarms = [...situation.all('alarms').values()];
  console.log(`${lines.length} steps, ${alarms.length} alarms; slowest look ${Math.round(slowest)} ms`);
  console.log([...turns].map(([place, ms]) => `${place}: ${ms.toFixed(1)} ms`).join(', '));
  // What a watch can take in: a handful a day, and no source but the one whose silence the story tells.
  expect(alarms.length).toBeLessThanOrEqual(5 * DAYS);
  expect(lines.length).toBeLessThanOrEqual(15 * DAYS);
  const silent = alarms.filter(({ type }) => type === 'sourceSilent').map(({ sourceId }) => sourceId);
  expect(silent).toEqual([sourceId('lab-2')]);
  expect(alarms.every(({ since, raisedAt }) => instant(since) <= instant(raisedAt))).toBe(true);
});
