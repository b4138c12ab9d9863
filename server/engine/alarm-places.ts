// Alarms about what is ordered and run: zones that should be open, sources that fell silent, rounds, laboratories, rooms,
// checkpoints and posts. Domain 6.2 to 6.6. Thresholds marked [P] are ours.

import type { Finding } from '#shared/domain/alarm/finding.ts';
import { dutyCover, isClosed, parityOf, passagesOf } from '#shared/domain/checkpoint-flow.ts';
import { roomsOf } from '#shared/domain/occupancy.ts';
import { OVERDUE_AFTER } from '#shared/domain/zone/release.ts';
import type { Situation } from '#shared/situation.ts';
import type { Duty } from '#shared/subject/duty.ts';
import type { Round } from '#shared/subject/round.ts';
import type { Site } from '#shared/subject/site.ts';
import { DAY, HOUR, instant, MINUTE } from '#shared/time.ts';
import { type Detector, detection, isSilent, silenceOf } from './alarm-scene.ts';
import type { Rounds } from './rounds.ts';
import { caseReporting } from './zone-facts.ts';

/** [P] Before so long a forecast of a round is a guess; twenty hours are left to act. */
const FORECAST_AFTER = 4 * HOUR;
/** Domain 6.2: late under 0.5. */
const ON_TIME = 0.5;
/** [P] Hours of work in front of a laboratory; with 2.5 h in it and 0.25 h to upload half of the 24 hours are gone. */
const LAB_HOURS = 6;
/** A backlog that a round's whole day cannot work off. */
const LAB_DAY = 24;
/** [P] Half a day, and the day itself: the oldest tube's age, hours. */
const TUBE_HOURS = [12, 24] as const;
/** Domain 6.4: the day when 85 % and 100 % are reached. */
const ROOMS = [0.85, 1] as const;
/** [P] Before so many a checkpoint's two directions say little. */
const LEAST_PASSAGES = 200;
/** [P] V18's gap of twenty minutes is the smallest that anybody reports. */
const GAP = 20 * MINUTE;

/** Domain 6.6, 7: the order has ended (api.md, Zones), or its conditions are met for twelve hours and nobody released. */
export const zonesDetector: Detector = function* (scene) {
  const { situation, now, zones } = scene;
  const found: Finding[] = [];
  for (const zone of [...situation.all('zones').values()]) {
    if (zone.status !== 'active') continue;
    const about = { zoneId: zone.id, ...placed(zone.areaIds?.[0]), ...ruled(zone.policyId) };
    const { overdueSince, metSince } = zones.release(situation, zone, now);
    yield;
    if (zone.expiresAt !== undefined && now >= instant(zone.expiresAt))
      found.push({
        ...about,
        id: `zoneExpired/${zone.id}`,
        type: 'zoneExpired',
        level: 'critical',
        since: instant(zone.expiresAt),
      });
    if (overdueSince === undefined || metSince === undefined || now - metSince <= OVERDUE_AFTER) continue;
    found.push({
      ...about,
      id: `zoneOverdue/${zone.id}`,
      type: 'zoneOverdue',
      level: 'warning',
      since: metSince + OVERDUE_AFTER,
      statistic: 'hoursSinceMet',
      value: rounded((now - metSince) / HOUR),
      threshold: OVERDUE_AFTER / HOUR,
    });
  }
  // While nobody reports cases no day counts as free of them: an alarm that stood stays.
  const cases = caseReporting(situation, now);
  const isHeard = cases !== undefined && (cases.until ?? now) >= now;
  const unknown = isHeard
    ? []
    : [...situation.all('alarms').values()].flatMap(({ id, type }) => (type === 'zoneOverdue' ? [id] : []));
  return detection(['zoneExpired', 'zoneOverdue'], found, unknown);
};

