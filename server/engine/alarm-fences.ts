// Alarms about the line of a zone in force: a drivable way through it where nobody stands, and no way out for an ambulance.
// Domain 6.7, steps 8 and 9 c; safeguards 5.3. Ways and gates are asked for beside the event loop.

import type { Finding } from '#shared/domain/alarm/finding.ts';
import type { Held, HeldQuestion } from '#shared/domain/fence/held.ts';
import { fenceRuleOf } from '#shared/domain/fence/rule.ts';
import { isInForce, rankOf } from '#shared/domain/zone/level.ts';
import type { Problem } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';
import type { Situation } from '#shared/situation.ts';
import type { Zone } from '#shared/subject/zone.ts';
import { instant, MINUTE } from '#shared/time.ts';
import { type AlarmScene, type Detector, detection } from './alarm-scene.ts';

export type HeldByZone = (question: HeldQuestion) => Promise<Result<Held, Problem>>;

/** From this rank on nobody comes and goes: high and sealed. A lower one asks, and has no guarded line (figures-zones.ts: 2 holds). */
const SEALS = 3;

type Seen = { readonly version: number; readonly ways: string; readonly at: number; readonly held: Held };
/** Gates change every few minutes in an outbreak, and each change may concern any line. */
const REST = 5 * MINUTE;

export class FenceWatch {
  readonly #heldByZone: HeldByZone;
  readonly #seen = new Map<string, Seen>();
  #isAsking = false;

  constructor(heldByZone: HeldByZone) {
    this.#heldByZone = heldByZone;
  }

  /** Asks about the zones whose line or whose ways have changed. */
  async refresh(scene: Pick<AlarmScene, 'situation' | 'now' | 'zones'>): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    await this.#ask(scene).finally(() => {
      this.#isAsking = false;
    });
  }

  async #ask({ situation, now, zones }: Pick<AlarmScene, 'situation' | 'now' | 'zones'>): Promise<void> {
    const ways = `${situation.asOf.get('roads')} ${situation.asOf.get('gates')}`;
    const watched = watchedZones(situation, zones, now);
    const ids = new Set(watched.map(({ id }) => id));
    for (const id of this.#seen.keys()) if (!ids.has(id)) this.#seen.delete(id);
    for (const zone of watched) {
      const seen = this.#seen.get(zone.id);
      const isSame = seen?.version === zone.version && (seen.ways === ways || now - seen.at < REST);
      if (isSame) continue;
      const held = await this.#heldByZone({
        areaIds: zone.areaIds ?? [],
        ...(zone.geometry === undefined ? {} : { geometry: zone.geometry }),
        cases: [],
        rule: fenceRuleOf(zones.policyOf(situation, zone)),
      });
      if (held.ok) this.#seen.set(zone.id, { version: zone.version, ways, at: now, held: held.value });
      else this.#seen.delete(zone.id);
    }
  }

  detector: Detector = function* (this: FenceWatch, { situation, now, zones }: AlarmScene) {
    const found: Finding[] = [];
    const unknown: string[] = [];
    for (const zone of watchedZones(situation, zones, now)) {
      const held = this.#seen.get(zone.id)?.held;
      // Where no road was ever registered no line has a leak that anybody could know of.
      if (held === undefined || situation.all('roads').size === 0) {
        unknown.push(`fenceLeak/${zone.id}`, `fenceClosed/${zone.id}`);
        continue;
      }
      const areaId = zone.areaIds?.[0];
      const about = {
        zoneId: zone.id,
        ...(areaId === undefined ? {} : { areaId }),
        ...(zone.policyId === undefined ? {} : { policyId: zone.policyId }),
        since: instant(zone.publishedAt ?? zone.observedAt),
      };
      const open = held.gates.filter(({ state }) => state === 'open');
      const leaks = held.leaks.filter(({ drive }) => drive);
      if (open.length + leaks.length > 0) {
        const roadIds = [...new Set([...leaks, ...open].flatMap(({ roadId }) => roadId ?? []))].sort().slice(0, 100);
        found.push({
          ...about,
          id: `fenceLeak/${zone.id}`,
          type: 'fenceLeak',
          level: 'warning',
          statistic: 'openings',
          value: open.length + leaks.length,
          threshold: 0,
          roadIds,
        });
      }
      if (!held.hasEmergencyRoute)
        found.push({ ...about, id: `fenceClosed/${zone.id}`, type: 'fenceClosed', level: 'critical' });
      yield;
    }
    return detection(['fenceLeak', 'fenceClosed'], found, unknown);
  }.bind(this);
}

const watchedZones = (situation: Situation, zones: AlarmScene['zones'], now: number): Zone[] =>
  [...situation.all('zones').values()].filter(
    // A zone that another authority published is its own to guard.
    (zone) =>
      zone.recorded !== true && isInForce(zone, now) && rankOf(zone.level, zones.policyOf(situation, zone)) >= SEALS,
  );
