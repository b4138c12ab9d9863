// The symbol of each kind (interface.md, Tokens): sites differ by shape, fullness is fill, colour is risk alone.
import { arc, bar, circle, type Drawing, type Level, type Mark, STEPS, sector, step } from './marks.ts';

export type CaseSymbol = 'caseCommunity' | 'caseIsolation' | 'caseMasked' | 'caseCluster';
export type SiteSymbol = 'quarantine' | 'testing' | 'laboratory' | 'clinic' | 'depot';
export type GateSymbol = 'gateGuarded' | 'gateBlocked' | 'gateEmergency' | 'gateOpen';
export type BadgeSymbol = 'boxes' | 'transfers' | 'disinfections' | 'tasks';
export type ZoneSymbol = 'zoneHigh' | 'zoneMedium' | 'zoneLow' | 'zoneFence' | 'zoneNeutral' | 'zonePending';
export type SymbolKind =
  | CaseSymbol
  | SiteSymbol
  | GateSymbol
  | BadgeSymbol
  | ZoneSymbol
  | 'checkpoint'
  | 'team'
  | 'nail'
  | 'area'
  | 'road'
  | 'contact'
  | 'pip'
  | 'preview';

/** What a symbol may say beside its kind. */
export type SymbolState = {
  /** occupancy, queue, inward flow, or share found in the community: 0…1 */
  readonly level?: Level;
  /** outward flow of a checkpoint: 0…1 */
  readonly out?: Level;
  readonly count?: number;
};

type Draw = (state: SymbolState) => Drawing;
const plain =
  (...marks: Mark[]): Draw =>
  () => ({ marks });

const SHIELD = 'M16 2.5 27.5 6v9.5c0 6.8-4.5 11.4-11.5 14-7-2.6-11.5-7.2-11.5-14V6Z';
const HOUSE = 'M16 8.2 24 15v8.5H8V15Z';
const FLASK = 'M9 4v8.5L3.2 24.6a2.7 2.7 0 0 0 2.4 3.9h12.8a2.7 2.7 0 0 0 2.4-3.9L15 12.5V4';
const tubes = (top: number, half: number): string =>
  [7, 16, 25].map((x) => `M${x - half} ${top}V25a${half} ${half} 0 0 0 ${2 * half} 0V${top}`).join('');
const TUBES = tubes(5, 3.2);
const TUBE_FILL = tubes(17, 1.6);
const PIN = 'M16 31.5 8.2 21A10.6 10.6 0 1 1 23.8 21Z';
const SQUARE = 'M3 5H29V27H3Z';

const dot = (mark: Omit<Mark, 'd'>, r = 8): Mark => ({ d: circle(16, 16, r), ...mark });

function checkpoint({ level, out }: SymbolState): Drawing {
  const marks: Mark[] = [{ d: SHIELD, fill: 'ground', stroke: 'ink', width: 2.2 }];
  for (const [x, flow] of [
    [10, level],
    [17.5, out],
  ] as const) {
    const full = step(flow, STEPS.flow);
    // Nobody counted: an outline where the bar would be, because what is missing must show, and is not zero.
    if (full === undefined) marks.push({ d: bar(x + 0.5, 21, 3.5, 11), stroke: 'muted', width: 1, dash: [2, 1.5] });
    else {
      marks.push({ d: bar(x, 21.5, 4.5, 12), fill: 'muted', opacity: 0.35 });
      marks.push({ d: bar(x, 21.5, 4.5, Math.max(1, (12 * full) / STEPS.flow)), fill: 'ink' });
    }
  }
  return { marks };
}

function quarantine({ level }: SymbolState): Drawing {
  const full = step(level, STEPS.arc);
  const marks: Mark[] = [dot({ fill: 'ground' }, 15)];
  if (full !== undefined) {
    marks.push(dot({ stroke: 'muted', width: 3, opacity: 0.4 }, 13.5));
    if (full > 0) marks.push({ d: arc(16, 16, 13.5, full / STEPS.arc), stroke: 'ink', width: 3 });
  }
  marks.push({ d: HOUSE, fill: 'ink' });
  return { marks };
}