/** Whoever promised a word every so often and has not said one for twice as long, by name. */
export const sourcesDetector: Detector = function* (scene) {
  const found: Finding[] = [];
  for (const source of scene.situation.all('sources').values()) {
    const silence = silenceOf(scene, source);
    if (typeof silence !== 'object') continue;
    found.push({
      id: `sourceSilent/${source.id}`,
      type: 'sourceSilent',
      level: 'warning',
      sourceId: source.id,
      since: silence.since,
      statistic: 'minutesSilent',
      value: Math.round((scene.now - instant(scene.situation.heard.get(source.id)!)) / MINUTE),
      threshold: rounded((2 * source.everySeconds) / 60),
    });
  }
  yield;
  // Within its time after a start nobody knows.
  const waits = [...scene.situation.all('sources').values()].flatMap((source) => {
    const heard = scene.situation.heard.get(source.id);
    const isOld = heard !== undefined && instant(heard) < scene.listeningSince;
    return isOld ? [`sourceSilent/${source.id}`] : [];
  });
  return detection(['sourceSilent'], found, waits);
};

type Chance = { readonly at: number; readonly madeAt: number; readonly onTime: number | null };
const chances = new WeakMap<Rounds, Map<string, Chance>>();

/** A forecast of a city's round is a quarter of a second of work: an alarm needs none newer than ten minutes, or a wall minute. */
function* chanceOf(rounds: Rounds, situation: Situation, round: Round, now: number): Generator<void, number | null> {
  const known = chances.get(rounds) ?? new Map<string, Chance>();
  chances.set(rounds, known);
  const held = known.get(round.id);
  const wall = performance.now();
  const isFresh = held !== undefined && (now - held.at < 10 * MINUTE || wall - held.madeAt < 60_000);
  if (isFresh && now >= held.at) return held.onTime;
  const onTime = (yield* rounds.forecastSteps(situation, { round }, now))?.onTime ?? null;
  known.set(round.id, { at: now, madeAt: wall, onTime });
  return onTime;
}

/** Domain 6.2: a round past its time, or with less than an even chance of being done in it. */
export const roundsDetector: Detector = function* ({ situation, now, rounds }) {
  const found: Finding[] = [];
  const unknown: string[] = [];
  for (const round of [...situation.all('rounds').values()]) {
    const [start, deadline] = [instant(round.start), instant(round.deadline)];
    if (round.status !== 'open' || start > now) continue;
    const id = `roundLate/${round.id}`;
    const about = { id, type: 'roundLate', roundId: round.id, ...placed(round.areaIds[0]) } as const;
    const { due, uploaded, isKnown } = rounds.coverage(situation, { round }, 'round', now, now);
    yield;
    if (!isKnown.due || !isKnown.uploaded || due === 0) {
      unknown.push(id);
    } else if (now > deadline) {
      if (uploaded < due)
        found.push({
          ...about,
          level: 'critical',
          since: deadline,
          statistic: 'coverageUploaded',
          value: share(uploaded / due),
          threshold: 1,
        });
    } else if (now - start >= FORECAST_AFTER && uploaded < due) {
      const onTime = yield* chanceOf(rounds, situation, round, now);
      if (onTime === null) unknown.push(id);
      else if (onTime < ON_TIME)
        found.push({
          ...about,
          level: 'warning',
          since: now,
          statistic: 'onTimeChance',
          value: share(onTime),
          threshold: ON_TIME,
        });
    }
    yield;
  }
  return detection(['roundLate'], found, unknown);
};

/** Domain 6.3: more than a few hours of work wait, the oldest tube is old, or nothing goes while tubes wait. */
export const laboratoriesDetector: Detector = function* (scene) {
  const found: Finding[] = [];
  const unknown: string[] = [];
  for (const { id: siteId, type, lab, source } of scene.situation.all('sites').values()) {
    if (type !== 'laboratory' || lab === undefined) continue;
    const id = `labQueue/${siteId}`;
    if (isSilent(scene, source)) {
      unknown.push(id);
      continue;
    }
    const about = { id, type: 'labQueue', siteId, since: instant(lab.observedAt) } as const;
    const hours = lab.queueTubes === 0 ? 0 : lab.queueTubes / lab.tubesPerHour;
    const oldest =
      lab.oldestSampledAt === undefined || lab.queueTubes === 0 ? 0 : (scene.now - instant(lab.oldestSampledAt)) / HOUR;
    if (oldest > TUBE_HOURS[0])
      found.push({
        ...about,
        level: oldest > TUBE_HOURS[1] ? 'critical' : 'warning',
        statistic: 'oldestTubeHours',
        value: rounded(oldest),
        threshold: TUBE_HOURS[0],
      });
    else if (!Number.isFinite(hours))
      found.push({ ...about, level: 'critical', statistic: 'tubesWaiting', value: lab.queueTubes, threshold: 0 });
    else if (hours > LAB_HOURS)
      found.push({
        ...about,
        level: hours > LAB_DAY ? 'critical' : 'warning',
        statistic: 'hoursToClear',
        value: rounded(hours),
        threshold: LAB_HOURS,
      });
  }
  yield;
  return detection(['labQueue'], found, unknown);
};

