// Places with a symbol of their own: checkpoints, sites, gates, teams. Fullness is fill, never colour.
import { isClosed } from '#shared/domain/checkpoint-flow.ts';
import type { Checkpoint } from '#shared/subject/checkpoint.ts';
import type { Gate } from '#shared/subject/road.ts';
import type { Site } from '#shared/subject/site.ts';
import type { TeamPosition } from '#shared/subject/team.ts';
import { HOUR, instant } from '#shared/time.ts';
import type { GateSymbol } from '../ui/symbols/drawings.ts';
import { iconKey } from '../ui/symbols/keys.ts';
import type { Level } from '../ui/symbols/marks.ts';
import type { PointTable, Row } from './point-table.ts';

const SIZE = { checkpoint: 26, quarantine: 28, testing: 25, laboratory: 24, clinic: 22, depot: 23, gate: 13, team: 20 };
const OPAQUE = [255, 255, 255, 255] as const;
/** A town has a thousand gates: they are for those who look at one street. Zooms. */
export const OPEN_GATES_FROM = 14.75;
const GATES_FROM = 15.75;
/** Not working now: still there, but behind what works. */
const IDLE = [255, 255, 255, 120] as const;

/** A bar is full at this many vehicles an hour; logarithmic, because a lane's posts differ by powers of ten. */
const BUSIEST = 1000;
/** A queue bar is full at an hour's wait. */
const LONGEST_WAIT = 60;

type Slot = { readonly from: string; readonly to: string; readonly vehicles: number };

/** @returns 0…1, undefined when this direction was never counted */
export function flowLevel(slot: Slot | undefined): Level {
  if (slot === undefined) return undefined;
  const hours = (instant(slot.to) - instant(slot.from)) / HOUR;
  return Math.min(1, Math.log1p(slot.vehicles / hours) / Math.log1p(BUSIEST));
}

export function checkpointRow(post: Checkpoint): Row {
  const icon = iconKey('checkpoint', { level: flowLevel(post.latest?.in), out: flowLevel(post.latest?.out) });
  const color = isClosed(post.status) ? IDLE : OPAQUE;
  return { longitude: post.position[0], latitude: post.position[1], size: SIZE.checkpoint, icon, color };
}

/** Occupied share of a quarantine site, queue of a testing point; undefined where nobody said. */
export function siteLevel(site: Site): Level {
  if (site.type === 'quarantine') {
    const occupied = site.rooms?.occupied;
    return occupied === undefined || !site.capacity ? undefined : occupied / site.capacity;
  }
  return site.type === 'testing' && site.queue !== undefined ? site.queue.minutes / LONGEST_WAIT : undefined;
}

export function siteRow(site: Site): Row | undefined {
  if (site.position === undefined) return undefined;
  const idle = site.open === false || site.tier === 'reserve' || site.tier === 'built';
  const icon = iconKey(site.type, { level: siteLevel(site) });
  const [longitude, latitude] = site.position;
  return { longitude, latitude, size: SIZE[site.type], icon, color: idle ? IDLE : OPAQUE };
}

export const GATE_SYMBOLS: { readonly [S in Gate['state']]: GateSymbol } = {
  guarded: 'gateGuarded',
  blocked: 'gateBlocked',
  emergency: 'gateEmergency',
  open: 'gateOpen',
};

export function gateRow(gate: Gate): Row {
  const [longitude, latitude] = gate.position;
  // An open gate is work undone, so it is the larger and brighter one, and seen from farther away (interface.md, rule 4).
  const open = gate.state === 'open';
  return {
    longitude,
    latitude,
    size: open ? SIZE.gate + 3 : SIZE.gate,
    icon: iconKey(GATE_SYMBOLS[gate.state]),
    color: open ? OPAQUE : [255, 255, 255, 190],
    from: open ? OPEN_GATES_FROM : GATES_FROM,
  };
}

/** @param heading degrees clockwise from north, of the team's last movement */
export function teamRow(team: TeamPosition, heading: number): Row {
  const [longitude, latitude] = team.position;
  return { longitude, latitude, size: SIZE.team, icon: iconKey('team'), color: OPAQUE, angle: -heading };
}

/** What keeps its room when symbols crowd: who guards the way in, then where people are held, tested, treated. */
const IMPORTANCE: { readonly [kind: string]: number } = {
  checkpoint: 0,
  quarantine: 1,
  laboratory: 2,
  clinic: 3,
  depot: 5,
  testing: 4,
};

/** @returns the less, the more important; what is idle comes after everything that works */
export function placeImportance(table: PointTable): (row: number) => number {
  return (row) => {
    const [kind = ''] = (table.icon[row] as string).split(':');
    return (IMPORTANCE[kind] ?? 6) + (table.color[4 * row + 3] === 255 ? 0 : 10);
  };
}
