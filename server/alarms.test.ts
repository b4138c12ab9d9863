// Alarms through the whole server: raised once and seen live, acknowledged by persons only, the same after a restart; and
// silence, which is never an all-clear.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Line, openLine, Reader, say, until } from './testing/line.ts';

let dir: string;
let line: Line;
let as: Record<'analyst' | 'commander' | 'observer' | 'field', Record<string, string>>;
const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
const LAB = 'labQueue/lab';
const ALARM = `/api/alarms/${encodeURIComponent(LAB)}`;

const signIn = async () => ({
  analyst: await line.signIn('analyst'),
  commander: await line.signIn('commander'),
  observer: await line.signIn('observer'),
  field: await line.signIn('field'),
});
const refusal = async (said: object, who?: Record<string, string>): Promise<string> =>
  (await line.send([said], who)).results[0]!.error?.code ?? 'ok';
const alarm = async (who?: Record<string, string>) => (await line.get(ALARM, who)).body;
const exists = (path: string) => async (): Promise<boolean> => (await line.get(path)).status === 200;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cordon-alarms-'));
  line = await openLine({ dir });
  as = await signIn();
  await line.send([
    say('source.registered', { id: 'labs', name: '实验室', layers: ['sites'], everySeconds: 3_600 }),
    say('source.registered', { id: 'quick', name: '快报', layers: ['series'], everySeconds: 0.2 }),
    say('source.registered', { id: 'never', name: '未接', layers: ['cases'], everySeconds: 60 }),
    say('area.registered', { id: 'town', level: 'county', name: '县' }),
    say('site.registered', { id: 'lab', name: '室', type: 'laboratory' }, { source: 'labs' }),
    say('lab.status', { id: 'lab', queueTubes: 900, tubesPerHour: 50 }, { source: 'labs', observedAt: ago(1) }),
    say('series.counted', { series: 'suspected', areaId: 'town', date: '2022-10-30', value: 1 }, { source: 'quick' }),
  ]);
}, 60_000);

afterAll(async () => {
  await line.close();
  await rm(dir, { recursive: true, force: true });
});

describe('an alarm', () => {
  it('is raised for a condition, with its figure against its threshold, and reaches a screen live', async () => {
    const reader = new Reader(line);
    await reader.join();
    await until(() => reader.copy.get('alarms', LAB) !== undefined, 'the alarm on the screen', 20_000);
    expect(await alarm()).toMatchObject({
      id: LAB,
      properties: {
        type: 'labQueue',
        level: 'warning',
        status: 'raised',
        episode: 1,
        siteId: 'lab',
        statistic: 'hoursToClear',
        value: 18,
        threshold: 6,
      },
      historyTotal: 1,
    });
    expect((await line.get('/api/alarms?type=labQueue&level=warning&status=raised')).body.total).toBe(1);
    const { body } = await line.get('/api/figures');
    expect(body['alarms.open'].value).toBeGreaterThanOrEqual(1);
    expect((await line.get(body['alarms.unacknowledged'].list)).body.total).toBe(body['alarms.unacknowledged'].value);
    reader.close();
  });

  it('is not told to those who see masked places only, who cannot tell it from none', async () => {
    expect((await line.get('/api/alarms', as.observer)).body.total).toBe(0);
    expect((await line.get(ALARM, as.observer)).status).toBe(404);
    const figures = (await line.get('/api/figures', as.observer)).body;
    expect(figures['alarms.open']).toMatchObject({ value: null, state: 'unknown' });
  });

  it('is acknowledged by a person, never by a machine, and nobody but the server raises or ends one', async () => {
    const acknowledged = () => say('alarm.acknowledged', { id: LAB });
    expect(await refusal(acknowledged())).toBe('forbidden');
    expect(await refusal(acknowledged(), as.observer)).toBe('forbidden');
    const raised = { id: 'nail/x', episode: 1, type: 'nail', level: 'critical', since: ago(1) };
    expect(await refusal(say('alarm.raised', raised))).toBe('forbidden');
    expect(await refusal(say('alarm.raised', raised), as.commander)).toBe('forbidden');
    expect(await refusal(say('alarm.ended', { id: LAB, episode: 1 }), as.analyst)).toBe('forbidden');
    expect((await alarm()).properties.status).toBe('raised');

    expect(await refusal(acknowledged(), as.commander)).toBe('ok');
    expect((await alarm()).properties).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'commander' });
    expect((await line.send([acknowledged()], as.field)).results[0]!.state).toBe('merged');
    expect((await alarm()).properties.acknowledgedBy).toBe('commander');
    expect(await refusal(say('alarm.acknowledged', { id: 'no-such-alarm' }), as.commander)).toBe('unknown-entity');
  });

  it('is the same one after a restart: not raised again, and still seen', async () => {
    const before = await alarm();
    await line.close();
    line = await openLine({ dir });
    as = await signIn();
    // Something new that only a look after the restart can raise, so that we know that one was had.
    await line.send([
      say('site.registered', { id: 'lab-2', name: '二室', type: 'laboratory' }, { source: 'labs' }),
      say('lab.status', { id: 'lab-2', queueTubes: 10, tubesPerHour: 0 }, { source: 'labs', observedAt: ago(1) }),
    ]);
    await until(exists(`/api/alarms/${encodeURIComponent('labQueue/lab-2')}`), 'the second alarm', 20_000);
    const after = await alarm();
    expect(after.properties).toEqual(before.properties);
    expect(after.historyTotal).toBe(before.historyTotal);
  });
});

