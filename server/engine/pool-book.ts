// Positive pooled tubes and what became of the persons in them, kept as tubes change. Persons' keys stay in here.
import type { PoolFacts, PoolTimes } from '#shared/domain/clock/pool-clock.ts';
import type { Change, Entities, Situation } from '#shared/situation.ts';
import type { Tube } from '#shared/subject/test.ts';
import { instant } from '#shared/time.ts';

type Case = Entities['cases'];
export type Pool = {
  /** the tube's */
  readonly name: string;
  readonly facts: PoolFacts;
  readonly siteId?: string;
  /** cases that name the tube: who was in it, or the tube itself while nobody knows who it is */
  readonly caseIds: readonly string[];
};

const isPositivePool = ({ poolSize, result }: Tube['samples'][number]): boolean =>
  poolSize > 1 && (result === 'positive' || result === 'inconclusive');

export class PoolBook {
  readonly #situation: () => Situation;
  /** tubes that came back positive or inconclusive, by their name; a name may come again in another round */
  readonly #tubes = new Map<string, Set<string>>();
  readonly #members = new Set<string>();
  /** tubes of one, of members only: a mass test of single tubes would be millions */
  readonly #singles = new Map<string, Set<string>>();
  readonly #cases = new Map<string, Set<string>>();
  /** a tube turned positive: singles of its persons may have been told before */
  #isIncomplete = false;

  constructor(situation: () => Situation) {
    this.#situation = situation;
    for (const tube of situation().all('tubes').values()) this.#take(tube);
    for (const known of situation().all('cases').values()) this.#name(undefined, known);
  }

  /** @returns whether anything of a pool may have changed: of most tubes of a round, nothing */
  follow({ layer, before, after }: Change): boolean {
    if (layer === 'tubes') return this.#take(after as Tube | undefined);
    if (layer !== 'cases') return false;
    const [was, is] = [before, after] as (Case | undefined)[];
    this.#name(was, is);
    return was?.poolId !== undefined || is?.poolId !== undefined;
  }

