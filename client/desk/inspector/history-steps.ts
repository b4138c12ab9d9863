// A history as steps: what each report changed, against what was known before it. Pure.
import { same } from '../../ui/same.ts';

/** One event of GET /api/{layer}/{id}, as far as this reader may see it. */
export type HistoryEvent = {
  readonly seq: number;
  readonly kind: string;
  readonly observedAt: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly source?: string;
  /** of a report made on a phone, for those who may mark it as seen, and when somebody did */
  readonly opId?: string;
  readonly seenAt?: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** `before` is undefined for a field nobody had spoken of; `after` is null where it became unknown. */
export type FieldChange = { readonly field: string; readonly before: unknown; readonly after: unknown };
export type HistoryStep = {
  readonly event: HistoryEvent;
  readonly isFirst: boolean;
  readonly changes: readonly FieldChange[];
};

/** A registration says everything that is known; what it leaves out is unknown again (shared/subject/upsert.ts). */
const saysAll = (kind: string): boolean => kind.endsWith('.registered') || kind.endsWith('.reported');
const IDENTIFIERS: ReadonlySet<string> = new Set(['id', 'boxId', 'version']);

/** @returns newest first */
export function historySteps(events: readonly HistoryEvent[]): HistoryStep[] {
  const known = new Map<string, unknown>();
  const registered = new Set<string>();
  const steps: HistoryStep[] = [];
  for (const event of [...events].sort((a, b) => a.seq - b.seq)) {
    const changes: FieldChange[] = [];
    for (const [field, after] of Object.entries(event.data)) {
      if (IDENTIFIERS.has(field)) continue;
      const before = known.get(field);
      if (!same(before, after)) changes.push({ field, before, after });
      known.set(field, after);
      if (saysAll(event.kind) || event.kind.endsWith('.updated')) registered.add(field);
    }
    if (saysAll(event.kind)) {
      for (const field of registered) {
        if (field in event.data || (known.get(field) ?? null) === null) continue;
        changes.push({ field, before: known.get(field), after: null });
        known.set(field, null);
      }
    }
    steps.push({ event, isFirst: steps.length === 0, changes });
  }
  return steps.reverse();
}
