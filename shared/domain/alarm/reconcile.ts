// What has to be said, given the alarms that stand and the conditions found: begin, get worse, or end. Pure, and said once.
import type { Alarm, AlarmLevel } from '../../subject/alarm.ts';
import { MINUTE } from '../../time.ts';
import type { Detection, Finding } from './finding.ts';

/** [P] A condition is over when it has been away so long: one that flickers is one alarm. */
export const AWAY = 30 * MINUTE;

const RANK: Readonly<Record<AlarmLevel, number>> = { notice: 0, warning: 1, critical: 2 };

export type AlarmStep =
  | { readonly kind: 'alarm.raised'; readonly episode: number; readonly finding: Finding }
  | { readonly kind: 'alarm.ended'; readonly episode: number; readonly id: string };

/**
 * @param standing every alarm that the situation knows, ended ones too
 * @param detections what was looked at; alarms of other types, and those of which a detector knows nothing, stay
 * @param away since when the condition of an alarm has been away, ms; kept from look to look by the caller and changed here
 */
export function reconcile(
  standing: Iterable<Alarm>,
  detections: readonly Detection[],
  away: Map<string, number>,
  now: number,
): AlarmStep[] {
  const known = new Map([...standing].map((alarm) => [alarm.id, alarm]));
  const found = new Map<string, Finding>();
  for (const detection of detections) for (const finding of detection.found) found.set(finding.id, finding);
  const steps: AlarmStep[] = [];
  for (const [id, finding] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
    away.delete(id);
    const alarm = known.get(id);
    if (alarm === undefined || alarm.status === 'ended')
      steps.push({ kind: 'alarm.raised', episode: (alarm?.episode ?? 0) + 1, finding });
    else if (RANK[finding.level] > RANK[alarm.level])
      steps.push({ kind: 'alarm.raised', episode: alarm.episode, finding });
  }
  for (const { id, type, status, episode } of known.values()) {
    if (status === 'ended' || found.has(id)) continue;
    const detector = detections.find(({ types }) => types.includes(type));
    if (detector === undefined || detector.unknown === 'all' || detector.unknown.has(id)) {
      away.delete(id);
      continue;
    }
    const since = away.get(id) ?? now;
    away.set(id, since);
    if (now - since < AWAY) continue;
    away.delete(id);
    steps.push({ kind: 'alarm.ended', episode, id });
  }
  return steps;
}
