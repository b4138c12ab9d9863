// Alarms: the server says when a condition begins and ends, a person says that somebody has seen it (docs/decisions/0011).
import type { Static } from 'typebox';
import * as Type from 'typebox/type';
import { Exact, Id, Maybe, OneOf, Text, Time } from '../schema.ts';
import { instant } from '../time.ts';
import { applied, type Classes, type Folds, merged, refused, type Stamp } from './subject.ts';
import { fieldsOf, put, unknownEntity } from './upsert.ts';

export const ALARM_TYPES = [
  'zoneExpired',
  'zoneOverdue',
  'roundLate',
  'labQueue',
  'roomsFull',
  'checkpointOneWay',
  'dutyGap',
  'clockLate',
  'fenceLeak',
  'fenceClosed',
  'sourceSilent',
  'nail',
  'caseThreshold',
  'ears',
  'cusum',
  'cluster',
] as const;
export type AlarmType = (typeof ALARM_TYPES)[number];

/** In order of weight. notice: look at it today; warning: within the hour; critical: now. */
export const ALARM_LEVELS = ['notice', 'warning', 'critical'] as const;
export type AlarmLevel = (typeof ALARM_LEVELS)[number];

/** real: there was what it says, or it was worth the look; falseAlarm: there was nothing. */
export const ALARM_VERDICTS = ['real', 'falseAlarm'] as const;
export type AlarmVerdict = (typeof ALARM_VERDICTS)[number];

const Ids = Type.Array(Id, { maxItems: 100 });
const episode = Type.Integer({ minimum: 1 });
const Raised = Exact({
  id: Id,
  /** counts how often this condition has begun, from 1 */
  episode,
  type: OneOf(...ALARM_TYPES),
  level: OneOf(...ALARM_LEVELS),
  // what it is about, and the rule that says so
  areaId: Maybe(Id),
  zoneId: Maybe(Id),
  roundId: Maybe(Id),
  siteId: Maybe(Id),
  checkpointId: Maybe(Id),
  sourceId: Maybe(Id),
  policyId: Maybe(Id),
  /** kind of the clock that is late */
  clock: Maybe(Text(40)),
  /** when the condition began */
  since: Time,
  statistic: Maybe(Text(40)),
  value: Maybe(Type.Number()),
  threshold: Maybe(Type.Number()),
  /** days between two by chance alone; left out where a rule decides */
  recurrenceDays: Maybe(Type.Number({ minimum: 0 })),
  // what bears it out, a hundred of each at most
  caseIds: Maybe(Ids),
  roadIds: Maybe(Ids),
  siteIds: Maybe(Ids),
  /** codes of what else would explain it */
  checks: Maybe(Type.Array(Text(40), { maxItems: 10 })),
});

export const alarmReports = {
  'alarm.raised': Raised,
  'alarm.ended': Exact({ id: Id, episode }),
  // Seen; and where a person looked into it, whether there was what it says. The verdict may come later, and be mended.
  'alarm.acknowledged': Exact({ id: Id, verdict: Maybe(OneOf(...ALARM_VERDICTS)) }),
};

export const ALARM_STATUSES = ['raised', 'acknowledged', 'ended'] as const;

export type Alarm = Stamp &
  Omit<Static<typeof Raised>, 'id'> & {
    /** raised: it holds, and nobody has seen it. acknowledged: it holds. ended: it holds no longer. */
    readonly status: (typeof ALARM_STATUSES)[number];
    readonly raisedAt: string;
    readonly endedAt?: string;
    readonly acknowledgedAt?: string;
    readonly acknowledgedBy?: string;
    /** of this episode, by the last person who gave one */
    readonly verdict?: AlarmVerdict;
    readonly verdictBy?: string;
    /** how often each was said of its earlier episodes */
    readonly earlier?: { readonly [V in AlarmVerdict]?: number };
  };

