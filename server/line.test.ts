// The line from report to screen, whole: HTTP in, log, fold, socket and HTTP out, over the real store.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_MACHINE, type Line, openLine, Reader, say, until } from './testing/line.ts';

let line: Line;
beforeAll(async () => {
  line = await openLine();
});
afterAll(() => line.close());

const site = (id: string, more: object = {}) =>
  say('site.registered', { id, name: `点 ${id}`, type: 'testing', position: [109.2, 39.1], ...more });

describe('reports', () => {
  it('are answered row by row in the order sent; a bad row holds back no good one', async () => {
    const { status, results } = await line.send([site('r1'), { ...site('r2'), kind: 'site.invented' }, site('r3')]);
    expect(status).toBe(200);
    expect(results.map(({ seq, error }) => error?.code ?? typeof seq)).toEqual(['number', 'unknown-kind', 'number']);
    expect(results[0]!.seq! + 1).toBe(results[2]!.seq);
  });

  it('have one effect and one answer for one opId, a thousand times and at once', async () => {
    const one = site('same');
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => line.send(Array.from({ length: 20 }, () => one))),
    );
    const seqs = new Set(answers.flatMap(({ results }) => results.map(({ seq }) => seq)));
    expect(seqs.size).toBe(1);
    const { body } = await line.get('/api/sites/same');
    expect(body.properties.version).toBe(1);
    expect(body.history).toHaveLength(1);
  });

  it('do not care for the order of keys or the case of the opId, but for content', async () => {
    const one = say('site.registered', { id: 'k', name: 'k', type: 'testing' });
    const [first] = (await line.send([one])).results;
    const [again] = (
      await line.send([{ ...one, opId: one.opId.toUpperCase(), data: { type: 'testing', name: 'k', id: 'k' } }])
    ).results;
    expect(again!.seq).toBe(first!.seq);
    const [other] = (await line.send([{ ...one, data: { id: 'k', name: 'other', type: 'testing' } }])).results;
    expect(other!.error?.code).toBe('op-id-reused');
  });

  it('repeat the first answer also when that was a refusal of the fold', async () => {
    const late = say('site.queue', { id: 'nobody', waiting: 1, minutes: 1, desks: 1 });
    const [first] = (await line.send([late])).results;
    const [again] = (await line.send([late])).results;
    expect(first!.error?.code).toBe('unknown-entity');
    expect(again).toEqual(first);
    const { body } = await line.get(`/api/reports/${late.opId}`);
    expect(body).toMatchObject({ state: 'refused', seq: first!.seq });
  });

  it('tell what became of several at once: those known, in the order asked, and whether the centre saw them', async () => {
    const [good, bad] = [site('asked'), say('site.queue', { id: 'nobody', waiting: 1, minutes: 1, desks: 1 })];
    const [applied, refused] = (await line.send([good, bad])).results;
    await line.send([say('report.seen', { opIds: [good.opId] })]);
    const ids = [good.opId.toUpperCase(), '018416bd-1000-7000-8000-00000000dead', 'no id', bad.opId];
    const { body } = await line.get(`/api/reports?opIds=${ids.map(encodeURIComponent).join(',')}`);
    expect(body).toMatchObject({
      reports: [
        { opId: good.opId, state: 'applied', seq: applied!.seq, seenAt: expect.any(String) },
        { opId: bad.opId, state: 'refused', seq: refused!.seq, code: 'unknown-entity' },
      ],
    });
    expect((await line.get('/api/reports')).status).toBeGreaterThanOrEqual(400);
  });

  it('come as lines too, and a line that is no JSON is a row with an error', async () => {
    const answer = await fetch(`${line.url}/api/reports`, {
      method: 'POST',
      headers: { ...AS_MACHINE, 'content-type': 'application/x-ndjson' },
      body: `${JSON.stringify(site('l1'))}\n{"opId":\n\n${JSON.stringify(site('l2'))}\n`,
    });
    const { results } = (await answer.json()) as { results: { error?: { code: string; message: string } }[] };
    expect(results.map(({ error }) => error?.code ?? 'ok')).toEqual(['ok', 'malformed', 'ok']);
    expect(results[1]!.error?.message).toContain('line 2');
  });
});

