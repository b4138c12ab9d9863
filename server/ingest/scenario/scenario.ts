// The scenario: registrations, then what becomes known minute by minute. A pure function of (seed, town, minute), so that
// telling it twice after a restart or a kill -9 gives the same opIds, and the log takes nothing in twice.
import { uuidV8 } from '#shared/ids.ts';
import type { Report } from '#shared/report.ts';
import { SECOND } from '#shared/time.ts';
import { type Account, account } from './story/account.ts';
import { boxes } from './story/boxes.ts';
import { cases } from './story/cases.ts';
import { crossings } from './story/crossings.ts';
import { desk } from './story/desk.ts';
import { laboratories } from './story/laboratories.ts';
import { orders } from './story/orders.ts';
import { pulse } from './story/pulse.ts';
import { registrations } from './story/register.ts';
import { rooms } from './story/rooms.ts';
import { roundThree } from './story/round-three.ts';
import { rounds } from './story/rounds.ts';
import { type World, world } from './story/world.ts';
import { zoneRounds } from './story/zone-rounds.ts';
import { type Draft, iso, JOIN_MINUTE, STORY_START, type Teller, type Voice } from './telling.ts';
import type { Town } from './town/town.ts';

/** A report of the scenario, and how to send it. */
export type Told = {
  readonly report: Report;
  readonly by: Voice;
  /** ms since 1970, incident time: when it becomes known */
  readonly knownAt: number;
  readonly expects?: 'conflict';
};

export type Scenario = {
  readonly world: World;
  readonly registrations: () => Generator<Told>;
  /** What becomes known in one incident minute since the story began, in order. */
  readonly slot: (minute: number) => Told[];
  /** The registrations and every minute before `until`, in order. */
  readonly history: (until: number) => Generator<Told>;
  /** What the story itself counts of all that is known before a minute. */
  readonly account: (before: number) => Account;
};

const TELLERS: readonly ((world: World) => Teller)[] = [
  orders,
  cases,
  rounds,
  roundThree,
  zoneRounds,
  rooms,
  crossings,
  laboratories,
  pulse,
  boxes,
  desk,
];

type Numbered = { readonly draft: Draft; readonly key: string };
type ByMinute = ReadonlyMap<number, readonly Numbered[]>;

/**
 * @param hash at least 16 bytes of a cryptographic hash of the text (SHA-256 in production)
 * @param join minute at which it is joined: what happens is the same, but from shortly before on it is told in full
 */
export function scenario(seed: string, town: Town, hash: (text: string) => Uint8Array, join = JOIN_MINUTE): Scenario {
  const opId = (key: string) => uuidV8(hash(`cordon/story/${seed}/${key}`));
  const place = world(seed, town, opId, join);
  const tellers = TELLERS.map((make) => remembered(make(place)));

  const told = ({ draft, key }: Numbered): Told => {
    const { kind, data, known, observed, by, source, baseVersion, expects } = draft;
    const report = {
      opId: opId(key),
      kind,
      observedAt: iso(observed ?? known),
      source,
      ...(baseVersion === undefined ? {} : { baseVersion }),
      data,
    } as unknown as Report;
    // Up to the full second: never known before it was observed, which iso() rounds.
    const knownAt = STORY_START + Math.ceil(known * 60) * SECOND;
    return { report, by: by ?? 'machine', knownAt, ...(expects === undefined ? {} : { expects }) };
  };

  const slot = (minute: number): Told[] => {
    const now = Math.floor(minute / 60);
    const said: Numbered[] = [];
    for (const { hours, born } of tellers) {
      for (let hour = Math.max(0, now - hours + 1); hour <= now; hour += 1)
        said.push(...(born(hour).get(minute) ?? []));
    }
    // Stable: what became known at the same instant stays in the order of its birth.
    return said.sort((a, b) => a.draft.known - b.draft.known).map(told);
  };

  function* registered(): Generator<Told> {
    let i = 0;
    for (const draft of registrations(place)) yield told({ draft, key: `register/${i++}` });
  }

  function* history(until: number): Generator<Told> {
    yield* registered();
    for (let minute = 0; minute < until; minute += 1) yield* slot(minute);
  }
  return { world: place, registrations: registered, slot, history, account: (before) => account(place, before) };
}

/** A teller that tells each hour once; hours whose lives are over are forgotten, and told again if somebody asks. */
function remembered({ name, hours, born }: Teller): { readonly hours: number; born(hour: number): ByMinute } {
  const births = new Map<number, ByMinute>();
  return {
    hours,
    born: (hour) => {
      let lives = births.get(hour);
      if (lives === undefined) {
        lives = byMinute(name, hours, hour, born(hour));
        births.set(hour, lives);
        births.delete(hour - hours - 1);
      }
      return lives;
    },
  };
}

function byMinute(name: string, hours: number, hour: number, drafts: readonly Draft[]): ByMinute {
  const minutes = new Map<number, Numbered[]>();
  for (const [i, draft] of drafts.entries()) {
    const minute = Math.floor(draft.known);
    if (minute < hour * 60 || minute >= (hour + hours) * 60)
      throw new Error(`${name} tells ${draft.kind} outside the life of hour ${hour}: ${iso(draft.known)}`);
    const list = minutes.get(minute) ?? [];
    if (list.length === 0) minutes.set(minute, list);
    list.push({ draft, key: draft.key ?? `${name}/${hour}/${i}` });
  }
  return minutes;
}