/** Domain 6.4: the sites that run, all together: a full house matters where no other has a room. */
export const roomsDetector: Detector = function* (scene) {
  const sites: Site[] = [...scene.situation.all('sites').values()].filter(({ type }) => type === 'quarantine');
  yield;
  const running = sites.filter(({ tier = 'running' }) => tier === 'running');
  const { committed, silent } = roomsOf(running);
  const isUnknown =
    committed === null ||
    silent > 0 ||
    running.some(({ source, rooms }) => rooms !== undefined && isSilent(scene, source));
  if (isUnknown) return detection(['roomsFull'], [], 'all');
  if (committed < ROOMS[0]) return detection(['roomsFull'], []);
  const isFull = committed >= ROOMS[1];
  const finding: Finding = {
    id: 'roomsFull/all',
    type: 'roomsFull',
    level: isFull ? 'critical' : 'warning',
    since: scene.now,
    statistic: 'roomsCommitted',
    value: share(committed),
    threshold: isFull ? ROOMS[1] : ROOMS[0],
    siteIds: running.map(({ id }) => id).slice(0, 100),
  };
  return detection(['roomsFull'], [finding]);
};

/** Domain 6.5: 「杜绝只管进不管出」, one direction hardly watched. */
export const checkpointsDetector: Detector = function* (scene) {
  const found: Finding[] = [];
  for (const { id: checkpointId, totals, observedAt } of scene.situation.all('checkpoints').values()) {
    const [into, out] = [passagesOf(totals?.in), passagesOf(totals?.out)];
    if ((into.vehicles ?? 0) + (out.vehicles ?? 0) < LEAST_PASSAGES) continue;
    const { parity, isFlagged } = parityOf({ in: into.vehicles, out: out.vehicles });
    if (!isFlagged) continue;
    found.push({
      id: `checkpointOneWay/${checkpointId}`,
      type: 'checkpointOneWay',
      level: 'notice',
      checkpointId,
      since: instant(observedAt),
      statistic: 'parity',
      value: share(parity ?? 0),
      threshold: 0.8,
    });
  }
  yield;
  return detection(['checkpointOneWay'], found, []);
};

/** Domain 6.5: a post that has a roster and nobody on it now. */
export const dutyDetector: Detector = function* (scene) {
  const { situation, now } = scene;
  const byPost = new Map<string, Duty[]>();
  for (const duty of situation.all('duties').values()) {
    if (duty.checkpointId === undefined) continue;
    const list = byPost.get(duty.checkpointId);
    if (list === undefined) byPost.set(duty.checkpointId, [duty]);
    else list.push(duty);
  }
  yield;
  const found: Finding[] = [];
  const unknown: string[] = [];
  for (const [checkpointId, duties] of byPost) {
    const post = situation.get('checkpoints', checkpointId);
    if (post !== undefined && isClosed(post.status)) continue;
    const id = `dutyGap/${checkpointId}`;
    if (isSilent(scene, duties.at(-1)!.source)) {
      unknown.push(id);
      continue;
    }
    const first = duties.reduce((least, { from }) => Math.min(least, instant(from)), now);
    const gap = dutyCover(duties, Math.max(first, now - DAY), now).gaps.at(-1);
    if (gap === undefined || gap.to < now || gap.to - gap.from < GAP) continue;
    found.push({
      id,
      type: 'dutyGap',
      level: 'warning',
      checkpointId,
      since: gap.from,
      statistic: 'minutesUnguarded',
      value: Math.round((gap.to - gap.from) / MINUTE),
      threshold: GAP / MINUTE,
    });
  }
  return detection(['dutyGap'], found, unknown);
};

const placed = (areaId: string | undefined) => (areaId === undefined ? {} : { areaId });
const ruled = (policyId: string | undefined) => (policyId === undefined ? {} : { policyId });
const rounded = (value: number): number => Math.round(value * 10) / 10;
const share = (value: number): number => Math.floor(value * 1_000) / 1_000;
