// The cylinders of a space-time scan, and how many cases each holds: prefix sums over radii and days, so that 999
// permutations of 2,000 centres are seconds of a worker and not hours.

export type ScanCase = {
  readonly id: string;
  /** metres in a plane of the place */
  readonly x: number;
  readonly y: number;
  /** whole days; the greatest day asked about is `today` */
  readonly day: number;
};

export type ScanOptions = {
  readonly today: number;
  /** metres */
  readonly radius: number;
  /** no cylinder holds a greater share of all cases */
  readonly share: number;
  readonly longest: number;
  /** days before today that count, this many at most */
  readonly baseline: number;
  readonly leastCases: number;
  readonly draws: number;
};

/**
 * LLR = c ln(c/μ) + (C-c) ln((C-c)/(C-μ)) for c > μ, else 0. C = 100, c = 10, μ = 2: 8.4302 (V42).
 * @param c cases in the cylinder @param mu expected there @param all cases altogether
 */
export function logLikelihoodRatio(c: number, mu: number, all: number): number {
  if (c <= mu || mu <= 0) return 0;
  const outside = all - c;
  return c * Math.log(c / mu) + (outside > 0 ? outside * Math.log(outside / (all - mu)) : 0);
}

/** Radii around one centre, and centres, at most (domain.md 6.11, 4). */
const RADII = 30;
const CENTRES = 2_000;
const OUTSIDE = 255;

export type Cylinders = {
  readonly centres: Int32Array;
  /** for centre i and case j at i * n + j: the first of its radii that holds the case; OUTSIDE: none does */
  readonly ring: Uint8Array;
  /** for each centre, the radii in metres */
  readonly radii: readonly Float64Array[];
  /** for each centre and radius, all cases inside on any day */
  readonly inside: readonly Float64Array[];
  /** cases of the last d days, d from 1: permutations leave it as it is */
  readonly lastDays: Float64Array;
  /** ln k; and for each number of cases inside and each length of days, ln μ and ln(C - μ) */
  readonly logs: { readonly whole: Float64Array; readonly mu: Float64Array; readonly beyond: Float64Array };
  readonly cases: number;
  readonly leastCases: number;
  readonly mostInside: number;
};

export type Cylinder = {
  readonly centre: number;
  readonly radius: number;
  readonly length: number;
  readonly members: readonly number[];
  readonly observed: number;
  readonly expected: number;
  readonly llr: number;
};

/** @param cases in one order whatever order they came in */
export function cylindersOf(cases: readonly ScanCase[], options: ScanOptions): Cylinders {
  const { today, longest, radius, share, leastCases } = options;
  const n = cases.length;
  const centres = centresOf(cases);
  const ring = new Uint8Array(centres.length * n).fill(OUTSIDE);
  const radii: Float64Array[] = [];
  const inside: Float64Array[] = [];
  const mostInside = share * n;
  for (const [row, centre] of centres.entries()) {
    const from = cases[centre]!;
    const near = cases
      .map(({ x, y }, j) => ({ j, metres: Math.hypot(x - from.x, y - from.y) }))
      .filter(({ metres }) => metres <= radius)
      .sort((a, b) => a.metres - b.metres || a.j - b.j);
    // Each distance at which a case stands is a radius; of many, thirty that hold about equally more each.
    const steps = near.flatMap(({ metres }, i) => (near[i + 1]?.metres === metres ? [] : [i]));
    const usable = steps.filter((i) => i + 1 <= mostInside);
    const every = Math.max(1, usable.length / RADII);
    const kept = [
      ...new Set(
        Array.from({ length: Math.min(RADII, usable.length) }, (_, k) => usable[Math.floor((k + 1) * every) - 1] ?? 0),
      ),
    ];
    radii.push(Float64Array.from(kept, (i) => near[i]!.metres));
    inside.push(Float64Array.from(kept, (i) => i + 1));
    let r = 0;
    for (const [i, { j }] of near.entries()) {
      while (r < kept.length && i > kept[r]!) r += 1;
      if (r >= kept.length) break;
      ring[row * n + j] = r;
    }
  }
  const lastDays = new Float64Array(longest);
  for (const { day } of cases) for (let d = today - day; d < longest; d += 1) lastDays[d]! += 1;
  const logs = logarithms(n, lastDays);
  return { centres, ring, radii, inside, lastDays, logs, cases: n, leastCases, mostInside };
}

function logarithms(n: number, lastDays: Float64Array): Cylinders['logs'] {
  const longest = lastDays.length;
  // 0 ln 0 is 0: whatever stands at 0 is multiplied by it
  const whole = Float64Array.from({ length: n + 1 }, (_, k) => (k === 0 ? 0 : Math.log(k)));
  const mu = new Float64Array((n + 1) * longest);
  const beyond = new Float64Array((n + 1) * longest);
  for (let held = 1; held <= n; held += 1)
    for (let d = 0; d < longest; d += 1) {
      const expected = (held * lastDays[d]!) / n;
      mu[held * longest + d] = Math.log(expected);
      beyond[held * longest + d] = Math.log(n - expected);
    }
  return { whole, mu, beyond };
}