describe('reading', () => {
  it('lists in order of id with total and seq, and cuts only by limit', async () => {
    const { body } = await line.get('/api/sites?limit=2');
    expect(body.features).toHaveLength(2);
    expect(body.total).toBeGreaterThan(4);
    const ids = ((await line.get('/api/sites?limit=10000')).body.features as { id: string }[]).map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
  });

  it('keeps an entity without a place, with a null geometry', async () => {
    const { body } = await line.get('/api/sites/k');
    expect(body.geometry).toBeNull();
  });

  it('answers 304 to the ETag of the same situation', async () => {
    const first = await line.get('/api/situation');
    const second = await line.get('/api/situation', { ...AS_MACHINE, 'if-none-match': first.headers.get('etag')! });
    expect(second.status).toBe(304);
  });

  it('shows any past state by seq and by known time', async () => {
    const before = (await line.get('/api/situation')).body;
    const known = new Date().toISOString();
    await new Promise((go) => setTimeout(go, 20));
    await line.send([site('later'), say('site.updated', { id: 'k', name: 'renamed' })]);
    const bySeq = (await line.get(`/api/situation?seq=${before.seq}`)).body;
    const byTime = (await line.get(`/api/situation?knownAt=${encodeURIComponent(known)}`)).body;
    const nameOf = (body: { entities: { sites: { id: string; name: string }[] } }, id: string) =>
      body.entities.sites.find((s) => s.id === id)?.name;
    expect(bySeq.seq).toBe(before.seq);
    expect(bySeq.entities.sites).toEqual(before.entities.sites);
    expect(byTime.entities).toEqual(bySeq.entities);
    expect(nameOf(bySeq, 'k')).toBe('k');
    expect(nameOf((await line.get('/api/situation')).body, 'k')).toBe('renamed');
    expect((await line.get('/api/situation?seq=99999999')).status).toBe(422);
    expect((await line.get('/api/situation?knownAt=yesterday')).body.code).toBe('bad-time');
  });

  it('finds the nearest sites by great circle', async () => {
    await line.send([
      site('near', { position: [10, 60] }),
      site('east', { position: [10.02, 60] }), // 1.11 km at 60 degrees north
      site('north', { position: [10, 60.015] }), // 1.67 km, though fewer degrees
    ]);
    const { body } = await line.get('/api/sites/nearby?lon=10&lat=60&limit=3');
    expect(body.map(({ id }: { id: string }) => id)).toEqual(['near', 'east', 'north']);
    expect(body[1].distance).toBeGreaterThan(1100);
    expect(body[1].distance).toBeLessThan(1125);
    expect(Math.round(body[1].bearing)).toBe(90);
  });
});

