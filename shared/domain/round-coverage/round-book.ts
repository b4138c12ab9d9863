// Who of those due in a round is sampled, resulted and uploaded: distinct persons, exact, with constant work per record.
// One book holds one round (or one register of daily tests). Domain 6.1; times are ms after the round's start.
import { DAY } from '../../time.ts';
import { Agenda } from './agenda.ts';
import { grown, PersonKeys } from './person-keys.ts';
import { type RollRow, RollStore } from './roll-store.ts';
import { SampleStore } from './sample-store.ts';
import { clampTime, NEVER, NOBODY, NOT_DUE, type Outcome, STATE, WIDTH } from './states.ts';

/** WIDTH counters for each area of the book, and the persons with a valid sample who are on no roll. */
export type Counts = { readonly counts: Int32Array; readonly offRoll: number };

/** What is told of a sample: taken, resulted, in the register (ms after the start, or NEVER), and what the result means. */
export type Told = readonly [sampledAt: number, resultedAt: number, uploadedAt: number, outcome: Outcome];

const OFF_ROLL = -2;

export class RoundBook {
  /** ms since 1970 */
  readonly start: number;
  /** ms from start to deadline */
  readonly length: number;
  readonly keys: PersonKeys;
  readonly areaIds: string[] = [];
  readonly samples: SampleStore;
  readonly roll: RollStore;
  readonly #areas = new Map<string, number>();
  readonly #agenda = new Agenda();
  #counts = new Int32Array(WIDTH * 16);
  #offRoll = 0;
  #horizon = -NEVER;
  /** the latest time of anything told of a sample, ms after the start: how old the figures are */
  lastTold = -NEVER;
  /** where each person is counted now: area * WIDTH, OFF_ROLL or NOBODY; and in which column */
  #stands: Int32Array;
  #column: Uint8Array;
  #looked = 0;

  /** @param start, deadline ms since 1970; @param expected persons for whom room is made at once */
  constructor(start: number, deadline: number, expected = 1024) {
    this.start = start;
    this.length = clampTime(deadline - start);
    this.keys = new PersonKeys(expected);
    this.samples = new SampleStore(expected);
    this.roll = new RollStore(expected, (a, b) => this.areaIds[a]! < this.areaIds[b]!);
    this.#stands = new Int32Array(expected).fill(NOBODY);
    this.#column = new Uint8Array(expected);
  }

  /** ms since 1970 to ms after the start; undefined is never. */
  since(instant: number | undefined): number {
    return instant === undefined ? NEVER : clampTime(instant - this.start);
  }

