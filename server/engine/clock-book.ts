// The clocks of one situation: a record for each case, made when something about it changed and somebody asks. The same book
// from a situation of the past, or after a start.
import { poolClock } from '#shared/domain/clock/pool-clock.ts';
import type { Change, Entities, Layer, Situation } from '#shared/situation.ts';
import { atOnce } from '#shared/steps.ts';
import type { Step } from '../situation/projector.ts';
import { CaseNodes } from './case-nodes.ts';
import { CONTROL_TASK, Controls } from './clock-controls.ts';
import { ClockLinks } from './clock-links.ts';
import { ClockPolicies } from './clock-policies.ts';
import { type CaseRecord, type Connected, chainOfCase, type Run, recordOf } from './clock-record.ts';
import type { PolicyLibrary } from './policies.ts';
import { type Pool, PoolBook } from './pool-book.ts';

/** Stages of a case beside the sample that found it: where any was ever told, somebody reports them. */
const TOLD_STAGES = ['located', 'networkReported', 'coreInfo', 'traced', 'epiReported', 'transferred'] as const;

export type PoolRun = Run & { readonly pool: Pool };
/** What is asked of a book; of a moment that is held it is answered from what the book said then. */
export type ClockReading = Pick<ClockBook, 'records' | 'pools' | 'hasRule' | 'isConnected'>;

/** Records made between two looks at the clock: some tenths of a millisecond. */
const SLICE = 16;

export class ClockBook {
  readonly #situation: () => Situation;
  readonly #library: Pick<PolicyLibrary, 'policies'>;
  readonly #links: ClockLinks;
  readonly #nodes: CaseNodes;
  readonly #pools: PoolBook;
  readonly #records = new Map<string, CaseRecord>();
  readonly #dirty = new Set<string>();
  #isAllDirty = true;
  #controls: Controls | undefined;
  #policies: ClockPolicies | undefined;
  #stagesTold = false;
  #poolRuns: readonly PoolRun[] | undefined;
  /** as it was when the records were begun */
  #reported: Connected;

  constructor(situation: () => Situation, library: Pick<PolicyLibrary, 'policies'>) {
    this.#situation = situation;
    this.#library = library;
    this.#links = new ClockLinks(situation);
    this.#nodes = new CaseNodes(situation);
    this.#pools = new PoolBook(situation);
    this.#reported = this.isConnected();
    for (const known of situation().all('cases').values()) this.#notice(known);
  }

  /** Called after the situation has taken the steps: what a change is about is looked at again at the next question. */
  follow(steps: readonly Step[]): void {
    this.#nodes.follow(steps);
    for (const { changes } of steps) for (const change of changes) this.#take(change);
  }

  /** Every case that has a clock or a contact, as it stands. */
  records(): ReadonlyMap<string, CaseRecord> {
    atOnce(this.settle());
    return this.#records;
  }

