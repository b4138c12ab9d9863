// When a home was put under control: by a zone that came into force over it, or by a task that says so. Bounds in time are
// those of the zone's own steps, so that the past is answered from them too.
import type { Done } from '#shared/domain/clock/case-clocks.ts';
import { isInside } from '#shared/geo/inside.ts';
import type { Position } from '#shared/geo/position.ts';
import type { Entities, Situation } from '#shared/situation.ts';
import { HOLD } from '#shared/subject/zone-table.ts';
import { DAY, instant } from '#shared/time.ts';

type Span = Done & { readonly until: number };
/** [P] A unit that a task put under control is deemed to be so for a week, the longest a hold of its people is ordered for. */
const TASK_HOLDS = 7 * DAY;
/** Levels that hold nobody. */
const FREE: ReadonlySet<string> = new Set(['low', 'routine', 'precaution']);
/** The type of task by which a team puts a unit under control. */
export const CONTROL_TASK = 'control';

export class Controls {
  readonly #byArea = new Map<string, Span[]>();
  /** zones drawn freely, without address nodes */
  readonly #drawn: { readonly zone: Entities['zones']; readonly span: Span }[] = [];

  constructor(situation: Situation) {
    for (const zone of situation.all('zones').values()) {
      const span = spanOf(zone);
      if (span === undefined) continue;
      if (zone.areaIds === undefined || zone.areaIds.length === 0) this.#drawn.push({ zone, span });
      for (const areaId of zone.areaIds ?? []) this.#add(areaId, span);
    }
    for (const { id, type, areaId, doneAt, status } of situation.all('tasks').values()) {
      if (type !== CONTROL_TASK || areaId === undefined || doneAt === undefined || status === 'recalled') continue;
      const at = instant(doneAt);
      this.#add(areaId, { at, until: at + TASK_HOLDS, ref: { layer: 'tasks', id } });
    }
  }

  /** @param chain the home and all that holds it @param since ms: what ended before it controlled nothing of this case */
  over(chain: readonly string[], position: Position | undefined, since: number): Done[] {
    const spans = chain.flatMap((id) => this.#byArea.get(id) ?? []);
    for (const { zone, span } of this.#drawn) {
      if (position === undefined || zone.geometry === undefined || span.until < since) continue;
      if (isInside([position[0], position[1]], zone.geometry)) spans.push(span);
    }
    return spans.filter(({ until }) => until >= since).map(({ at, ref }) => ({ at, ref }));
  }

  #add(areaId: string, span: Span): void {
    const spans = this.#byArea.get(areaId);
    if (spans === undefined) this.#byArea.set(areaId, [span]);
    else spans.push(span);
  }
}

/** From when until when a zone held people; undefined where it never did. */
function spanOf({ id, level, steps, recorded, publishedAt, releasedAt, status }: Entities['zones']): Span | undefined {
  if (level !== undefined && FREE.has(level)) return undefined;
  const at = (kind: string) => steps.find((step) => step.kind === kind)?.at;
  const held = at('zone.held');
  const from = recorded === true ? publishedAt : (held ?? publishedAt ?? at('zone.published'));
  if (from === undefined) return undefined;
  const isHoldOnly = publishedAt === undefined && held !== undefined && status !== 'approved';
  const over = releasedAt ?? (status === 'cancelled' ? at('zone.cancelled') : undefined);
  const until = over !== undefined ? instant(over) : isHoldOnly ? instant(held) + HOLD : Number.POSITIVE_INFINITY;
  return { at: instant(from), until, ref: { layer: 'zones', id } };
}
