// Test results into a round's coverage: node --expose-gc shared/domain/round-coverage/round-book.bench.ts
// Against what people write first: a Map of persons and a Set of persons for each area and each of sampled, resulted and
// uploaded. Each person is enrolled, sampled, resulted and uploaded, as 32 hex digits; both must say the same of every area.
// At 20 million one Map cannot hold them (2^24 entries is its end), so ours runs alone there; Redis is asked where a
// redis-server is installed (issue 4 names ZADD), and said to be missing where it is not.
import { spawnSync } from 'node:child_process';
import { median, printTable, ratio, short } from '../../bench.fixture.ts';
import { HOUR, MINUTE } from '../../time.ts';
import { coverageOf } from './coverage.ts';
import { RoundBook } from './round-book.ts';
import { NEVER, OUTCOME } from './states.ts';

const AREAS = 300;
const BOTH = 500_000;
const ALONE = Number(process.env['BENCH_PERSONS'] ?? 20_000_000);
const ROUNDS = 2;
const PENDING = [HOUR, NEVER, NEVER, OUTCOME.pending] as const;
const RESULTED = [HOUR, 5 * HOUR, NEVER, OUTCOME.final] as const;
const UPLOADED = [HOUR, 5 * HOUR, 5 * HOUR + MINUTE, OUTCOME.final] as const;
const ROLL = { from: 0, to: NEVER, isDue: true };

