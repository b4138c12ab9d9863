// The legend as rows: a symbol and what it says, for what is on the screen now.
import { LAYER_TERMS, SITE_TYPE_TERMS, ZONE_LEVEL_TERMS } from '#shared/terms/codes.ts';
import type { Language, Term } from '#shared/terms/term.ts';
import { term } from '#shared/terms.ts';
import { MISSING_BOUNDS } from '../layers/coverage.ts';
import type { ZoneLook } from '../layers/shape-features.ts';
import type { ZoneSeen } from '../layers/zone-scene.ts';
import type { SymbolKind, SymbolState } from '../ui/symbols/drawings.ts';
import { type Words, wordsOf } from './words.ts';

export type OnScreen = {
  readonly kinds: readonly SymbolKind[];
  /** some of the places are faded */
  readonly hasIdle?: boolean;
  readonly zones: readonly ZoneSeen[];
  /** unheard: a round runs, and nobody counts it by area */
  readonly coverage: 'none' | 'shown' | 'unheard';
};
export type LegendEntry = {
  readonly key: string;
  readonly kind: SymbolKind;
  readonly isFaded?: boolean;
  readonly state?: SymbolState;
  readonly text: string;
  readonly note?: string;
};

const SEVERITY: readonly ZoneLook[] = ['high', 'fence', 'medium', 'low', 'neutral'];
export const ZONE_KINDS: { readonly [L in ZoneLook]: SymbolKind } = {
  high: 'zoneHigh',
  medium: 'zoneMedium',
  low: 'zoneLow',
  fence: 'zoneFence',
  neutral: 'zoneNeutral',
};

type Entry = {
  readonly text: Term | ((words: Words) => string);
  readonly note?: (words: Words) => string;
  readonly state?: SymbolState;
};

/** In the order of the legend: risk first, then who guards and serves, then the small things. */
const ENTRIES: { readonly [K in SymbolKind]?: Entry } = {
  caseCommunity: { text: (words) => words.community, note: (words) => words.age },
  caseIsolation: { text: (words) => words.isolation, note: (words) => words.age },
  caseCluster: {
    text: (words) => words.cluster,
    note: (words) => words.clusterShare,
    state: { count: 12, level: 0.4 },
  },
  caseMasked: { text: (words) => words.masked },
  nail: { text: (words) => words.nail, state: { count: 17 } },
  checkpoint: { text: LAYER_TERMS.checkpoints, note: (words) => words.flow, state: { level: 0.8, out: 0.5 } },
  quarantine: { text: SITE_TYPE_TERMS.quarantine, note: (words) => words.occupancy, state: { level: 0.7 } },
  testing: { text: SITE_TYPE_TERMS.testing, note: (words) => words.queue, state: { level: 0.6 } },
  laboratory: { text: SITE_TYPE_TERMS.laboratory },
  clinic: { text: SITE_TYPE_TERMS.clinic },
  depot: { text: SITE_TYPE_TERMS.depot },
  team: { text: LAYER_TERMS.positions },
  gateGuarded: { text: (words) => words.gateGuarded },
  gateBlocked: { text: (words) => words.gateBlocked },
  gateEmergency: { text: (words) => words.gateEmergency },
  gateOpen: { text: (words) => words.gateOpen },
  boxes: { text: LAYER_TERMS.boxes },
  transfers: { text: LAYER_TERMS.transfers },
  disinfections: { text: LAYER_TERMS.disinfections },
  tasks: { text: LAYER_TERMS.tasks },
  pip: { text: (words) => words.pip },
  preview: { text: (words) => words.preview },
};

/** One of those that fade stands for all of them. */
const IDLE_KINDS = ['testing', 'quarantine', 'checkpoint', 'laboratory', 'clinic', 'depot'] as const;

export function legendEntries(
  { kinds, zones, hasIdle = false }: Pick<OnScreen, 'kinds' | 'zones' | 'hasIdle'>,
  language: Language,
): LegendEntry[] {
  const words = wordsOf(language);
  const entries: LegendEntry[] = [];
  for (const look of SEVERITY) {
    const levels = new Set(zones.filter((zone) => zone.look === look).map(({ level }) => level));
    if (levels.size === 0) continue;
    // Two policies' words for one look (高风险区, 封控区) share its row.
    const texts = [...levels].map((level) =>
      level === '' ? words.otherZone : term(ZONE_LEVEL_TERMS, level, language),
    );
    entries.push({ key: `zone:${look}`, kind: ZONE_KINDS[look], text: texts.join(' · ') });
  }
  if (zones.some(({ isPending }) => isPending)) {
    entries.push({ key: 'zone-pending', kind: 'zonePending', text: words.pending });
  }
  for (const [kind, entry] of Object.entries(ENTRIES) as [SymbolKind, Entry][]) {
    if (!kinds.includes(kind)) continue;
    const text = typeof entry.text === 'function' ? entry.text(words) : entry.text[language];
    // Both kinds of dots fade alike: said once, at the first of them.
    const note =
      entry.note === undefined || (kind === 'caseIsolation' && kinds.includes('caseCommunity'))
        ? undefined
        : entry.note(words);
    entries.push({ key: kind, kind, text, note, state: entry.state });
  }
  const faded = IDLE_KINDS.find((kind) => kinds.includes(kind));
  if (hasIdle && faded !== undefined) {
    entries.push({ key: 'idle', kind: faded, text: words.idle, isFaded: true });
  }
  return entries;
}

/** The classes of coverage, from what is done to what nobody heard of: what their swatches say. */
export function coverageSwatches(language: Language): string[] {
  const bounds = MISSING_BOUNDS.map((bound) => `${Math.round(100 * bound)}%`);
  const last = bounds.at(-1);
  return [...bounds.map((bound) => `< ${bound}`), `≥ ${last}`, wordsOf(language).unheard];
}