  /** What the book says now, whatever it is told later. What nobody settled in turns before is settled in this one. */
  held(): ClockReading {
    const records = new Map(this.records());
    const [pools, rules, isConnected] = [this.pools(), this.#rules(), this.isConnected()];
    return {
      records: () => records,
      pools: () => pools,
      hasRule: (of) => rules.has(of),
      isConnected: () => isConnected,
    };
  }

  /** Makes the records that changed, with places to pause; what changes meanwhile is made before it ends. */
  *settle(): Generator<void> {
    while (this.#pending()) {
      let made = 0;
      for (const id of this.#dirty) {
        // Rules, zones or connections that changed in a pause make everything be looked at again.
        if (this.#isAllDirty) break;
        this.#dirty.delete(id);
        this.#records.set(id, recordOf(id, this.#parts()));
        made += 1;
        if (made % SLICE === 0) yield;
      }
    }
  }

  /** The pooled tubes that came back positive. */
  pools(): readonly PoolRun[] {
    if (this.#poolRuns !== undefined) return this.#poolRuns;
    const situation = this.#situation();
    this.#poolRuns = this.#pools.pools().flatMap((pool): PoolRun[] => {
      const cases = pool.caseIds.flatMap((one) => situation.get('cases', one) ?? []);
      const chain = cases.map((known) => chainOfCase(situation, known)).find((one) => one.length > 0) ?? [];
      const position = cases.find((known) => known.position !== undefined)?.position;
      const rule = this.#rules().at(chain, position, pool.facts.positiveAt)['positive-clock'];
      const clock = rule === undefined ? undefined : poolClock(pool.facts, rule.policy);
      if (clock === undefined) return [];
      const siteId = pool.siteId === undefined ? {} : { siteId: pool.siteId };
      return [{ clock, pool, chain, subject: { layer: 'tubes', id: pool.name }, policyId: rule!.policy.id, ...siteId }];
    });
    return this.#poolRuns;
  }

  /** Has anybody adopted a rule of this series? Without one nothing is late. */
  hasRule(series: Parameters<ClockPolicies['has']>[0]): boolean {
    return this.#rules().has(series);
  }

  isConnected(): Connected {
    const situation = this.#situation();
    const sources = [...situation.all('sources').values()];
    const told = (...layers: Layer[]) =>
      layers.some((layer) => situation.all(layer).size > 0 || sources.some((source) => source.layers.includes(layer)));
    const isOfCases = sources.some(({ layers }) => layers.includes('cases'));
    return {
      stages: this.#stagesTold || isOfCases,
      contacts: told('contacts'),
      transfers: told('transfers'),
      control: told('zones'),
      disinfections: told('disinfections'),
    };
  }

  #rules(): ClockPolicies {
    this.#policies ??= new ClockPolicies(this.#situation(), this.#library);
    return this.#policies;
  }

  #take(change: Change): void {
    const { layer, id, before, after } = change;
    if (this.#pools.follow(change)) this.#poolRuns = undefined;
    for (const caseId of this.#links.follow(change)) this.#dirty.add(caseId);
    if (layer === 'cases') {
      this.#dirty.add(id);
      this.#notice(after as Entities['cases'] | undefined);
    } else if (layer === 'zones') {
      this.#controls = undefined;
      const [was, is] = [before, after] as (Entities['zones'] | undefined)[];
      const areaIds = [...(was?.areaIds ?? []), ...(is?.areaIds ?? [])];
      // Drawn freely, it may hold anybody.
      if (areaIds.length === 0) this.#isAllDirty = true;
      for (const areaId of areaIds) this.#touch(areaId);
    } else if (layer === 'tasks') {
      const task = (after ?? before) as Entities['tasks'];
      if (task.type === CONTROL_TASK && task.areaId !== undefined) {
        this.#controls = undefined;
        this.#touch(task.areaId);
      }
    } else if (layer === 'areas') {
      if ((before as Entities['areas'] | undefined)?.parent !== (after as Entities['areas'] | undefined)?.parent) {
        this.#touch(id);
        this.#poolRuns = undefined;
      }
    } else if (layer === 'policies' || layer === 'rules') {
      this.#policies = undefined;
      this.#poolRuns = undefined;
      this.#isAllDirty = true;
    }
  }

  #touch(areaId: string): void {
    for (const caseId of this.#nodes.casesIn(areaId)) this.#dirty.add(caseId);
  }

  #notice(known: Entities['cases'] | undefined): void {
    if (!this.#stagesTold && known?.stages !== undefined)
      this.#stagesTold = TOLD_STAGES.some((stage) => known.stages?.[stage] !== undefined);
  }

  /** Is there anything to make? Where all is to be made anew, everything is. */
  #pending(): boolean {
    const reported = this.isConnected();
    if (JSON.stringify(reported) !== JSON.stringify(this.#reported)) {
      this.#reported = reported;
      this.#isAllDirty = true;
    }
    if (this.#isAllDirty) {
      this.#isAllDirty = false;
      this.#records.clear();
      this.#dirty.clear();
      for (const id of this.#situation().all('cases').keys()) this.#dirty.add(id);
      for (const id of this.#links.casesWithContacts()) this.#dirty.add(id);
    }
    return this.#dirty.size > 0;
  }

  #parts() {
    const situation = this.#situation();
    this.#controls ??= new Controls(situation);
    const [links, controls, policies] = [this.#links, this.#controls, this.#rules()];
    return { situation, links, controls, policies, isConnected: this.#reported };
  }
}
