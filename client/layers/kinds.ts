// How each layer of the situation reaches the map, in one complete list: a new layer that nobody placed does not compile.
import type { Layer } from '#shared/situation.ts';

/** Tables of symbols, bottom first: this is the draw order. */
export const POINT_TABLES = ['soft', 'cases', 'gates', 'badges', 'sites', 'checkpoints', 'positions', 'nails'] as const;
export type PointTableName = (typeof POINT_TABLES)[number];

/** GeoJSON sources, bottom first. `…Names` hold the points where names stand. */
export const SHAPE_SOURCES = ['areas', 'roads', 'zones', 'areaNames', 'zoneNames', 'places'] as const;
export type ShapeSource = (typeof SHAPE_SOURCES)[number];

/** `list`: has no place of its own; lists and panels show it. */
export const DRAWN_AS: { readonly [L in Layer]: 'shape' | 'point' | 'badge' | 'list' } = {
  areas: 'shape',
  roads: 'shape',
  zones: 'shape',
  cases: 'point',
  gates: 'point',
  checkpoints: 'point',
  sites: 'point',
  positions: 'point',
  nails: 'point',
  boxes: 'badge',
  transfers: 'badge',
  disinfections: 'badge',
  tasks: 'badge',
  contacts: 'list',
  duties: 'list',
  rounds: 'list',
  rolls: 'list',
  areaTests: 'shape',
  visits: 'list',
  series: 'list',
  teams: 'list',
  policies: 'list',
  alarms: 'list',
  conflicts: 'list',
  sources: 'list',
  clock: 'list',
  seen: 'list',
  receipts: 'list',
  slots: 'list',
  rules: 'list',
  areaOrders: 'list',
  tubes: 'list',
};

export const isOnMap = (layer: Layer): boolean => DRAWN_AS[layer] !== 'list';
/** Layers in the order in which they are read: what others stand on comes first. */
export const MAP_LAYERS: readonly Layer[] = [
  'areas',
  'areaTests',
  'roads',
  'gates',
  'sites',
  'checkpoints',
  'cases',
  'positions',
  'zones',
  'nails',
  'boxes',
  'transfers',
  'disinfections',
  'tasks',
];
