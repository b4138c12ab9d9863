// A city in an outbreak far beyond any told by the demonstration: what the figures cost then. Invented, by counting, the same
// on every machine.
import { type Entity, type Layer, Situation } from '#shared/situation.ts';
import { DAY, HOUR, MINUTE } from '#shared/time.ts';
import type { Step } from '../situation/projector.ts';
import { Clocks } from './clocks.ts';
import type { FigureScene } from './figure-scene.ts';
import { Nails } from './nails.ts';
import { PolicyLibrary } from './policies.ts';
import { Rounds } from './rounds.ts';
import { Zones } from './zones.ts';

const TOWNSHIPS = 20;
const COMMUNITIES = 400;
const COMPOUNDS = 4_000;
const ADOPTED = [
  'bj-hd-8h',
  'cn-clock-2-4-8-12-24',
  'cn-contact-v9',
  'cn-2022-06-v9',
  'hohhot-nail',
  'social-zero-shanghai',
  'epidemic-free-hohhot',
];

export type LargeOutbreak = Omit<FigureScene, 'view'> & {
  readonly library: PolicyLibrary;
  readonly zones: Zones;
  readonly clocks: Clocks;
  readonly nails: Nails;
  /** tells one change, as the projector would */
  readonly tell: (layer: Layer, fields: { readonly id: string } & Record<string, unknown>) => void;
  readonly projector: { situation: Situation; onSteps: (listener: (steps: readonly Step[]) => void) => () => void };
};

/** The parts of an engine that follows; a second one over the same situation knows nothing of what the first has made. */
export function engineOf(projector: LargeOutbreak['projector'], library: PolicyLibrary) {
  const rounds = new Rounds(projector);
  const zones = new Zones(projector, library);
  const clocks = new Clocks(projector, library);
  return { rounds, zones, clocks, nails: new Nails(projector, library, { rounds, zones, clocks }) };
}