describe('silence', () => {
  it('is named: a source that stopped has an alarm, and one never heard is not connected, not silent', async () => {
    await until(exists(`/api/alarms/${encodeURIComponent('sourceSilent/quick')}`), 'the alarm of the source', 20_000);
    const { features } = (await line.get('/api/sources')).body;
    const states = Object.fromEntries(
      features.map(({ id, properties }: { id: string; properties: { state: string } }) => [id, properties.state]),
    );
    expect(states).toEqual({ labs: 'ok', never: 'notConnected', quick: 'silent' });
    const quick = (await line.get('/api/sources/quick')).body.properties;
    expect(Date.parse(quick.silentSince) - Date.parse(quick.lastHeard)).toBe(400);
    expect((await line.get(`/api/alarms/${encodeURIComponent('sourceSilent/never')}`)).status).toBe(404);
    const figures = (await line.get('/api/figures')).body;
    expect(figures['sources.silent'].value).toBe(1);
    expect(figures['sources.unheard'].value).toBe(1);
  });

  it('releases no zone: whichever are left out of a later list, and with an empty one, all stand', async () => {
    const zones = ['z1', 'z2', 'z3', 'z4'];
    const listed = (ids: readonly string[]) =>
      ids.map((id) =>
        say('zone.recorded', { id, name: id, level: 'high', areaIds: ['town'], authority: '市', publishedAt: ago(60) }),
      );
    expect((await line.send(listed(zones))).results.every(({ error }) => error === undefined)).toBe(true);
    // What might be taken for an all-clear: shorter lists, empty ones, counts of nothing.
    const nothing = fc.constantFrom(
      () => say('series.counted', { series: 'suspected', areaId: 'town', date: '2022-10-31', value: 0 }),
      () => say('roll.batch', { areaId: 'town', due: 0 }),
      () =>
        say('test.batch', {
          id: 'none',
          counts: [{ areaId: 'town', asOf: ago(1), sampled: 0, positive: 0, cumulative: false }],
        }),
    );
    await fc.assert(
      fc.asyncProperty(fc.subarray(zones), fc.array(nothing, { maxLength: 3 }), async (ids, more) => {
        const { status } = await line.send([...listed(ids), ...more.map((make) => make())]);
        expect(status).toBe(200);
        const { body } = await line.get('/api/zones?status=active');
        expect(body.features.map(({ id }: { id: string }) => id)).toEqual(zones);
        for (const id of zones) {
          const { body: release } = await line.get(`/api/zones/${id}/release`);
          expect(release.blocking.length).toBeGreaterThan(0);
          expect(release.overdueSince).toBeUndefined();
        }
      }),
      { numRuns: 25 },
    );
  });
});