/** 32 hex digits that do not come in order, as HMACs do not. */
function keyOf(n: number): string {
  const a = (Math.imul(n, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  const b = (Math.imul(n ^ 0x5bd1e995, 0x85ebca6b) >>> 0).toString(16).padStart(8, '0');
  return `${a}${b}${n.toString(16).padStart(8, '0')}${a}`;
}
/** Made beforehand where two are compared, flat as a parser makes them: neither is measured by how keys are made. */
const KEYS = Array.from({ length: BOTH }, (_, n) => Buffer.from(keyOf(n), 'latin1').toString('latin1'));
const key = (n: number): string => KEYS[n] ?? keyOf(n);
const areaOf = (n: number): string => `area-${n % AREAS}`;
/** One in fifty never comes, one in a hundred has no result yet, one in two hundred is not uploaded. */
const comes = (n: number): boolean => n % 50 !== 0;
const hasResult = (n: number): boolean => n % 100 !== 1;
const isUp = (n: number): boolean => n % 200 !== 3;

type Records = {
  readonly enrol: (n: number) => void;
  readonly sampled: (n: number) => void;
  readonly resulted: (n: number) => void;
  readonly uploaded: (n: number) => void;
};

function ours(persons: number): Records & { readonly book: RoundBook } {
  const book = new RoundBook(0, 24 * HOUR, persons);
  book.advance(23 * HOUR);
  return {
    book,
    enrol: (n) => book.enrol(book.person(key(n)), { ...ROLL, area: book.area(areaOf(n)) }),
    sampled: (n) => book.add(book.person(key(n)), PENDING),
    resulted: (n) => book.replace(book.person(key(n)), PENDING, RESULTED),
    uploaded: (n) => book.replace(book.person(key(n)), RESULTED, UPLOADED),
  };
}

type Kept = { readonly area: string; sampledAt?: number; resultedAt?: number; uploadedAt?: number };

function maps(): Records & { readonly sizes: () => number[][] } {
  const persons = new Map<string, Kept>();
  const sets = ['due', 'sampled', 'resulted', 'uploaded'].map(() => new Map<string, Set<string>>());
  const put = (which: number, area: string, person: string) => {
    const set = sets[which]!.get(area);
    if (set === undefined) sets[which]!.set(area, new Set([person]));
    else set.add(person);
  };
  const step = (which: number, field: 'sampledAt' | 'resultedAt' | 'uploadedAt', at: number) => (n: number) => {
    const kept = persons.get(key(n))!;
    kept[field] = at;
    put(which, kept.area, key(n));
  };
  return {
    enrol: (n) => {
      persons.set(key(n), { area: areaOf(n) });
      put(0, areaOf(n), key(n));
    },
    sampled: step(1, 'sampledAt', HOUR),
    resulted: step(2, 'resultedAt', 5 * HOUR),
    uploaded: step(3, 'uploadedAt', 5 * HOUR + MINUTE),
    sizes: () => Array.from({ length: AREAS }, (_, i) => sets.map((set) => set.get(`area-${i}`)?.size ?? 0)),
  };
}

/** @returns records, and processor seconds: a busy machine must not count against either */
function run(records: Records, persons: number): { readonly count: number; readonly seconds: number } {
  const before = process.cpuUsage();
  let count = 0;
  for (let n = 0; n < persons; n += 1) records.enrol(n);
  for (let n = 0; n < persons; n += 1) if (comes(n) && ++count) records.sampled(n);
  for (let n = 0; n < persons; n += 1) if (comes(n) && hasResult(n) && ++count) records.resulted(n);
  for (let n = 0; n < persons; n += 1) if (comes(n) && hasResult(n) && isUp(n) && ++count) records.uploaded(n);
  const { user, system } = process.cpuUsage(before);
  return { count: count + persons, seconds: (user + system) / 1e6 };
}

const gc = (): void => (globalThis as { gc?: () => void }).gc?.();
const memory = (): number => {
  gc();
  return process.memoryUsage().heapUsed;
};

const rates: { ours: number[]; maps: number[]; oursBytes: number[]; mapsBytes: number[] } = {
  ours: [],
  maps: [],
  oursBytes: [],
  mapsBytes: [],
};
/** A function of its own, so that nothing of one round is still held in the next. */
function compare(isCounted: boolean): void {
  const a = ours(BOTH);
  const fast = run(a, BOTH);
  const between = memory();
  const b = maps();
  const plain = run(b, BOTH);
  const after = memory();
  const { counts } = a.book.now();
  const sizes = b.sizes();
  for (const [i, id] of a.book.areaIds.entries()) {
    const { due, sampled, resulted, uploaded } = coverageOf(counts, [i]);
    const other = sizes[Number(id.slice(5))]!;
    if ([due, sampled, resulted, uploaded].some((n, j) => n !== other[j])) throw new Error(`the two differ in ${id}`);
  }
  if (!isCounted) return;
  rates.ours.push(fast.count / fast.seconds);
  rates.maps.push(plain.count / plain.seconds);
  // Typed arrays say how large they are; the collector gives them back when it likes.
  rates.oursBytes.push(a.book.bytes / BOTH);
  rates.mapsBytes.push((after - between) / BOTH);
}
// Round 0 warms the code and is not counted.
for (let round = 0; round <= ROUNDS; round += 1) compare(round > 0);

const at = `at ${short(BOTH)} persons`;
printTable(
  [`${at}, medians`, 'ours', 'Map and Sets', 'ratio'],
  [
    [
      'records a second of processor time',
      short(median(rates.ours)),
      short(median(rates.maps)),
      ratio(median(rates.ours), median(rates.maps)),
    ],
    [
      'bytes a person',
      short(median(rates.oursBytes)),
      short(median(rates.mapsBytes)),
      ratio(median(rates.mapsBytes), median(rates.oursBytes)),
    ],
  ],
);

gc();
const large = ours(ALONE);
const { count, seconds } = run(large, ALONE);
const bytes = large.book.bytes;
const { due, sampled, resulted, uploaded } = coverageOf(large.book.now().counts);
const scan = performance.now();
large.book.at(12 * HOUR);
const scanned = performance.now() - scan;
const wanted = (which: (n: number) => boolean) => {
  let sum = 0;
  for (let n = 0; n < ALONE; n += 1) if (which(n)) sum += 1;
  return sum;
};
const expected = [
  ALONE,
  wanted(comes),
  wanted((n) => comes(n) && hasResult(n)),
  wanted((n) => comes(n) && hasResult(n) && isUp(n)),
];
if ([due, sampled, resulted, uploaded].some((n, i) => n !== expected[i]))
  throw new Error('the large round is not exact');
console.log('');
printTable(
  [`${short(ALONE)} persons, ours alone`, 'value'],
  [
    ['records', short(count)],
    ['records a second of processor time', short(count / seconds)],
    ['bytes a person', short(bytes / ALONE)],
    ['GiB', short(bytes / 2 ** 30)],
    ['ms to recount all at another moment', short(scanned)],
  ],
);
const redis = spawnSync('redis-server', ['--version'], { encoding: 'utf8' });
if (redis.error !== undefined) console.log('Redis ZADD: not measured, no redis-server on this machine');
