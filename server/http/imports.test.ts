// What is left of an import when the ground goes from under it: the server stops, or its directory cannot be written.
// A rejection that nobody hears ends the whole server (main.ts), so each of these listens for one.
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AS_MACHINE, type Body, type Line, openLine } from '../testing/line.ts';

let dir: string;
let line: Line;
const stray: unknown[] = [];
const note = (reason: unknown): void => void stray.push(reason);

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cordon-imports-'));
  line = await openLine({ dir });
  stray.length = 0;
  process.on('unhandledRejection', note);
});
afterEach(async () => {
  process.off('unhandledRejection', note);
  await rm(dir, { recursive: true, force: true });
});

function send(rows: number): Promise<Response> {
  const form = new FormData();
  const mapping = { id: 'id', longitude: 'lon', latitude: 'lat' };
  const options = {
    kind: 'case.reported',
    datum: 'WGS-84',
    mapping,
    constants: { status: 'confirmed', route: 'screening' },
  };
  const lines = Array.from({ length: rows }, (_, i) => `c-${i},111.5,40.${String(i).padStart(6, '0')}`);
  form.append('options', JSON.stringify(options));
  form.append('file', new Blob([`id,lon,lat\n${lines.join('\n')}\n`]), 'list.csv');
  return fetch(`${line.url}/api/imports`, { method: 'POST', headers: AS_MACHINE, body: form });
}

it('stops with the server: what was accepted stays, and the next server tells how far it came', async () => {
  const answer = await send(90_000);
  const { id, state } = (await answer.json()) as Body;
  expect([answer.status, state]).toEqual([202, 'running']);
  await line.close();
  const files = await readdir(join(dir, 'imports'));
  expect(files.filter((name) => !name.startsWith(id))).toEqual([]); // no upload is left behind

  line = await openLine({ dir });
  const told = await line.get(`/api/imports/${id}`);
  expect(told).toMatchObject({ status: 200, body: { state: 'failed', problem: { code: 'stopping' } } });
  const { body } = await line.get('/api/situation?layers=cases');
  expect(body.entities.cases).toHaveLength(told.body.accepted);
  await line.close();
  expect(stray).toEqual([]);
});

it('is answered although its result cannot be kept, and the server lives on', async () => {
  const { id } = (await (await send(30_000)).json()) as Body;
  // A directory where the result wants to be written.
  await mkdir(join(dir, 'imports', `${id}.json`));
  let told = await line.get(`/api/imports/${id}`);
  while (told.body.state === 'running') {
    await wait(50);
    told = await line.get(`/api/imports/${id}`);
  }
  await wait(100);
  expect(told.body).toMatchObject({ accepted: 30_000 });
  expect((await line.get('/api/health')).status).toBe(200);
  await line.close();
  expect(stray).toEqual([]);
});