/** One centre for each place where a case stands; where there are too many, every so many of them, in order. */
function centresOf(cases: readonly ScanCase[]): Int32Array {
  const places = cases.flatMap(({ x, y }, i) => (i > 0 && cases[i - 1]!.x === x && cases[i - 1]!.y === y ? [] : [i]));
  const every = Math.max(1, places.length / CENTRES);
  return Int32Array.from({ length: Math.min(CENTRES, places.length) }, (_, k) => places[Math.floor(k * every)]!);
}

/** Calls with each cylinder that has more than is expected. @param ages days before today, by case */
function each(
  cylinders: Cylinders,
  ages: Int32Array,
  visit: (row: number, r: number, length: number, c: number, mu: number) => void,
): void {
  const { centres, ring, inside, lastDays, cases: n, leastCases } = cylinders;
  const longest = lastDays.length;
  const recent: number[] = [];
  for (let j = 0; j < n; j += 1) if (ages[j]! < longest) recent.push(j);
  const counts = new Float64Array(RADII * longest);
  for (let row = 0; row < centres.length; row += 1) {
    const held = inside[row]!;
    counts.fill(0);
    const base = row * n;
    let any = 0;
    for (const j of recent) {
      const r = ring[base + j]!;
      if (r === OUTSIDE) continue;
      counts[r * longest + ages[j]!]! += 1;
      any += 1;
    }
    if (any < leastCases) continue;
    for (let r = 0; r < held.length; r += 1) {
      let c = 0;
      for (let d = 0; d < longest; d += 1) {
        const at = r * longest + d;
        if (r > 0) counts[at]! += counts[at - longest]!;
        c += counts[at]!;
        const mu = (held[r]! * lastDays[d]!) / n;
        if (c >= leastCases && c > mu) visit(row, r, d + 1, c, mu);
      }
    }
  }
}

/**
 * The greatest likelihood ratio of any cylinder, for days dealt out in one way. The same as asking `each` for
 * logLikelihoodRatio, with the logarithms looked up: this is where 999 permutations spend their time.
 */
export function maximum(cylinders: Cylinders, ages: Int32Array): number {
  const { centres, ring, inside, lastDays, logs, cases: n, leastCases } = cylinders;
  const longest = lastDays.length;
  const recent: number[] = [];
  for (let j = 0; j < n; j += 1) if (ages[j]! < longest) recent.push(j);
  const counts = new Float64Array(RADII * longest);
  let most = 0;
  for (let row = 0; row < centres.length; row += 1) {
    const held = inside[row]!;
    counts.fill(0);
    const base = row * n;
    let first = held.length;
    let any = 0;
    for (const j of recent) {
      const r = ring[base + j]!;
      if (r === OUTSIDE) continue;
      counts[r * longest + ages[j]!]! += 1;
      any += 1;
      if (r < first) first = r;
    }
    if (any < leastCases) continue;
    for (let r = first; r < held.length; r += 1) {
      let c = 0;
      const here = held[r]!;
      for (let d = 0; d < longest; d += 1) {
        const at = r * longest + d;
        if (r > first) counts[at]! += counts[at - longest]!;
        c += counts[at]!;
        if (c < leastCases || c * n <= here * lastDays[d]!) continue;
        const rest = n - c;
        const cell = here * longest + d;
        const llr = c * (logs.whole[c]! - logs.mu[cell]!) + rest * (logs.whole[rest]! - logs.beyond[cell]!);
        if (llr > most) most = llr;
      }
    }
  }
  return most;
}

/** The best cylinder of each place, the most unlikely first, and none that shares a case with a better one. */
export function bestCylinders(cylinders: Cylinders, ages: Int32Array): Cylinder[] {
  const { centres, ring, radii, cases: n } = cylinders;
  type Best = { row: number; r: number; length: number; c: number; mu: number; llr: number };
  const byCentre = new Map<number, Best>();
  each(cylinders, ages, (row, r, length, c, mu) => {
    const llr = logLikelihoodRatio(c, mu, n);
    const known = byCentre.get(row);
    if (known === undefined || llr > known.llr + 1e-12) byCentre.set(row, { row, r, length, c, mu, llr });
  });
  const ordered = [...byCentre.values()].sort(
    (a, b) => b.llr - a.llr || radii[a.row]![a.r]! - radii[b.row]![b.r]! || a.row - b.row,
  );
  const taken = new Set<number>();
  const out: Cylinder[] = [];
  for (const { row, r, length, c, mu, llr } of ordered) {
    const members: number[] = [];
    for (let j = 0; j < n; j += 1) if (ring[row * n + j]! <= r) members.push(j);
    if (members.some((j) => taken.has(j))) continue;
    for (const j of members) taken.add(j);
    out.push({ centre: centres[row]!, radius: radii[row]![r]!, length, members, observed: c, expected: mu, llr });
  }
  return out;
}