function testing({ level }: SymbolState): Drawing {
  const full = step(level, STEPS.bar);
  const marks: Mark[] = [
    { d: FLASK, fill: 'ground', stroke: 'neutral', width: 2.4 },
    { d: 'M6.5 4h11', stroke: 'neutral', width: 2.4 },
  ];
  if (full !== undefined) {
    marks.push({ d: bar(25, 28.5, 4.5, 22), fill: 'muted', opacity: 0.35 });
    marks.push({ d: bar(25, 28.5, 4.5, Math.max(1.5, (22 * full) / STEPS.bar)), fill: 'ink' });
  }
  return { marks };
}

function nail({ count }: SymbolState): Drawing {
  const text = count !== undefined && count > 99 ? '99+' : String(count);
  const marks: Mark[] = [{ d: PIN, fill: 'risk', stroke: 'ground', width: 1.2 }];
  // How many is not for this reader to know: a plain pin. An empty label would read as a number that failed to load.
  if (count === undefined) return { marks: [...marks, { d: circle(16, 14, 4), fill: 'ground' }], anchorY: 31.5 };
  return { marks, anchorY: 31.5, label: { text, x: 16, y: 14, size: text.length > 2 ? 10 : 13 } };
}

/** Clockwise from the top: found in the community as a hollow band, in isolation as a filled one. `level`: the hollow share. */
function cluster({ count, level = 0.4 }: SymbolState): Drawing {
  const text = count === undefined ? '' : String(count);
  const marks: Mark[] = [
    dot({ fill: 'ground' }, 13),
    { d: sector(16, 16, 13.4, 9.6, 0, level), stroke: 'risk', width: 1.3 },
    { d: sector(16, 16, 14, 9, level, 1), fill: 'risk' },
  ];
  return { marks, label: { text, x: 16, y: 16, size: text.length > 2 ? 8.5 : 10.5, tone: 'ink' } };
}

const badge =
  (...marks: Mark[]): Draw =>
  ({ count }) => {
    const tile: Mark = { d: 'M6 3H26a3 3 0 0 1 3 3V26a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3Z', fill: 'ground' };
    const text = count === undefined || count < 2 ? '' : count > 9 ? '9+' : String(count);
    const drawing = { marks: [{ ...tile, stroke: 'muted', width: 1.6 } as Mark, ...marks] };
    if (text === '') return drawing;
    const plate: Mark = { d: circle(25, 7, 6.5), fill: 'ink' };
    return { marks: [...drawing.marks, plate], label: { text, x: 25, y: 7, size: text.length > 1 ? 8.5 : 10 } };
  };

const POSTS: Mark = { d: 'M6 8V24M26 8V24', stroke: 'ink', width: 3.2 };
const DIAGONALS = 'M3 14 12 5M3 21 19 5M4 27 26 5M11 27 29 9M18 27 29 16M25 27 29 23';
const DOTS = [8, 14, 20, 26].flatMap((x) => [10, 16, 22].map((y) => circle(x - 1, y, 1.4))).join('');

