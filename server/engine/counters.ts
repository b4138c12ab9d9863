// The counters of a place at a moment: three zeros, social zero, and the reporting windows; from what was reported until then.

import { isSocial, type SocialDay, type SocialZero, socialZero } from '#shared/domain/counter/social-zero.ts';
import { type ReportingWindow, WINDOWS, windowAt } from '#shared/domain/counter/windows.ts';
import { allZero, countZeroDays, type ZeroCount } from '#shared/domain/counter/zero-run.ts';
import { localMidnight, SHANGHAI } from '#shared/domain/day-count.ts';
import { inForce } from '#shared/domain/policy/choose.ts';
import type { Policy } from '#shared/domain/policy/policy.ts';
import type { Entities, Situation } from '#shared/situation.ts';
import { through } from '#shared/steps.ts';
import { DAY, instant, MINUTE } from '#shared/time.ts';
import { chainOf } from './case-nodes.ts';
import { foundAt } from './figures-cases.ts';
import { type PolicyLibrary, policyAt } from './policies.ts';
import type { Reader } from './reader.ts';
import { caseReporting } from './zone-facts.ts';

/** Which three have to be zero [K]: the documents do not say, and an installation may count others (domain 1.8). */
export const THREE_ZEROS = ['confirmed', 'suspected', 'contacts'] as const;

/** The local day of an instant, YYYY-MM-DD. */
export const localDay = (at: number): string => new Date(at + SHANGHAI * MINUTE).toISOString().slice(0, 10);

export type WindowCount = ReportingWindow & {
  /** null where nobody reports cases */
  readonly total: number | null;
  readonly social: number | null;
};
export type Counters = {
  /** undefined where nobody told a series of any area */
  readonly areaId: string | undefined;
  /** of the series; until the last day that has ended */
  readonly threeZeros: ZeroCount & { readonly series: readonly string[] };
  /** undefined where no rule of social zero is in force here */
  readonly social: (SocialZero & { readonly policyId: string }) | undefined;
  readonly days: readonly SocialDay[];
  readonly windows: readonly WindowCount[];
};

/** @param areaId undefined: the place whose series are told, the largest of them */
export function* counterSteps(
  situation: Situation,
  library: Pick<PolicyLibrary, 'policies'>,
  view: Pick<Reader, 'see'>,
  now: number,
  areaId?: string,
): Generator<void, Counters> {
  const at = areaId ?? placeOf(situation);
  const until = localDay(localMidnight(now) - 1);
  const found = yield* casesOf(situation, view, now, areaId);
  const days = yield* socialDays(situation, found, now);
  const policy = at === undefined ? undefined : ruleAt(situation, library, at, now);
  const population = at === undefined ? undefined : situation.get('areas', at)?.population;
  return {
    areaId: at,
    threeZeros: { ...zeros(situation, at, until), series: THREE_ZEROS },
    social:
      policy === undefined ? undefined : { ...socialZero(days ?? [], until, policy, population), policyId: policy.id },
    days: days ?? [],
    windows: WINDOWS.map((name) => {
      const window = windowAt(name, now);
      const inside = found.filter(({ at: time }) => time >= window.from && time < window.to);
      const isTold = days !== undefined;
      return {
        ...window,
        total: isTold ? inside.length : null,
        social: isTold ? inside.filter(({ social }) => social).length : null,
      };
    }),
  };
}

function zeros(situation: Situation, areaId: string | undefined, until: string): ZeroCount {
  const byDay = new Map<string, Map<string, number>>();
  for (const { series, areaId: of, date, value } of situation.all('series').values()) {
    if (of !== areaId || !(THREE_ZEROS as readonly string[]).includes(series)) continue;
    const day = byDay.get(date) ?? new Map<string, number>();
    byDay.set(date, day.set(series, value));
  }
  const days = [...byDay].map(([date, told]) => ({
    date,
    isZero: allZero(THREE_ZEROS.map((series) => told.get(series))),
  }));
  return countZeroDays(days, until);
}

const LARGEST = ['province', 'prefecture', 'county', 'township', 'community', 'village'];

/** The largest area for which one of the three is told; of several, the lowest id. */
function placeOf(situation: Situation): string | undefined {
  const told = new Set<string>();
  for (const { series, areaId } of situation.all('series').values())
    if ((THREE_ZEROS as readonly string[]).includes(series)) told.add(areaId);
  const roots = [...situation.all('areas').values()].flatMap(({ id, level }) => (level === 'county' ? [id] : []));
  const rank = (id: string): number => {
    const place = LARGEST.indexOf(situation.get('areas', id)?.level ?? '');
    return place === -1 ? LARGEST.length : place;
  };
  return [...(told.size > 0 ? told : roots)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))[0];
}

type Found = { readonly at: number; readonly social: boolean };

function* casesOf(
  situation: Situation,
  view: Pick<Reader, 'see'>,
  now: number,
  areaId: string | undefined,
): Generator<void, Found[]> {
  const out: Found[] = [];
  const inside = new Map<string, boolean>();
  const isIn = (known: Entities['cases']): boolean => {
    if (areaId === undefined) return true;
    const home = known.places?.find(({ role, areaId: of }) => role === 'residence' && of !== undefined)?.areaId;
    if (home === undefined) return false;
    if (!inside.has(home)) inside.set(home, chainOf(situation, home).includes(areaId));
    return inside.get(home)!;
  };
  yield* through(situation.all('cases').values(), (known) => {
    if (known.status === 'excluded' || view.see('cases', known) === undefined || !isIn(known)) return;
    const at = foundAt(known);
    if (at <= now) out.push({ at, social: isSocial(known.route) });
  });
  return out;
}

/**
 * Every local day since somebody reports cases, up to today: since the first case, or since its source was registered. A day
 * after the source's last word is one of which nobody knows. Undefined: nobody reports cases.
 */
function* socialDays(
  situation: Situation,
  found: readonly Found[],
  now: number,
): Generator<void, SocialDay[] | undefined> {
  const reporting = caseReporting(situation, now);
  if (reporting === undefined) return undefined;
  const starts = [...situation.all('sources').values()].flatMap(({ layers, observedAt }) =>
    layers.includes('cases') ? [instant(observedAt)] : [],
  );
  const first = found.reduce((least, { at }) => Math.min(least, at), Math.min(...starts));
  if (!Number.isFinite(first) || first > now) return [];
  const known = reporting.until ?? now;
  const byDay = new Map<string, { total: number; social: number }>();
  yield* through(found, ({ at, social }) => {
    const day = localDay(at);
    const sum = byDay.get(day) ?? { total: 0, social: 0 };
    sum.total += 1;
    if (social) sum.social += 1;
    byDay.set(day, sum);
  });
  const days: SocialDay[] = [];
  for (let midnight = localMidnight(first); midnight <= now; midnight += DAY) {
    const date = localDay(midnight);
    // Only a day that was watched to its end, or is being watched, has a number.
    const isTold = known >= Math.min(now, midnight + DAY - 1);
    const { social, total } = byDay.get(date) ?? { social: 0, total: 0 };
    days.push({ date, social: isTold ? social : undefined, total: isTold ? total : undefined });
  }
  return days;
}

function ruleAt(
  situation: Situation,
  library: Pick<PolicyLibrary, 'policies'>,
  areaId: string,
  now: number,
): Policy | undefined {
  const policyOf = (id: string) => policyAt(situation, library, id);
  const here = inForce(situation.all('policies').values(), policyOf, chainOf(situation, areaId), now);
  return here.find(({ policy }) => policy.series === 'social-zero')?.policy;
}