  /** All pools that a clock runs for, in no order. */
  pools(): Pool[] {
    this.#complete();
    const named = [...this.#cases.keys()].filter((name) => !this.#tubes.has(name));
    return [
      ...[...this.#tubes].flatMap(([name, keys]) => [...keys].flatMap((key) => this.#ofTube(name, key) ?? [])),
      ...named.flatMap((name) => {
        const cases = this.#casesOf(name);
        return cases.length === 0 ? [] : [ofCases(name, cases)];
      }),
    ];
  }

  #casesOf(name: string): Case[] {
    const situation = this.#situation();
    return [...(this.#cases.get(name) ?? [])].sort().flatMap((id) => situation.get('cases', id) ?? []);
  }

  #ofTube(name: string, key: string): Pool | undefined {
    const tube = this.#situation().get('tubes', key);
    const samples = tube?.samples.filter(isPositivePool) ?? [];
    if (samples.length === 0) return undefined;
    const cases = this.#casesOf(name);
    const caseIds = cases.map(({ id }) => id);
    // A case that stands for the whole tube says of all of them that they were found.
    const located = earliest(cases.map(({ stages }) => stages?.located));
    const members = samples.flatMap(({ persons, sampledAt }) =>
      persons.map((person): PoolTimes => {
        const again = this.#again(person, instant(sampledAt));
        return { ...(located === undefined ? {} : { located }), ...again };
      }),
    );
    const resulted = earliest(samples.map(({ resultedAt }) => resultedAt));
    const siteId = samples.find((sample) => sample.siteId !== undefined)?.siteId;
    return {
      name,
      facts: {
        id: tube?.roundId === undefined ? name : `${tube.roundId}/${name}`,
        positiveAt: resulted ?? earliest(cases.flatMap(saidAt)) ?? instant(samples[0]!.sampledAt),
        size: Math.max(...samples.map(({ poolSize }) => poolSize)),
        members,
        isConnected: true,
        evidence: caseIds.map((id) => ({ layer: 'cases', id })),
      },
      caseIds,
      ...(siteId === undefined ? {} : { siteId }),
    };
  }

  /** The sample a person gave alone after the pool, as far as it is. */
  #again(person: string, after: number): PoolTimes {
    let best: { at: number; times: PoolTimes } | undefined;
    for (const id of this.#singles.get(person) ?? []) {
      for (const sample of this.#situation().get('tubes', id)?.samples ?? []) {
        const at = instant(sample.sampledAt);
        const isMine = sample.poolSize === 1 && sample.persons.includes(person) && at > after;
        // A spoilt sample is taken again, and proves only that the person was found.
        if (!isMine || sample.result === 'invalid' || (best !== undefined && best.at <= at)) continue;
        best = { at, times: timesOf(sample, at) };
      }
    }
    return best?.times ?? {};
  }

  #take(tube: Tube | undefined): boolean {
    if (tube === undefined) return false;
    const name = tube.id.slice((tube.roundId ?? '').length + 1);
    let [isPositive, isAgain] = [false, false];
    for (const sample of tube.samples) {
      if (isPositivePool(sample)) {
        isPositive = true;
        for (const person of sample.persons) {
          if (!this.#members.has(person)) this.#isIncomplete = true;
          this.#members.add(person);
        }
      } else if (sample.poolSize === 1) isAgain = this.#single(tube.id, sample.persons) || isAgain;
    }
    const wasPositive = this.#tubes.get(name)?.has(tube.id) === true;
    if (isPositive) put(this.#tubes, name, tube.id);
    // A result that was corrected.
    else drop(this.#tubes, name, tube.id);
    return isPositive || wasPositive || isAgain;
  }

  #single(id: string, persons: readonly string[]): boolean {
    const members = persons.filter((person) => this.#members.has(person));
    for (const person of members) put(this.#singles, person, id);
    return members.length > 0;
  }

  #complete(): void {
    if (!this.#isIncomplete) return;
    this.#isIncomplete = false;
    for (const { id, samples } of this.#situation().all('tubes').values())
      for (const { poolSize, persons } of samples) if (poolSize === 1) this.#single(id, persons);
  }

  #name(before: Case | undefined, after: Case | undefined): void {
    if (before?.poolId !== undefined && before.poolId !== after?.poolId) drop(this.#cases, before.poolId, before.id);
    if (after?.poolId !== undefined) put(this.#cases, after.poolId, after.id);
  }
}

function put(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key);
  if (ids === undefined) index.set(key, new Set([id]));
  else ids.add(id);
}

function drop(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key);
  ids?.delete(id);
  if (ids?.size === 0) index.delete(key);
}

/** A tube that only cases name: the persons of whom we know are those, and how many it held nobody says. */
function ofCases(id: string, cases: readonly Case[]): Pool {
  const positiveAt = earliest(cases.flatMap(saidAt))!;
  const members = cases.map(({ stages }): PoolTimes => {
    const out: Record<string, number> = {};
    for (const step of ['located', 'sampled', 'sent', 'tested', 'reported'] as const) {
      const at = stages?.[step];
      // The sample that made it positive is not the second one.
      if (at !== undefined && instant(at) >= positiveAt) out[step] = instant(at);
    }
    return out;
  });
  const caseIds = cases.map((one) => one.id);
  const evidence = caseIds.map((one) => ({ layer: 'cases', id: one }));
  return { name: id, facts: { id, positiveAt, size: undefined, members, isConnected: true, evidence }, caseIds };
}

function timesOf({ sentAt, resultedAt, uploadedAt, result }: Tube['samples'][number], sampled: number): PoolTimes {
  const isFinal = result === 'negative' || result === 'positive';
  return {
    sampled,
    ...(sentAt === undefined ? {} : { sent: instant(sentAt) }),
    ...(resultedAt === undefined || !isFinal ? {} : { tested: instant(resultedAt) }),
    ...(uploadedAt === undefined || !isFinal ? {} : { reported: instant(uploadedAt) }),
  };
}

/** Every time at which a status was first said of the case: the least of them is when it was found. */
const saidAt = ({ statusSince, observedAt }: Case): string[] => {
  const said = Object.values(statusSince ?? {});
  return said.length === 0 ? [observedAt] : said;
};

function earliest(times: readonly (string | undefined)[]): number | undefined {
  const known = times.flatMap((at) => (at === undefined ? [] : [instant(at)]));
  return known.length === 0 ? undefined : Math.min(...known);
}