export const DRAWINGS: { readonly [K in SymbolKind]: Draw } = {
  caseCommunity: plain(dot({ stroke: 'risk', width: 3.4 }, 8.5)),
  caseIsolation: plain(dot({ fill: 'risk' }, 9)),
  caseCluster: cluster,
  caseMasked: plain(dot({ fill: 'risk', opacity: 0.22 }, 14), dot({ fill: 'risk', opacity: 0.3 }, 8)),
  checkpoint,
  quarantine,
  testing,
  laboratory: plain(
    { d: TUBES, fill: 'ground', stroke: 'neutral', width: 2 },
    { d: TUBE_FILL, fill: 'neutral' },
    { d: 'M2.5 10.5H29.5', stroke: 'neutral', width: 2.4 },
  ),
  clinic: plain({
    d: 'M12.5 4h7v8.5H28v7h-8.5V28h-7v-8.5H4v-7h8.5Z',
    fill: 'ground',
    stroke: 'ink',
    width: 2.2,
  }),
  depot: plain(
    { d: 'M16 3.5 27.5 9.5V22.5L16 28.5 4.5 22.5V9.5Z', fill: 'ground', stroke: 'ink', width: 2 },
    { d: 'M4.5 9.5 16 15.5 27.5 9.5M16 15.5V28.5', stroke: 'ink', width: 2 },
  ),
  gateGuarded: plain(POSTS, { d: 'M6 16H26', stroke: 'ink', width: 3.2 }),
  gateBlocked: plain(POSTS, { d: 'M10 10 22 22M22 10 10 22', stroke: 'ink', width: 3 }),
  gateEmergency: plain(POSTS, { d: 'M8 16H24', stroke: 'ink', width: 3, dash: [3, 3.2] }),
  gateOpen: plain(POSTS, { d: 'M16 7V20M11 15.5 16 21l5-5.5', stroke: 'ink', width: 2.4 }),
  team: plain({ d: 'M16 3 26 28 16 22.5 6 28Z', fill: 'neutral', stroke: 'ground', width: 1.4 }),
  nail,
  boxes: badge({ d: 'M8 13H24V25H8ZM6.5 8.5H25.5V13H6.5Z', stroke: 'ink', width: 2 }),
  transfers: badge({ d: 'M6.5 16H23M17 9.5 24 16 17 22.5', stroke: 'ink', width: 2.6 }),
  disinfections: badge({
    d: 'M16 6.5C20 12 23 15.5 23 19a7 7 0 0 1-14 0c0-3.5 3-7 7-12.5Z',
    stroke: 'ink',
    width: 2.2,
  }),
  tasks: badge({ d: 'M8 16.5 13.5 22 24.5 10', stroke: 'ink', width: 3 }),
  zoneHigh: plain(
    { d: SQUARE, fill: 'risk', opacity: 0.12 },
    { d: DIAGONALS, stroke: 'risk', width: 1.4 },
    { d: SQUARE, stroke: 'risk', width: 2.2 },
  ),
  zoneMedium: plain(
    { d: SQUARE, fill: 'medium', opacity: 0.08 },
    { d: DOTS, fill: 'medium' },
    { d: SQUARE, stroke: 'medium', width: 2.2 },
  ),
  zoneLow: plain({ d: SQUARE, stroke: 'low', width: 2.2 }),
  zoneFence: plain(
    { d: SQUARE, fill: 'fence', opacity: 0.1 },
    { d: 'M3 5H29V27H3ZM7.5 9.5H24.5V22.5H7.5Z', stroke: 'fence', width: 1.8 },
  ),
  zoneNeutral: plain({ d: SQUARE, stroke: 'ink', width: 1.8 }),
  zonePending: plain({ d: SQUARE, stroke: 'ink', width: 2, dash: [4, 3] }),
  area: plain({ d: SQUARE, fill: 'muted', opacity: 0.18 }, { d: SQUARE, stroke: 'muted', width: 1.2 }),
  road: plain({ d: 'M2 22C10 22 12 10 30 10', stroke: 'muted', width: 3.4 }),
  contact: plain(dot({ stroke: 'ink', width: 2 }, 5), {
    d: 'M6 27c0-5.5 4.5-8 10-8s10 2.5 10 8',
    stroke: 'ink',
    width: 2,
  }),
  pip: plain(dot({ fill: 'ink' }, 4.5)),
  // As marks.ts draws it on the map: a small ring.
  preview: plain(dot({ stroke: 'neutral', width: 2.9 }, 6)),
};

export const drawingOf = (kind: SymbolKind, state: SymbolState = {}): Drawing => DRAWINGS[kind](state);