/** All of it is for those who see precise places: which compound has five cases is where the cases are. */
export const alarmClasses: Classes<Alarm> = {
  episode: 'L2',
  type: 'L2',
  level: 'L2',
  areaId: 'L2',
  zoneId: 'L2',
  roundId: 'L2',
  siteId: 'L2',
  checkpointId: 'L2',
  sourceId: 'L2',
  policyId: 'L2',
  clock: 'L2',
  since: 'L2',
  statistic: 'L2',
  value: 'L2',
  threshold: 'L2',
  recurrenceDays: 'L2',
  caseIds: 'L2',
  roadIds: 'L2',
  siteIds: 'L2',
  checks: 'L2',
  status: 'L2',
  raisedAt: 'L2',
  endedAt: 'L2',
  acknowledgedAt: 'L2',
  acknowledgedBy: 'L2',
  verdict: 'L2',
  verdictBy: 'L2',
  earlier: 'L2',
};

/** Verdicts of the episode that is over, added to those of the ones before it. */
function judged(before: Alarm | undefined): Pick<Alarm, 'earlier'> {
  if (before?.verdict === undefined) return before?.earlier === undefined ? {} : { earlier: before.earlier };
  const count = (before.earlier?.[before.verdict] ?? 0) + 1;
  return { earlier: { ...before.earlier, [before.verdict]: count } };
}

const rank = (level: AlarmLevel): number => ALARM_LEVELS.indexOf(level);

export const alarmFolds: Folds<typeof alarmReports> = {
  'alarm.raised': (situation, { data: { id, ...said }, recordedAt }) => {
    const before = situation.get('alarms', id);
    const stands = before !== undefined && before.status !== 'ended';
    const next = (before?.episode ?? 0) + (stands ? 0 : 1);
    if (said.episode !== next) return merged(`alarm ${id} is in its episode ${next}`);
    if (!stands) {
      const earlier = judged(before);
      return applied(put('alarms', id, { ...said, status: 'raised', raisedAt: recordedAt, ...earlier }));
    }
    const { raisedAt, acknowledgedAt, acknowledgedBy, level, verdict, verdictBy, earlier } = before;
    const since = instant(said.since) < instant(before.since) ? said.since : before.since;
    // Worse than what was seen is something that nobody has seen yet.
    const isSeen = acknowledgedAt !== undefined && acknowledgedBy !== undefined && rank(said.level) <= rank(level);
    const word = isSeen && verdict !== undefined && verdictBy !== undefined ? { verdict, verdictBy } : {};
    const seen = isSeen ? { acknowledgedAt, acknowledgedBy, ...word } : {};
    const past = earlier === undefined ? {} : { earlier };
    return applied(
      put('alarms', id, { ...said, since, status: isSeen ? 'acknowledged' : 'raised', raisedAt, ...seen, ...past }),
    );
  },
  'alarm.ended': (situation, { data, observedAt }) => {
    const before = situation.get('alarms', data.id);
    if (before === undefined) return refused(unknownEntity('alarms', data.id));
    if (before.status === 'ended' || before.episode !== data.episode)
      return merged(`episode ${data.episode} of alarm ${data.id} has ended already`);
    return applied(put('alarms', data.id, { ...fieldsOf<'alarms'>(before), status: 'ended', endedAt: observedAt }));
  },
  'alarm.acknowledged': (situation, { data, observedAt, actor }) => {
    const before = situation.get('alarms', data.id);
    if (before === undefined) return refused(unknownEntity('alarms', data.id));
    const { acknowledgedAt, acknowledgedBy } = before;
    const { verdict } = data;
    const isNews = verdict !== undefined && verdict !== before.verdict;
    // The first who saw it stays the one who saw it.
    if (acknowledgedBy !== undefined && !isNews)
      return merged(`${acknowledgedBy} has acknowledged alarm ${data.id} at ${acknowledgedAt}`);
    const status = before.status === 'ended' ? 'ended' : 'acknowledged';
    const seen =
      acknowledgedBy === undefined ? ({ status, acknowledgedAt: observedAt, acknowledgedBy: actor } as const) : {};
    const word = isNews ? { verdict, verdictBy: actor } : {};
    return applied(put('alarms', data.id, { ...fieldsOf<'alarms'>(before), ...seen, ...word }));
  },
};
