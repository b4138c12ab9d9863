// The symbol of one entity, or of a whole layer, the same as on the map.
import {
  BellRing,
  ChartColumn,
  ChartLine,
  Database,
  DoorOpen,
  GitCompareArrows,
  ListChecks,
  ScrollText,
  TestTubes,
  UserCheck,
} from 'lucide-react';
import type { ComponentType } from 'react';
import type { Entities, Entity, Layer } from '#shared/situation.ts';
import { flowLevel, GATE_SYMBOLS, siteLevel } from '../layers/place-rows.ts';
import type { SymbolKind, SymbolState } from './symbols/drawings.ts';
import { Symbol as Drawing } from './symbols/symbol.tsx';

type Look = { readonly kind: SymbolKind; readonly state?: SymbolState };
type Looks = { readonly [L in Layer]?: (entity: Entities[L]) => Look };

/** Found behind a closed door is filled, found in the community is a ring: what still spreads is the open one. */
const UNDER_CONTROL: ReadonlySet<string> = new Set(['centralIsolation', 'homeIsolation', 'closedLoop']);

const LOOKS: Looks = {
  cases: (found) => ({
    kind: 'masked' in found ? 'caseMasked' : UNDER_CONTROL.has(found.route) ? 'caseIsolation' : 'caseCommunity',
  }),
  checkpoints: ({ latest }) => ({
    kind: 'checkpoint',
    state: { level: flowLevel(latest?.in), out: flowLevel(latest?.out) },
  }),
  sites: (site) => ({ kind: site.type, state: { level: siteLevel(site) } }),
  gates: ({ state }) => ({ kind: GATE_SYMBOLS[state] }),
  zones: ({ level, status }) => ({ kind: status === 'active' ? zoneKind(level) : 'zonePending' }),
};

function zoneKind(level: string | undefined): SymbolKind {
  if (level === 'high' || level === 'sealed' || level === 'nail') return 'zoneHigh';
  if (level === 'medium' || level === 'controlled' || level === 'mediumAfterHigh') return 'zoneMedium';
  if (level === 'pollutedArea' || level === 'epiArea') return 'zoneFence';
  return level === 'low' || level === 'precaution' ? 'zoneLow' : 'zoneNeutral';
}

const OF_LAYER: { readonly [L in Layer]?: SymbolKind } = {
  areas: 'area',
  roads: 'road',
  gates: 'gateGuarded',
  zones: 'zoneHigh',
  nails: 'nail',
  checkpoints: 'checkpoint',
  sites: 'quarantine',
  cases: 'caseCommunity',
  contacts: 'contact',
  teams: 'team',
  positions: 'team',
  boxes: 'boxes',
  transfers: 'transfers',
  disinfections: 'disinfections',
  tasks: 'tasks',
};

/** Lists have no symbol on the map: a plain mark, so that a long drawer can be read by its left edge. */
const OF_LIST: { readonly [L in Layer]?: ComponentType<{ readonly size?: number; readonly strokeWidth?: number }> } = {
  duties: UserCheck,
  rounds: TestTubes,
  rolls: ListChecks,
  areaTests: ChartColumn,
  visits: DoorOpen,
  series: ChartLine,
  policies: ScrollText,
  alarms: BellRing,
  conflicts: GitCompareArrows,
  sources: Database,
};

type Props = { readonly layer: Layer; readonly entity?: Entity; readonly size?: number };

/** @returns undefined where its layer is drawn by no symbol of the map */
export function lookOf(layer: Layer, entity?: Entity): Look | undefined {
  const look = entity === undefined ? undefined : (LOOKS[layer] as ((entity: Entity) => Look) | undefined)?.(entity);
  const kind = look?.kind ?? OF_LAYER[layer];
  return kind === undefined ? undefined : { ...look, kind };
}

export function EntitySymbol({ layer, entity, size = 20 }: Props) {
  const look = lookOf(layer, entity);
  const kind = look?.kind;
  const Icon = OF_LIST[layer];
  return (
    <span className="entity-symbol" style={{ width: size, height: size }}>
      {kind !== undefined && <Drawing kind={kind} size={size} {...look?.state} />}
      {Icon !== undefined && <Icon size={size * 0.85} strokeWidth={1.5} />}
    </span>
  );
}
