// The prospective space-time permutation scan: which places have more cases now than place and day by themselves explain.
// Domain.md 6.11, 4; Kulldorff, Heffernan, Hartman, Assunção, Mostashari, "A space-time permutation scan statistic for
// disease outbreak detection", PLoS Med 2005;2:e59. Cases only: no population is needed. Metres, days.
import { drawsFrom } from '../draws.ts';
import { MOST_DAYS, SIGNAL_DAYS } from './finding.ts';
import {
  bestCylinders,
  type Cylinder,
  cylindersOf,
  maximum,
  type ScanCase,
  type ScanOptions,
} from './scan-cylinders.ts';

/** Domain.md 6.11, 4: radius up to 5 km or half of the cases, 1 to 7 days, three cases at least, 999 permutations; [P]. */
export const SCAN: Omit<ScanOptions, 'today'> = {
  radius: 5_000,
  share: 0.5,
  longest: 7,
  baseline: 90,
  leastCases: 3,
  draws: 999,
};
/** [P] What is needed before chance can be told from more: the test is exact with less, and sees nothing. */
export const SCAN_LEAST_DAYS = 14;
export const SCAN_LEAST_CASES = 20;

export type Cluster = {
  /** the case at its centre, and all cases in it */
  readonly centre: string;
  readonly caseIds: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** it began on this day and ends today */
  readonly from: number;
  readonly observed: number;
  readonly expected: number;
  readonly llr: number;
  readonly p: number;
  readonly recurrenceDays: number;
};

/** `reason`: why nothing can be said; an answer without clusters is one. */
export type Scan =
  | { readonly state: 'done'; readonly clusters: readonly Cluster[]; readonly cases: number }
  | { readonly state: 'tooLittle'; readonly cases: number; readonly days: number };

/**
 * Clusters that end today, the most unlikely first, none overlapping another, each at 100 days or more between two by
 * chance. Independent of the order of the cases; the permutations come from a seed made of them, so the same cases have
 * the same answer. Secondary clusters are compared with the maximum too, which is the strict way.
 */
export function permutationScan(cases: readonly ScanCase[], options: ScanOptions): Scan {
  const { today, baseline, draws } = options;
  const first = today - baseline;
  const used = cases
    .filter(({ day }) => day > first && day <= today)
    .sort((a, b) => a.x - b.x || a.y - b.y || a.day - b.day || (a.id < b.id ? -1 : 1));
  const oldest = used.reduce((least, { day }) => Math.min(least, day), today);
  const days = today - oldest + 1;
  if (used.length < SCAN_LEAST_CASES || days < SCAN_LEAST_DAYS)
    return { state: 'tooLittle', cases: used.length, days: used.length === 0 ? 0 : days };
  const cylinders = cylindersOf(used, options);
  const ages = Int32Array.from(used, ({ day }) => today - day);
  const found = bestCylinders(cylinders, ages);
  const best = found[0];
  if (best === undefined) return { state: 'done', clusters: [], cases: used.length };
  const random = drawsFrom(`scan|${today}|${used.map(({ x, y, day }) => `${x},${y},${day}`).join(';')}`);
  const shuffled = Int32Array.from(ages);
  const beaten = new Float64Array(found.length);
  let done = 0;
  while (done < draws) {
    shuffle(shuffled, random.next);
    const most = maximum(cylinders, shuffled);
    done += 1;
    for (const [i, { llr }] of found.entries()) if (most >= llr - 1e-9) beaten[i]! += 1;
    // Besag and Clifford 1991: what chance has beaten so often is decided, and need not be drawn to the end.
    if (beaten[0]! >= draws / SIGNAL_DAYS + 10) break;
  }
  const clusters = found.flatMap((cylinder, i): Cluster[] => {
    const p = (1 + beaten[i]!) / (1 + done);
    return 1 / p < SIGNAL_DAYS ? [] : [told(cylinder, p, used, today)];
  });
  return { state: 'done', clusters, cases: used.length };
}

function told(
  { centre, members, length, observed, expected, llr, radius }: Cylinder,
  p: number,
  cases: readonly ScanCase[],
  today: number,
): Cluster {
  const { id, x, y } = cases[centre]!;
  const from = today - length + 1;
  const caseIds = members.flatMap((i) => (cases[i]!.day >= from ? [cases[i]!.id] : [])).sort();
  const recurrenceDays = Math.min(MOST_DAYS, Math.round(1 / p));
  return { centre: id, caseIds, x, y, radius, from, observed, expected, llr, p, recurrenceDays };
}

/** Fisher and Yates: every order of the days among the cases is as likely. */
function shuffle(list: Int32Array, next: () => number): void {
  for (let i = list.length - 1; i > 0; i -= 1) {
    const j = Math.floor(next() * (i + 1));
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
}
