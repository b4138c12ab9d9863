// A realistic mix of reports, as many as a bench wants, the same ones each time. After the first few hundred (sites
// and checkpoints) the shares are those of a city's day: contacts and their follow-up first, then counts and rooms.
import type { Event } from './event.ts';
import type { Kind, Report } from './report.ts';

const SITES = 300;
const GATES = 200;
const START = Date.UTC(2022, 9, 1);
const SLOT = 15 * 60_000;

/** Out of 100 reports. About 30 are new entities: a million reports make some 300,000. */
const SHARES: readonly (readonly [share: number, make: (mix: Mix) => Said])[] = [
  [22, (mix) => mix.contact()],
  [24, (mix) => mix.contactUpdate()],
  [14, (mix) => mix.count()],
  [12, (mix) => mix.caseUpdate()],
  [8, (mix) => mix.rooms()],
  [7, (mix) => mix.queue()],
  [6, (mix) => mix.case()],
  [5, (mix) => mix.visit()],
  [2, (mix) => mix.siteUpdate()],
];

type Said = readonly [kind: Kind, data: object];

export class Mix {
  #state: number;
  #made = 0;
  #cases = 0;
  #contacts = 0;
  #visits = 0;
  #counts = 0;
  readonly #opIds: string;

  /** @param seed another seed, other reports under other opIds, about the same ids */
  constructor(seed = 1) {
    this.#state = seed;
    this.#opIds = `01840000-${(seed & 0xffff).toString(16).padStart(4, '0')}-7000-8000-`;
  }

  next(): Report {
    const [kind, data] = this.#first() ?? this.#drawn();
    this.#made += 1;
    const opId = this.#opIds + this.#made.toString(16).padStart(12, '0');
    const observedAt = new Date(START + this.#made * 1_000).toISOString();
    return { opId, kind, observedAt, source: `source-${this.below(12)}`, data } as unknown as Report;
  }

  many(count: number): Report[] {
    return Array.from({ length: count }, () => this.next());
  }

  /** mulberry32 */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    return (((mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed) >>> 0) % limit;
  }

  case(): Said {
    const n = this.#cases++;
    const places = Array.from({ length: 1 + this.below(3) }, (_, i) => ({
      role: i === 0 ? 'residence' : 'visited',
      type: 'residential',
      position: this.#position(),
      address: `幸福小区 ${this.below(40)} 号楼 ${this.below(6)} 单元`,
      matchLevel: 'building',
    }));
    const route = (['screening', 'clinic', 'centralIsolation'] as const)[this.below(3)];
    const data = { id: `c${n}`, person: `p${n}`, status: 'confirmed', route, position: this.#position(), places };
    return ['case.reported', { ...data, sampledAt: this.#time(), stages: { sampled: this.#time() } }];
  }

  caseUpdate(): Said {
    if (this.#cases === 0) return this.case();
    const status = (['confirmed', 'asymptomatic', 'excluded'] as const)[this.below(3)];
    return ['case.updated', { id: `c${this.below(this.#cases)}`, status, stages: { transferred: this.#time() } }];
  }

  contact(): Said {
    const data = { id: `k${this.#contacts++}`, caseId: `c${this.below(this.#cases + 1)}`, degree: 'close' };
    return ['contact.reported', { ...data, identifiedAt: this.#time(), lastExposure: this.#time() }];
  }

  contactUpdate(): Said {
    if (this.#contacts === 0) return this.contact();
    const id = `k${this.below(this.#contacts)}`;
    return ['contact.updated', { id, controlledAt: this.#time(), siteId: `s${this.below(SITES)}` }];
  }

  count(): Said {
    const n = this.#counts++;
    const [slot, direction] = [Math.floor(n / (2 * GATES)), n % 2 === 0 ? 'in' : 'out'];
    const [from, to] = [slot, slot + 1].map((at) => new Date(START + at * SLOT).toISOString());
    const figures = { vehicles: this.below(200), persons: this.below(500), vehiclesTurnedBack: this.below(9) };
    return [
      'checkpoint.counted',
      { id: `g${Math.floor(n / 2) % GATES}`, counter: 'a', from, to, direction, ...figures },
    ];
  }

  rooms(): Said {
    const data = { occupied: this.below(150), ready: this.below(40), cleaning: this.below(10) };
    return ['site.rooms', { id: `s${this.below(SITES)}`, ...data }];
  }

  queue(): Said {
    const data = { waiting: this.below(400), minutes: this.below(90), desks: 4 };
    return ['site.queue', { id: `s${this.below(SITES)}`, ...data }];
  }

  siteUpdate(): Said {
    return ['site.updated', { id: `s${this.below(SITES)}`, capacity: 100 + this.below(100) }];
  }

  visit(): Said {
    const data = { roundId: 'r1', areaId: `b${this.#visits++}`, present: this.below(6), missing: this.below(2) };
    return ['door.visited', data];
  }

  #first(): Said | undefined {
    const n = this.#made;
    const place = { position: this.#position() };
    if (n < SITES)
      return ['site.registered', { id: `s${n}`, name: `隔离点 ${n}`, type: 'quarantine', capacity: 200, ...place }];
    if (n < SITES + GATES) {
      const id = `g${n - SITES}`;
      return ['checkpoint.registered', { id, name: `卡口 ${n}`, type: 'road', status: 'open', ...place }];
    }
    return undefined;
  }

  #drawn(): Said {
    let at = this.below(100);
    for (const [share, make] of SHARES) {
      at -= share;
      if (at < 0) return make(this);
    }
    throw new Error('the shares do not add up to 100');
  }

  #position(): [number, number] {
    return [109.1 + this.below(200_000) / 1e6, 38.9 + this.below(200_000) / 1e6];
  }

  #time(): string {
    return new Date(START + this.#made * 1_000 - this.below(86_400_000)).toISOString();
  }
}

/** As the log hands it on. */
export const eventFrom = (report: Report, seq: number): Event => ({
  ...report,
  seq,
  recordedAt: report.observedAt,
  actor: 'bench',
});