describe('readers', () => {
  it('see each change once, in contiguous frames, with the digest of the server', async () => {
    const reader = new Reader(line);
    await reader.join();
    for (let i = 0; i < 20; i += 1)
      await line.send([site(`s${i}`), say('site.queue', { id: `s${i}`, waiting: i, minutes: 1, desks: 1 })]);
    await until(
      () => reader.heartbeats.at(-1)?.head === reader.copy.seq && reader.copy.get('sites', 's19')?.queue !== undefined,
      'the reader at the head',
    );
    expect(reader.events).toEqual([]);
    expect(reader.frames.map(({ n }) => n)).toEqual(reader.frames.map((_, index) => index + 1));
    expect(reader.digest()).toBe(reader.heartbeats.at(-1)!.digest);
    reader.close();
  });

  it('join exactly, however many reports arrive between snapshot and subscription', async () => {
    const readers = Array.from({ length: 8 }, () => new Reader(line));
    const storm = (async () => {
      for (let i = 0; i < 60; i += 1) await line.send([say('site.updated', { id: 's1', capacity: i })]);
    })();
    await Promise.all(readers.map((reader) => reader.join()));
    await storm;
    const head = (await line.get('/api/situation')).body.seq as number;
    await until(
      () => readers.every(({ copy, heartbeats }) => copy.seq === head && heartbeats.at(-1)?.head === head),
      'all at the head',
    );
    for (const reader of readers) {
      expect(reader.events).toEqual([]);
      expect(reader.digest()).toBe(reader.heartbeats.at(-1)!.digest);
      reader.close();
    }
  });

  it('are told to start again when epoch, view or seq is not ours', async () => {
    const reader = new Reader(line);
    await reader.join();
    expect(await reader.subscribe({ epoch: 'other' })).toEqual({ mode: 'resync', reason: 'epoch' });
    expect(await reader.subscribe({ view: 'other' })).toEqual({ mode: 'resync', reason: 'view' });
    expect(await reader.subscribe({ seq: 1e9 })).toEqual({ mode: 'resync', reason: 'ahead' });
    expect(await reader.subscribe({ nonsense: 1 })).toEqual({ mode: 'resync', reason: 'malformed' });
    expect((await line.get(`/api/changes?after=0&epoch=x&view=${reader.view}`)).status).toBe(410);
    reader.close();
  });

  it('may ask for some layers and a box only, and get the digest of just that', async () => {
    const reader = new Reader(line);
    await reader.load();
    for (const layer of ['sites', 'areas'] as const)
      for (const id of [...reader.copy.all(layer).keys()]) reader.copy.remove(layer, id);
    await reader.connect();
    await reader.subscribe({ layers: ['checkpoints'], bbox: [100, 30, 101, 31] });
    const gate = (id: string, position: number[]) =>
      say('checkpoint.registered', { id, name: id, type: 'road', position, status: 'open' });
    await line.send([gate('in', [100.5, 30.5]), gate('out', [109, 39]), site('not-asked')]);
    await until(
      () => reader.heartbeats.at(-1)?.head === reader.copy.seq && reader.copy.get('checkpoints', 'in') !== undefined,
      'the frame',
    );
    expect(reader.frames.flatMap(({ changes }) => changes.map(({ id }) => id))).toEqual(['in']);
    expect(reader.digest()).toBe(reader.heartbeats.at(-1)!.digest);
    await line.send([say('checkpoint.updated', { id: 'in', position: [109, 39] })]);
    await until(() => reader.copy.get('checkpoints', 'in') === undefined, 'the removal of what left the box');
    reader.close();
  });

  it('hold of a part asked for the same by every way: the whole answer, the socket, what was missed', async () => {
    const reader = new Reader(line);
    await line.send([
      site('near', { position: [120.5, 30.5] }),
      site('far', { position: [121.5, 30.5] }),
      site('far-lab', { type: 'laboratory', position: [121.5, 30.5] }),
      say('case.reported', { id: 'part-c', status: 'confirmed', route: 'screening', position: [120.5, 30.5] }),
    ]);
    const part = { layers: 'sites,clock', bbox: '120,30,121,31', whole: 'sites/laboratory' };
    const body = await reader.load(`?${new URLSearchParams(part)}`);
    expect(Object.keys(body.entities).sort()).toEqual(['clock', 'sites']);
    expect(body.figures).toBeUndefined();
    const held = body.entities.sites as { id: string; position?: number[] }[];
    const [before, rest] = [new Set(held.map(({ id }) => id)), held.filter(({ position }) => position !== undefined)];
    expect([before.has('near'), before.has('far'), before.has('far-lab')]).toEqual([true, false, true]);
    expect(rest.map(({ id }) => id).sort()).toEqual(['far-lab', 'near']);

    await reader.connect();
    const box = { layers: ['clock', 'sites'], bbox: [120, 30, 121, 31], whole: ['sites/laboratory'] };
    await reader.subscribe(box);
    await line.send([
      say('site.updated', { id: 'far-lab', capacity: 7 }),
      say('site.updated', { id: 'far', capacity: 7 }),
      say('case.updated', { id: 'part-c', status: 'excluded' }),
      say('site.updated', { id: 'near', position: [121.5, 30.5] }),
    ]);
    await until(
      () => reader.copy.get('sites', 'near') === undefined && reader.heartbeats.at(-1)?.head === reader.copy.seq,
      'what left the box is gone, and the digest is of the head',
      60_000,
    );
    expect(reader.copy.get('sites', 'far-lab')).toMatchObject({ capacity: 7 });
    expect(reader.frames.flatMap(({ changes }) => changes.map(({ id }) => id)).sort()).toEqual(['far-lab', 'near']);
    expect(reader.digest()).toBe(reader.heartbeats.at(-1)!.digest);
    reader.close();

    const where = new URLSearchParams({ after: String(body.seq), epoch: body.epoch, view: body.view, ...part });
    const missed = (await line.get(`/api/changes?${where}`)).body.changes as { id: string; op: string }[];
    expect(missed.map(({ id, op }) => `${op} ${id}`).sort()).toEqual(['put far-lab', 'remove near']);
  });

  it('are told the box of the areas that are theirs, as soon as all of them have an outline', async () => {
    const ring = (west: number) => [
      [west, 30],
      [west + 0.1, 30],
      [west + 0.1, 30.1],
      [west, 30.1],
      [west, 30],
    ];
    const area = (id: string, west?: number) => {
      const geometry = west === undefined ? {} : { geometry: { type: 'Polygon', coordinates: [ring(west)] } };
      return say('area.registered', { id, level: 'township', name: id, ...geometry });
    };
    await line.send([area('ours', 110), area('ours-too')]);
    const admin = { ...(await line.signIn('admin')), origin: line.url, 'content-type': 'application/json' };
    const account = { name: 'crew', password: 'correct horse battery', roles: ['field'], areas: ['ours', 'ours-too'] };
    await fetch(`${line.url}/api/accounts`, { method: 'POST', headers: admin, body: JSON.stringify(account) });
    const signedIn = await fetch(`${line.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'crew', password: account.password }),
    });
    const crew = { cookie: signedIn.headers.getSetCookie()[0]!.split(';')[0]! };
    expect((await line.get('/api/session', crew)).body).toMatchObject({ areas: ['ours', 'ours-too'] });
    expect((await line.get('/api/session', crew)).body.bounds).toBeUndefined();
    await line.send([area('ours-too', 111)]);
    expect((await line.get('/api/session', crew)).body.bounds).toEqual([110, 30, 111.1, 30.1]);
    expect((await line.get('/api/session', await line.signIn('analyst'))).body.bounds).toBeUndefined();
  });

  it('are told what is wrong with a part that they ask for', async () => {
    for (const part of ['layers=sites,nonsense', 'bbox=1,2,3', 'layers=receipts']) {
      expect((await line.get(`/api/situation?${part}`)).body).toMatchObject({ code: 'invalid-value' });
    }
  });

  it('pull what they missed by number', async () => {
    const reader = new Reader(line);
    await reader.load();
    const after = reader.copy.seq;
    await line.send([site('missed')]);
    const { body } = await line.get(`/api/changes?after=${after}&epoch=${reader.epoch}&view=${reader.view}`);
    expect(body).toMatchObject({ from: after, changes: [{ layer: 'sites', id: 'missed', op: 'put' }] });
  });

  it('pull much of it packed, where they can unpack it', async () => {
    const reader = new Reader(line);
    await reader.load();
    const after = reader.copy.seq;
    await line.send(Array.from({ length: 50 }, (_, i) => site(`much-${i}`)));
    const pull = async (encoding: string) => {
      const path = `/api/changes?after=${after}&epoch=${reader.epoch}&view=${reader.view}`;
      const answer = await fetch(`${line.url}${path}`, { headers: { ...AS_MACHINE, 'accept-encoding': encoding } });
      return [answer.headers.get('content-encoding'), (await answer.json()) as object] as const;
    };
    const [[packed, told], [plain, same]] = [await pull('gzip'), await pull('identity')];
    expect([packed, plain]).toEqual(['gzip', null]);
    expect(told).toEqual(same);
    expect((told as { changes: object[] }).changes).toHaveLength(50);
  });
});

describe('a team on the move', () => {
  it('reaches the screens and never the log', async () => {
    await line.send([say('team.registered', { id: 't1', name: '一队', type: 'sampling' })]);
    const reader = new Reader(line);
    await reader.join();
    const head = reader.copy.seq;
    const { results } = await line.send([say('team.position', { id: 't1', position: [109.2, 39.2] })]);
    expect(results[0]).toMatchObject({ seq: head });
    await until(() => reader.copy.get('positions', 't1')?.position[1] === 39.2, 'the position');
    const heard = reader.heartbeats.length;
    await until(() => reader.heartbeats.length > heard, 'the next heartbeat');
    expect(reader.events).toEqual([]);
    expect((await line.get('/api/ready')).body.head).toBe(head);
    reader.close();
  });
});
