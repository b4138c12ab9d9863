// The openings of a fence as they are guarded now, and the reports that order a post for one. Pure, over the copy.
import type { FenceGate } from '#shared/domain/fence/gates.ts';
import type { Position } from '#shared/geo/position.ts';
import type { Entities, Situation } from '#shared/situation.ts';
import { instant } from '#shared/time.ts';
import { newId, type Saying, saying } from '../../../connection/send-report.ts';
import { crossingGate, crossingKey } from '../../../ui/crossing-gate.ts';
import type { HeldShown } from './answers.ts';

export type Opening = {
  readonly key: string;
  /** `leak`: anybody can walk through; `ordered`: a post is on its way; `gate`: guarded, blocked or kept for emergencies */
  readonly kind: 'leak' | 'ordered' | 'gate';
  readonly position: Position;
  /** of the gate that stands there; undefined where none is registered */
  readonly state: FenceGate['state'] | undefined;
  readonly drive: boolean;
  readonly gateId?: string;
  readonly roadId?: string;
  /** the order for it that stands */
  readonly taskId?: string;
};

const OVER: ReadonlySet<Entities['tasks']['status']> = new Set<Entities['tasks']['status']>(['recalled']);
/** What an order is called (shared/terms/codes.ts). */
export const POST = 'gateGuard';

/** Those that nobody guards first, roads that a car can take before footways. @param now ms */
export function openingsOf({ gates, leaks }: HeldShown, copy: Situation, now: number): Opening[] {
  const orders = new Map<string, string>();
  for (const { id, gateId, type, status } of copy.all('tasks').values())
    if (gateId !== undefined && type === POST && !OVER.has(status)) orders.set(gateId, id);
  const manned = new Set(
    [...copy.all('duties').values()].flatMap(({ gateId, staff, from, to }) =>
      gateId !== undefined && staff > 0 && instant(from) <= now && now < instant(to) ? [gateId] : [],
    ),
  );
  const standing = gates.map((gate): Opening => {
    const { gateId = '', position, roadId } = gate;
    const state = gate.state === 'open' && manned.has(gateId) ? 'guarded' : gate.state;
    const taskId = orders.get(gateId);
    return {
      key: gateId === '' ? crossingKey(position) : gateId,
      kind: state !== 'open' ? 'gate' : taskId === undefined ? 'leak' : 'ordered',
      position,
      state,
      drive: true,
      ...(gateId === '' ? {} : { gateId }),
      ...(roadId === undefined ? {} : { roadId }),
      ...(taskId === undefined ? {} : { taskId }),
    };
  });
  const through = leaks.map(
    ({ position, roadId, drive }): Opening => ({
      key: crossingKey(position),
      kind: 'leak',
      position,
      state: undefined,
      drive,
      roadId,
    }),
  );
  const turn = { leak: 0, ordered: 1, gate: 2 };
  return [...through, ...standing].sort(
    (a, b) => turn[a.kind] - turn[b.kind] || Number(b.drive) - Number(a.drive) || (a.key < b.key ? -1 : 1),
  );
}

/**
 * A task needs a gate to stand at: a crossing without one is registered as what it is, open, and then a post is ordered for
 * it.
 */
export function ordersFor(
  openings: readonly Opening[],
  { zoneId, note }: { readonly zoneId: string; readonly note: string },
  at: number,
): Saying[] {
  return openings.flatMap(({ gateId, position, key }) => {
    const id = gateId ?? crossingGate(zoneId, key);
    const task = saying('task.assigned', { id: `post-${newId()}`, type: POST, gateId: id, note }, at);
    return gateId === undefined ? [saying('gate.registered', { id, position, state: 'open' }, at), task] : [task];
  });
}
