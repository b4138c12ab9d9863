// Proof photos over HTTP: what is taken, what is refused, what stays of them, and who sees them.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CANARY, cameraJpeg, cameraPng, PLAIN_JPEG } from '../ingest/photo/photos.fixture.ts';
import { AS_MACHINE, type Body, type Line, openLine, say } from '../testing/line.ts';

let line: Line;
let analyst: Record<string, string>;
let observer: Record<string, string>;
let commander: Record<string, string>;

type Sent = { readonly status: number; readonly body: Body };
async function send(
  content: Buffer | string,
  headers: Record<string, string> = AS_MACHINE,
  part = 'file',
): Promise<Sent> {
  const form = new FormData();
  // What it says of itself is never believed.
  if (typeof content === 'string') form.append(part, content);
  else form.append(part, new Blob([new Uint8Array(content)], { type: 'text/html' }), '../../etc/x.html');
  const answer = await fetch(`${line.url}/api/files`, { method: 'POST', headers, body: form });
  return { status: answer.status, body: (await answer.json()) as Body };
}
const read = async (id: string, headers: Record<string, string>) => {
  const answer = await fetch(`${line.url}/api/files/${id}`, { headers });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};
const done = async (id: string, proof: unknown) => {
  const { results } = await line.send([say('task.done', { id, proof })]);
  expect(results[0]?.error).toBeUndefined();
};

beforeAll(async () => {
  line = await openLine();
  analyst = await line.signIn('analyst');
  observer = await line.signIn('observer');
  commander = await line.signIn('commander');
  await line.send([
    say('area.registered', { id: 'a', level: 'township', name: '青石街道' }),
    say('site.registered', { id: 's', type: 'testing', name: '南园采样点', position: [109.2, 39] }),
  ]);
  await line.send([say('task.assigned', { id: 't', type: 'patrol', areaId: 'a' })], analyst);
});
afterAll(() => line.close());

describe('POST /api/files', () => {
  it('answers with the hash of what was sent, the same for the same photo, and keeps it without place and time', async () => {
    const photo = cameraJpeg();
    const id = `photo-${createHash('sha256').update(photo).digest('hex')}`;
    const first = await send(photo);
    expect(first).toMatchObject({ status: 201, body: { id, type: 'image/jpeg', width: 1, height: 1 } });
    expect(await send(photo)).toEqual(first);
    const kept = join(line.dir, 'files', id.slice(6, 8), id);
    expect(readFileSync(kept).includes('CANARY')).toBe(false);
    expect(statSync(kept).mode & 0o077).toBe(0);
    expect(readdirSync(join(line.dir, 'files', id.slice(6, 8)))).toEqual([id]);
  });

  it.each([
    ['no photo', Buffer.from('MZ executable'), 422, 'unsupported-format'],
    ['nothing', Buffer.alloc(0), 422, 'empty-file'],
    ['half a photo', PLAIN_JPEG.subarray(0, -4), 422, 'malformed'],
    ['more than is taken', Buffer.concat([PLAIN_JPEG, Buffer.alloc(6 * 2 ** 20)]), 413, 'too-large'],
    ['too many pixels', cameraPng(20_000, 20_000), 413, 'too-large'],
    ['a text in the place of a file', 'x', 422, 'missing-field'],
  ])('refuses %s', async (_, content, status, code) => {
    expect(await send(content)).toMatchObject({ status, body: { code } });
  });

  it('refuses another part, another kind of body, and who may not report', async () => {
    expect(await send(PLAIN_JPEG, AS_MACHINE, 'picture')).toMatchObject({
      status: 422,
      body: { code: 'missing-field' },
    });
    const plain = await fetch(`${line.url}/api/files`, {
      method: 'POST',
      headers: { ...AS_MACHINE, 'content-type': 'application/json' },
      body: '{}',
    });
    expect([plain.status, ((await plain.json()) as Body).code]).toEqual([422, 'malformed']);
    expect(await send(PLAIN_JPEG, observer)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await send(PLAIN_JPEG, {})).toMatchObject({ status: 401 });
  });
});

describe('GET /api/files/:id', () => {
  it('gives a photo to those who may see the proof that names it, and to nobody before', async () => {
    const { body } = await send(cameraPng());
    expect((await read(body.id, analyst)).status).toBe(404);
    await done('t', ['三个出入口都已封好', body.id]);
    const seen = await read(body.id, analyst);
    expect([seen.status, seen.headers.get('content-type'), seen.headers.get('x-content-type-options')]).toEqual([
      200,
      'image/png',
      'nosniff',
    ]);
    expect(seen.headers.get('cache-control')).toBe('no-store');
    expect([seen.bytes.includes(CANARY), seen.bytes.length]).toEqual([false, body.bytes]);
    expect((await read(body.id, commander)).status).toBe(200);
    // Proofs are of the class of precise places, which an observer does not have.
    expect((await read(body.id, observer)).status).toBe(404);
    expect((await read(body.id, {})).status).toBe(401);
  });

  it('also where it shows that the map is wrong', async () => {
    const { body } = await send(PLAIN_JPEG);
    const { results } = await line.send([say('site.updated', { id: 's', open: false, proof: [body.id] })]);
    expect(results[0]?.error).toBeUndefined();
    expect((await read(body.id, analyst)).status).toBe(200);
    expect((await line.get('/api/sites/s', analyst)).body.properties.proof).toEqual([body.id]);
    expect((await line.get('/api/sites/s', observer)).body.properties.proof).toBeUndefined();
  });

  it('knows no other names: nothing outside its folder is a photo', async () => {
    await done('t', ['photo-x', '../accounts.db', `photo-${'0'.repeat(64)}`]);
    for (const id of ['photo-x', '..%2Faccounts.db', `photo-${'0'.repeat(64)}`, `photo-${'0'.repeat(64)}.br`])
      expect((await read(id, analyst)).status, id).toBe(404);
  });
});
