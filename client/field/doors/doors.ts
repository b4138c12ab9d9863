// The doors of a round that somebody has to go to, in the order one walks, and what became of each. Pure; no names of anybody.
import { spelled } from '#shared/domain/address/spelling.ts';
import type { Language } from '#shared/terms/term.ts';
import type { Entry } from '../outbox/entry.ts';

type Step = { readonly id: string; readonly level: string; readonly name: string; readonly nameEn?: string };
/** One row of GET /api/rounds/:id/missing. */
export type Door = {
  readonly areaId: string;
  readonly address?: string;
  readonly addressEn?: string;
  /** persons due and not sampled */
  readonly missing: number;
  /** from the compound down; empty where the address is nowhere registered */
  readonly path: readonly Step[];
};
export type DoorList = {
  readonly roundId: string;
  /** ISO 8601, situation's time */
  readonly at: string;
  readonly total: number;
  /** only counts are known of this round, and so no doors */
  readonly countBased: boolean;
  readonly doors: readonly Door[];
};

/** Doors of one compound or village: one walk. */
export type Walk = { readonly key: string; readonly doors: readonly Door[] };

const byNumber = new Intl.Collator('zh-CN', { numeric: true });
/** 3 before 12 and 二 before 十: as numbers, however they are written. */
const compareNames = (a: string, b: string): number => byNumber.compare(spelled(a), spelled(b));

/** Building, staircase, floor, door. */
export function compareDoors(a: Door, b: Door): number {
  for (let i = 0; i < Math.max(a.path.length, b.path.length); i += 1) {
    const [one, other] = [a.path[i], b.path[i]];
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
    if (one.id === other.id) continue;
    return compareNames(one.name, other.name) || (one.id < other.id ? -1 : 1);
  }
  return a.areaId < b.areaId ? -1 : a.areaId > b.areaId ? 1 : 0;
}

/** Walks in the order of their names, and each in the order of its doors. */
export function walksOf(doors: readonly Door[]): Walk[] {
  const groups = Map.groupBy(doors, ({ path, areaId }) => path[0]?.id ?? areaId);
  return [...groups]
    .map(([key, rows]) => ({ key, doors: rows.toSorted(compareDoors) }))
    .toSorted((a, b) => compareDoors(a.doors[0] as Door, b.doors[0] as Door));
}

/** What the walk is called: its compound. */
export function walkName({ doors: [first] }: Walk, language: Language): string {
  const top = first?.path[0];
  return top === undefined ? (first?.areaId ?? '') : nameOfStep(top, language);
}

/** The door as it is said inside its compound: 3 号楼 2 单元 501. */
export function doorName({ path, areaId, address, addressEn }: Door, language: Language): string {
  const inside = path.slice(1);
  if (inside.length > 0) return inside.map((step) => nameOfStep(step, language)).join(' ');
  const top = path[0];
  if (top !== undefined) return nameOfStep(top, language);
  return (language === 'en' ? (addressEn ?? address) : address) ?? areaId;
}

export const nameOfStep = ({ name, nameEn }: Step, language: Language): string =>
  language === 'en' ? (nameEn ?? name) : name;

/** What was found at a door. */
export type Found = {
  readonly present: number;
  readonly missing: number;
  readonly reason?: string;
  readonly observedAt: string;
  /** on this phone only */
  readonly isWaiting: boolean;
};
type Visited = { readonly roundId: string; readonly areaId: string; readonly observedAt: string } & Omit<
  Found,
  'isWaiting'
>;

/** The latest word on each door of a round: of this phone, told or not, and of everybody else's visits the server has told. */
export function foundAt(
  roundId: string,
  visits: Iterable<Visited>,
  entries: readonly Entry[],
): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  const take = (areaId: string, one: Found) => {
    const known = found.get(areaId);
    if (known === undefined || known.observedAt <= one.observedAt) found.set(areaId, one);
  };
  for (const { areaId, ...visit } of visits)
    if (visit.roundId === roundId)
      take(areaId, { ...pick(visit), observedAt: utc(visit.observedAt), isWaiting: false });
  for (const { report, end } of entries) {
    // What the server refused was not reported.
    if (report.kind !== 'door.visited' || report.data.roundId !== roundId || end === 'refused') continue;
    take(report.data.areaId, {
      ...pick(report.data),
      observedAt: utc(report.observedAt),
      isWaiting: end === undefined,
    });
  }
  return found;
}

const pick = ({ present, missing, reason }: { present: number; missing: number; reason?: string }) => ({
  present,
  missing,
  ...(reason === undefined ? {} : { reason }),
});
/** One spelling of a moment, so that moments compare as text. */
const utc = (time: string): string => new Date(time).toISOString();
