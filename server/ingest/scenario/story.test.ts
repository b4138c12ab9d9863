import { describe, expect, it } from 'vitest';
import { instant } from '#shared/time.ts';
import { NAIL_ZONE, SECOND_ZONE } from './orders.ts';
import { SILENT_HOUR } from './pulse.ts';
import { JOIN_MINUTE, STORY_START } from './telling.ts';
import { day, fold, history, newScenario, story, toldBetween } from './told.fixture.ts';

const { situation } = fold(history);
const joinedAt = STORY_START + JOIN_MINUTE * 60_000;
const [nail] = story.world.clusters;

describe('at the join', () => {
  it('has a nail: five cases or more that live in one compound, under a published zone', () => {
    const inside = [...situation.all('cases').values()].filter(({ places }) =>
      places?.[0]?.areaId?.startsWith(`${nail.id}-`),
    );
    expect(inside.length).toBeGreaterThanOrEqual(5);
    expect(situation.get('zones', NAIL_ZONE)).toMatchObject({ status: 'active', level: 'high', areaIds: [nail.id] });
    expect(situation.get('zones', SECOND_ZONE)).toMatchObject({ status: 'active', level: 'high' });
  });

  it('has four eyes on every order: who submitted did not approve', () => {
    for (const { steps, recorded } of situation.all('zones').values()) {
      if (recorded) continue;
      const by = (kind: string) => steps.find((step) => step.kind === kind)?.actor;
      if (by('zone.approved') !== undefined) expect(by('zone.approved')).not.toBe(by('zone.submitted'));
    }
  });

  it('has the steps of a zone on the version before them', () => {
    const versions = new Map<string, number>();
    for (const { report } of history) {
      if (!report.kind.startsWith('zone.')) continue;
      const { id, version } = report.data as { id: string; version?: number };
      if (version !== undefined) expect(version, `${report.kind} ${id}`).toBe(versions.get(id));
      versions.set(id, (versions.get(id) ?? 0) + 1);
    }
  });

  it('has active orders that end later, and a round in the middle of its 24 hours', () => {
    for (const zone of situation.all('zones').values())
      if (zone.status === 'active') expect(instant(zone.expiresAt ?? '')).toBeGreaterThan(joinedAt);
    const open = [...situation.all('rounds').values()].filter(({ status }) => status === 'open');
    expect(open.length).toBeGreaterThanOrEqual(2);
    for (const { start, deadline } of open) {
      expect(instant(start)).toBeLessThan(joinedAt);
      expect(instant(deadline)).toBeGreaterThan(joinedAt);
    }
  });

  it('has coverage that never passes what is due, nor falls', () => {
    const before = new Map<string, number>();
    for (const { report } of [...history, ...day]) {
      if (report.kind !== 'test.batch' || !Array.isArray(report.data.counts)) continue;
      for (const { areaId, sampled = 0, resulted = 0, uploaded = 0 } of report.data.counts) {
        const key = `${report.data.roundId}|${areaId}`;
        expect(sampled).toBeGreaterThanOrEqual(before.get(key) ?? 0);
        expect(sampled).toBeLessThanOrEqual(situation.get('rolls', key)?.due ?? Number.POSITIVE_INFINITY);
        expect(uploaded).toBeLessThanOrEqual(resulted);
        expect(resulted).toBeLessThanOrEqual(sampled);
        before.set(key, sampled);
      }
    }
  });

  it('tests nobody outside an open round', () => {
    const open = new Set<string>();
    for (const { report } of [...history, ...day]) {
      if (report.kind === 'round.opened') open.add(report.data.id);
      if (report.kind === 'round.closed') open.delete(report.data.id);
      if (report.kind === 'test.batch') expect(open, report.data.id).toContain(report.data.roundId);
    }
  });

  it('has rooms that add up in every site that tells of them', () => {
    for (const site of situation.all('sites').values()) expect(site.remarks, site.id).toBeUndefined();
  });
});

describe('the live day', () => {
  it('lets one laboratory fall silent for an hour, and no other', () => {
    const silent = (id: string) =>
      day.some(({ report }) => report.source === id && hourOf(report.observedAt) === SILENT_HOUR);
    expect(silent('yl-src-lab-1')).toBe(true);
    expect(silent('yl-src-lab-2')).toBe(false);
  });

  it('makes queues swell and shrink', () => {
    const waiting = day.flatMap(({ report }) =>
      report.kind === 'site.queue' && report.data.id === 'yl-test-01' ? [report.data.waiting] : [],
    );
    expect(Math.max(...waiting)).toBeGreaterThan(4 * (Math.min(...waiting) + 5));
  });

  it('goes on for weeks: nothing refused when every life of the first days is over', () => {
    const later = newScenario();
    const all = [...later.registrations(), ...toldBetween(later, 0, 12 * 1440)].filter(
      ({ report }) =>
        !['site.queue', 'lab.status', 'team.position', 'checkpoint.counted', 'test.batch'].includes(report.kind),
    );
    const odd = fold(all).verdicts.filter(({ told, outcome }) => outcome.state !== (told.expects ?? 'applied'));
    expect(odd.map(({ told, outcome }) => [told.report, outcome])).toEqual([]);
  }, 60_000);
});

const hourOf = (iso: string): number => Number(iso.slice(11, 13));