/** @param now ms @param persons tested in tubes of ten in a round that runs */
export async function largeOutbreak(
  now: number,
  cases: number,
  contacts: number,
  persons: number,
): Promise<LargeOutbreak> {
  const situation = new Situation();
  const iso = (at: number): string => new Date(at).toISOString();
  const stamp = (at: number) => ({ version: 1, observedAt: iso(at), recordedAt: iso(at), source: 'bench' });
  const put = (layer: Layer, at: number, fields: { readonly id: string } & Record<string, unknown>): void => {
    situation.put(layer, fields.id, { ...stamp(at), ...fields } as unknown as Entity);
    situation.asOf.set(layer, iso(now));
  };
  const old = now - 30 * DAY;
  put('areas', old, { id: 'county', level: 'county', name: 'county', population: 3_000_000 });
  for (let i = 0; i < TOWNSHIPS; i += 1)
    put('areas', old, { id: `t${i}`, level: 'township', name: `t${i}`, parent: 'county' });
  for (let i = 0; i < COMMUNITIES; i += 1)
    put('areas', old, { id: `c${i}`, level: 'community', name: `c${i}`, parent: `t${i % TOWNSHIPS}` });
  for (let i = 0; i < COMPOUNDS; i += 1)
    put('areas', old, {
      id: `p${i}`,
      level: 'compound',
      name: `p${i}`,
      parent: `c${i % COMMUNITIES}`,
      population: 750,
    });
  for (const policyId of ADOPTED)
    put('policies', old, { id: `${policyId}|county|${iso(old)}`, policyId, areaId: 'county', from: iso(old) });
  put('sources', old, {
    id: 'bench',
    name: 'bench',
    layers: ['cases', 'contacts', 'transfers', 'tubes'],
    everySeconds: 600,
  });
  situation.heard.set('bench', iso(now));
  for (let i = 0; i < 40; i += 1) {
    const [ready, occupied] = [20, 70];
    put('sites', old, {
      id: `q${i}`,
      name: `q${i}`,
      type: 'quarantine',
      tier: 'running',
      capacity: 100,
      rooms: { ready, occupied, reserved: 5, cleaning: 3, blocked: 2, observedAt: iso(now) },
    });
  }
  for (let i = 0; i < 300; i += 1) {
    const at = now - (1 + (i % 6)) * DAY;
    put('zones', at, {
      id: `z${i}`,
      level: 'high',
      status: 'active',
      areaIds: [`p${i * 13}`],
      policyId: 'cn-2022-06-v9',
      publishedAt: iso(at),
      levelSince: iso(at),
      steps: [{ kind: 'zone.published', at: iso(at) }],
    });
  }
  // As many in each compound however many there are: all are key areas.
  const homes = Math.min(COMPOUNDS, Math.ceil(cases / 25));
  for (let i = 0; i < cases; i += 1) {
    const at = now - ((i * 7_919) % (14 * 24 * 60)) * MINUTE;
    const moved = i % 5 === 0 ? {} : { transferred: iso(at + (3 + (i % 9)) * HOUR) };
    put('cases', at, {
      id: `case${i}`,
      person: `person${i}`,
      status: i % 3 === 0 ? 'confirmed' : 'asymptomatic',
      route: i % 4 === 0 ? 'screening' : 'centralIsolation',
      position: [109 + (i % 1000) / 2000, 39 + (i % 777) / 2000],
      places: [{ role: 'residence', type: 'home', areaId: `p${(i * 31) % homes}` }],
      sampledAt: iso(at - 6 * HOUR),
      stages: {
        located: iso(at),
        tested: iso(at),
        networkReported: iso(at + HOUR),
        traced: iso(at + 5 * HOUR),
        ...moved,
      },
      statusSince: { confirmed: iso(at) },
    });
    if (i % 3 === 0)
      put('transfers', at, {
        id: `move${i}`,
        caseId: `case${i}`,
        siteId: `q${i % 40}`,
        status: 'admitted',
        requestedAt: iso(at),
        admittedAt: iso(at + 4 * HOUR),
      });
    if (i % 2 === 0)
      put('disinfections', at, {
        id: `wash${i}`,
        caseId: `case${i}`,
        areaId: `p${(i * 31) % homes}`,
        status: 'done',
        dueAt: iso(at),
        doneAt: iso(at + 20 * HOUR),
      });
  }
  for (let i = 0; i < contacts; i += 1) {
    const at = now - ((i * 104_729) % (14 * 24 * 60)) * MINUTE;
    put('contacts', at, {
      id: `contact${i}`,
      caseId: `case${i % cases}`,
      degree: i % 3 === 0 ? 'secondary' : 'close',
      identifiedAt: iso(at),
      lastExposure: iso(at - 10 * HOUR),
      siteId: `q${i % 40}`,
      ...(i % 10 === 0 ? {} : { controlledAt: iso(at + (1 + (i % 12)) * HOUR) }),
    });
  }
  const start = now - 10 * HOUR;
  put('rounds', start, {
    id: 'round',
    areaIds: ['county'],
    start: iso(start),
    deadline: iso(start + DAY),
    status: 'open',
    samples: persons * 0.6,
    tubes: persons * 0.06,
    resulted: persons * 0.4,
    uploaded: persons * 0.35,
  });
  for (let i = 0; i < COMPOUNDS; i += 1) {
    const each = Math.floor(persons / COMPOUNDS);
    put('rolls', start, {
      id: `round|p${i}`,
      roundId: 'round',
      areaId: `p${i}`,
      due: each,
      entries: [
        {
          persons: Array.from({ length: each }, (_, k) => `${i}-${k}`),
          areaId: `p${i}`,
          status: 'PRESENT',
          from: iso(start),
        },
      ],
    });
  }
  for (let i = 0; i < (persons / 10) * 0.6; i += 1) {
    const compound = i % COMPOUNDS;
    const k = Math.floor(i / COMPOUNDS) * 10;
    const at = start + ((i * 37) % 580) * MINUTE;
    const result = i % 500 === 0 ? 'positive' : 'negative';
    put('tubes', at, {
      id: `round/tube${i}`,
      roundId: 'round',
      samples: [
        {
          persons: Array.from({ length: 10 }, (_, j) => `${compound}-${k + j}`),
          poolSize: 10,
          sampledAt: iso(at),
          siteId: 'q1',
          ...(at < now - 3 * HOUR ? { resultedAt: iso(at + 3 * HOUR), result, uploadedAt: iso(at + 3.2 * HOUR) } : {}),
        },
      ],
    });
  }
  situation.seq = 1;
  const listeners = new Set<(steps: readonly Step[]) => void>();
  const projector = {
    situation,
    onSteps: (listener: (steps: readonly Step[]) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const library = new PolicyLibrary([`${import.meta.dirname}/../../data/policies`], () => {});
  await library.refresh();
  const tell: LargeOutbreak['tell'] = (layer, fields) => {
    const before = situation.get(layer, fields.id);
    const after = { ...stamp(now), ...before, ...fields, version: (before?.version ?? 0) + 1 } as unknown as Entity;
    const change = { layer, id: fields.id, before, after };
    situation.apply([change]);
    situation.asOf.set(layer, iso(now));
    situation.seq += 1;
    for (const listener of listeners) listener([{ seq: situation.seq, changes: [change], recordedAt: iso(now) }]);
  };
  return { situation, now, library, tell, projector, ...engineOf(projector, library) };
}
