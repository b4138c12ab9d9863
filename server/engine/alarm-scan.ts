// Alarms of clusters: the space-time scan over the homes of the cases, four times a day at most. Domain 6.11, 4.
import { Worker } from 'node:worker_threads';
import { type Finding, levelOfRecurrence } from '#shared/domain/alarm/finding.ts';
import { type Cluster, SCAN, type Scan } from '#shared/domain/alarm/permutation-scan.ts';
import type { ScanCase } from '#shared/domain/alarm/scan-cylinders.ts';
import { localMidnight, SHANGHAI } from '#shared/domain/day-count.ts';
import { MEAN_RADIUS } from '#shared/geo/distance.ts';
import type { Situation } from '#shared/situation.ts';
import type { Case } from '#shared/subject/case.ts';
import { DAY, HOUR, MINUTE } from '#shared/time.ts';
import { casesAreHeard, foundAt } from './alarm-cases.ts';
import type { ScanMessage } from './alarm-scan-worker.ts';
import { type AlarmScene, type Detector, detection } from './alarm-scene.ts';
import { chainOf } from './case-nodes.ts';

/** The recurrence interval is that of one look a day; looks a few hours apart see nearly the same. [P] */
const EVERY = 6 * HOUR;
/** A scan that takes longer is given up: the next one tries again. Wall ms. */
const LONGEST = 300_000;
/** Clusters are named by the township that holds their centre: the same one tomorrow is the same alarm. */
const NAMED_BY = 'township';

type Done = { readonly at: number; readonly scan: Scan };

/** Asks the worker, holds its last answer, and tells what it means now. */
export class ClusterScan {
  #worker: Worker | undefined;
  #done: Done | undefined;
  #key = '';
  #next = 0;
  #running = false;

  /** Begins a scan where one is due. @returns once it is done, or at once where none is */
  async refresh({ situation, now }: Pick<AlarmScene, 'situation' | 'now'>): Promise<void> {
    const key = `${localMidnight(now)} ${situation.asOf.get('cases')}`;
    const isDue = this.#done === undefined || now - this.#done.at >= EVERY || localMidnight(now) > this.#done.at;
    if (this.#running || !isDue || key === this.#key || !casesAreHeard(situation, now)) return;
    this.#running = true;
    const options = { ...SCAN, today: dayOf(now) };
    const scan = await this.#ask(scanCases(situation, now), options).finally(() => {
      this.#running = false;
    });
    if (scan === undefined) return;
    this.#key = key;
    this.#done = { at: now, scan };
  }

  /** What the last scan found; until there was one nothing is known. */
  detector: Detector = function* (this: ClusterScan, { situation, now }: AlarmScene) {
    const scan = this.#done?.scan;
    if (scan?.state !== 'done' || !casesAreHeard(situation, now)) return detection(['cluster'], [], 'all');
    yield;
    const found = new Map<string, Finding>();
    for (const cluster of scan.clusters) {
      const finding = findingOf(situation, cluster);
      // Two in one township are one alarm, by the rarer one: they come in that order.
      if (!found.has(finding.id)) found.set(finding.id, finding);
    }
    return detection(['cluster'], [...found.values()]);
  }.bind(this);

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #ask(cases: readonly ScanCase[], options: ScanMessage['options']): Promise<Scan | undefined> {
    this.#worker ??= new Worker(new URL('./alarm-scan-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    const worker = this.#worker;
    worker.unref();
    this.#next += 1;
    const id = this.#next;
    return new Promise((resolve) => {
      const end = (scan: Scan | undefined): void => {
        clearTimeout(limit);
        worker.off('message', hear);
        worker.off('error', fail);
        worker.off('exit', fail);
        resolve(scan);
      };
      const hear = (answer: { readonly id: number; readonly scan: Scan }): void => {
        if (answer.id === id) end(answer.scan);
      };
      const fail = (): void => {
        if (this.#worker === worker) this.#worker = undefined;
        void worker.terminate();
        end(undefined);
      };
      const limit = setTimeout(fail, LONGEST).unref();
      worker.on('message', hear);
      worker.on('error', fail);
      worker.on('exit', fail);
      worker.postMessage({ id, cases, options } satisfies ScanMessage);
    });
  }
}

/** Whole local days since 1970. */
const dayOf = (at: number): number => Math.floor((at + SHANGHAI * MINUTE) / DAY);

const homeOf = ({ places, position }: Case) => places?.find(({ role }) => role === 'residence')?.position ?? position;

/** Where the cases live, in metres around their middle: in a city a plane errs by less than a house. */
export function scanCases(situation: Situation, now: number): ScanCase[] {
  const placed = [...situation.all('cases').values()].flatMap((known) => {
    const home = homeOf(known);
    const at = foundAt(known);
    return known.status === 'excluded' || home === undefined || at > now
      ? []
      : [{ id: known.id, home, day: dayOf(at) }];
  });
  const middle = placed.reduce((sum, { home }) => sum + home[1], 0) / Math.max(1, placed.length);
  const metres = (MEAN_RADIUS * Math.PI) / 180;
  const east = metres * Math.cos((middle * Math.PI) / 180);
  return placed.map(({ id, home, day }) => ({
    id,
    day,
    x: Math.round(home[0] * east),
    y: Math.round(home[1] * metres),
  }));
}

function findingOf(
  situation: Situation,
  { centre, caseIds, from, observed, expected, recurrenceDays }: Cluster,
): Finding {
  const home = situation.get('cases', centre)?.places?.find(({ role }) => role === 'residence')?.areaId;
  const chain = home === undefined ? [] : chainOf(situation, home);
  const areaId = chain.find((id) => situation.get('areas', id)?.level === NAMED_BY) ?? home;
  return {
    id: `cluster/${areaId ?? centre}`,
    type: 'cluster',
    level: levelOfRecurrence(recurrenceDays),
    ...(areaId === undefined ? {} : { areaId }),
    since: from * DAY - SHANGHAI * MINUTE,
    statistic: 'observedOverExpected',
    value: Math.round((observed / expected) * 10) / 10,
    threshold: 1,
    recurrenceDays,
    caseIds: caseIds.slice(0, 100),
    checks: ['batchUpload', 'addressError'],
  };
}