  area(id: string): number {
    let index = this.#areas.get(id);
    if (index === undefined) {
      index = this.areaIds.push(id) - 1;
      this.#areas.set(id, index);
      if (this.areaIds.length * WIDTH > this.#counts.length)
        this.#counts = grown(this.#counts, new Int32Array(this.#counts.length * 2));
    }
    return index;
  }

  person(key: string): number {
    const person = this.keys.intern(key);
    if (person >= this.#stands.length) {
      const size = Math.max(16, this.#stands.length * 2);
      this.#stands = grown(this.#stands, new Int32Array(size).fill(NOBODY));
      this.#column = grown(this.#column, new Uint8Array(size));
    }
    return person;
  }

  enrol(person: number, row: RollRow): void {
    this.roll.put(person, row);
    this.#settle(person);
  }

  /** Somebody of whom no roll says anything stands in this area from the start, once. */
  place(person: number, areaId: string): void {
    if (this.roll.first(person) !== NOBODY) return;
    this.enrol(person, { area: this.area(areaId), from: 0, to: NEVER, isDue: true });
  }

  add(person: number, sample: Told): void {
    this.replace(person, undefined, sample);
  }

  remove(person: number, sample: Told): void {
    this.replace(person, sample, undefined);
  }

  /** A later row of (person, tube) replaces the earlier: what was told before is taken back by its own words. */
  replace(person: number, before: Told | undefined, after: Told | undefined): void {
    if (before !== undefined) this.samples.remove(person, before[0], before[1], before[2], before[3]);
    if (after !== undefined) {
      const [sampledAt, resultedAt, uploadedAt, outcome] = after;
      this.samples.add(person, sampledAt, resultedAt, uploadedAt, outcome);
      const last = uploadedAt < NEVER ? uploadedAt : resultedAt < NEVER ? resultedAt : sampledAt;
      if (last > this.lastTold) this.lastTold = last;
    }
    this.#settle(person);
  }

  /** Moves the horizon on, ms after the start. Costs only those of whom something said earlier comes true meanwhile. */
  advance(to: number): void {
    if (to <= this.#horizon) return;
    this.#horizon = to;
    for (let person = this.#agenda.due(to); person !== undefined; person = this.#agenda.due(to)) this.#settle(person);
  }

  get horizon(): number {
    return this.#horizon;
  }

  /** The counters as of the horizon, kept as records come. Do not write. */
  now(): Counts {
    return { counts: this.#counts, offRoll: this.#offRoll };
  }

  /** The counters as of any moment: one walk over all persons. */
  at(t: number): Counts {
    const counts = new Int32Array(this.areaIds.length * WIDTH);
    let offRoll = 0;
    for (let person = 0; person < this.keys.size; person += 1) {
      const stand = this.#look(person, t);
      if (stand >= 0) counts[stand + this.#looked]! += 1;
      else if (stand === OFF_ROLL) offRoll += 1;
    }
    return { counts, offRoll };
  }

  /** Over a window that slides: those present at `t` by their samples in (t - 24 h, t], whatever the deadline was. */
  rollingAt(t: number): Counts {
    const counts = new Int32Array(this.areaIds.length * WIDTH);
    let offRoll = 0;
    for (let person = 0; person < this.keys.size; person += 1) {
      const state = this.samples.stateOf(person, t - DAY + 1, t, t);
      const row = this.roll.at(person, t);
      if (row !== NOBODY) counts[this.roll.areaOf(row) * WIDTH + (this.roll.isDue(row, t) ? state : NOT_DUE)]! += 1;
      else if (this.roll.first(person) === NOBODY && state >= STATE.sampled) offRoll += 1;
    }
    return { counts, offRoll };
  }

  /** By when this person is wanted: those who came later have as much time as everybody had (V47). */
  deadlineOf(person: number): number {
    const entered = this.roll.enteredAt(person);
    return entered <= 0 ? this.length : entered + this.length;
  }

  stateAt(person: number, t: number): number {
    return this.samples.stateOf(person, 0, this.deadlineOf(person), t);
  }

  /** The area in which the person is due at a moment; undefined where they are not. */
  dueIn(person: number, t: number): number | undefined {
    const at = this.#rollTime(person, t);
    const row = this.roll.at(person, at);
    return row !== NOBODY && this.#isWanted(person, row, at) ? this.roll.areaOf(row) : undefined;
  }

  get bytes(): number {
    const own = this.#stands.byteLength + this.#column.byteLength + this.#counts.byteLength;
    return own + this.keys.bytes + this.samples.bytes + this.roll.bytes;
  }

  /** The roll is read at the moment, but not before the round began, and not after the person's deadline: frozen then. */
  #rollTime(person: number, t: number): number {
    return Math.min(Math.max(t, 0), this.deadlineOf(person));
  }

  /**
   * @returns where the person stands at a moment; `#looked` is then the column. Read once for each record: everything in here
   * is done 20 million times.
   */
  #look(person: number, t: number): number {
    if (this.roll.first(person) === NOBODY)
      return this.samples.stateOf(person, 0, this.length, t) >= STATE.sampled ? OFF_ROLL : NOBODY;
    const entered = this.roll.enteredAt(person);
    const deadline = entered <= 0 ? this.length : entered + this.length;
    const at = Math.min(Math.max(t, 0), deadline);
    const row = this.roll.at(person, at);
    if (row === NOBODY) return NOBODY;
    const isWanted = entered <= this.length && this.roll.isDue(row, at);
    this.#looked = isWanted ? this.samples.stateOf(person, 0, deadline, t) : NOT_DUE;
    return this.roll.areaOf(row) * WIDTH;
  }

  /** Who comes after the time of the round is over belongs to the next one. */
  #isWanted(person: number, row: number, t: number): boolean {
    return this.roll.isDue(row, t) && this.roll.enteredAt(person) <= this.length;
  }

  /** Moves the person from the counter they stood in to the one they stand in at the horizon. */
  #settle(person: number): void {
    const before = this.#stands[person]!;
    if (before >= 0) this.#counts[before + this.#column[person]!]! -= 1;
    else if (before === OFF_ROLL) this.#offRoll -= 1;
    const t = this.#horizon;
    const stand = this.#look(person, t);
    this.#stands[person] = stand;
    if (stand >= 0) {
      this.#column[person] = this.#looked;
      this.#counts[stand + this.#looked]! += 1;
    } else if (stand === OFF_ROLL) this.#offRoll += 1;
    this.samples.later(person, t, this.#agenda);
    this.roll.later(person, t, this.#agenda);
  }
}
