// Posts that were ordered for a zone which has ended and that nobody recalled: people still stand there. Pure, over the copy.
import { isInForce } from '#shared/domain/zone/level.ts';
import type { Position } from '#shared/geo/position.ts';
import { polygonsOf, toSegment } from '#shared/geo/shapes.ts';
import type { Entities, Situation } from '#shared/situation.ts';
import { crossingsOf } from '../../../ui/crossing-gate.ts';
import type { HeldShown } from './answers.ts';
import { POST } from './openings.ts';

type Zone = Entities['zones'];
type Task = Entities['tasks'];

/** A gate this near to the line of another zone is that one's too; metres (shared/domain/fence/gates.ts). */
const AT_GATE = 20;
const STANDS: ReadonlySet<Task['status']> = new Set<Task['status']>(['assigned', 'received']);

export type PostsLeft = {
  /** to be recalled, in order of id */
  readonly open: readonly Task[];
  /** how many stay because another zone in force has its line there */
  readonly needed: number;
};

/** @param now ms since 1970, in the time the situation lives in */
export function postsLeft(zone: Zone, { gates }: HeldShown, copy: Situation, now: number): PostsLeft {
  const ours = new Set(gates.flatMap(({ gateId }) => gateId ?? []));
  const registered = crossingsOf(zone.id);
  const isOurs = (gateId: string | undefined): gateId is string =>
    gateId !== undefined && (ours.has(gateId) || gateId.startsWith(registered));
  const standing = [...copy.all('tasks').values()]
    .filter(({ type, status, gateId }) => type === POST && STANDS.has(status) && isOurs(gateId))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const others = standing.length === 0 ? [] : linesInForce(zone, copy, now);
  const open = standing.filter(({ gateId = '' }) => {
    const at = copy.get('gates', gateId)?.position;
    return at === undefined || !others.some((line) => isOn(line, at));
  });
  return { open, needed: standing.length - open.length };
}

function linesInForce(but: Zone, copy: Situation, now: number): Position[][] {
  return [...copy.all('zones').values()].flatMap((zone) =>
    zone.id === but.id || !isInForce(zone, now) ? [] : (polygonsOf(zone.geometry).flat() as Position[][]),
  );
}

const isOn = (line: readonly Position[], at: Position): boolean =>
  line.some((to, i) => {
    const from = line[i - 1];
    return from !== undefined && toSegment(at, from, to) <= AT_GATE;
  });
