// A case list as text: what is beyond doubt gets a place, the rest waits in the queue until a person settles it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AS_MACHINE, type Body, type Line, openLine, say } from '../testing/line.ts';

let line: Line;
let analyst: Record<string, string>;
const box = (x: number, y: number, size: number) => ({ type: 'Polygon', coordinates: [[[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]] }); // biome-ignore format: one ring

beforeAll(async () => {
  line = await openLine();
  analyst = await line.signIn('analyst');
  await line.send([
    say('area.registered', { id: 't', level: 'township', name: '柳湾街道', geometry: box(109, 39, 0.1) }),
    say('area.registered', {
      id: 'e',
      level: 'compound',
      name: '柳湾小区',
      parent: 't',
      geometry: box(109.01, 39, 0.004),
    }),
    say('area.registered', {
      id: 'e-3',
      level: 'building',
      name: '3号楼',
      parent: 'e',
      geometry: box(109.011, 39.001, 0.0002),
    }),
    say('area.registered', { id: 'e-3-502', level: 'household', name: '502', parent: 'e-3' }),
  ]);
});
afterAll(() => line.close());

const LIST = [
  '编号,地址',
  'c-door,柳湾小区三号楼502',
  'c-compound,柳湾小区',
  'c-slip,柳弯小区3号楼',
  'c-lost,地址待核',
  'c-none,',
];

async function imported(): Promise<Body> {
  const form = new FormData();
  const options = {
    kind: 'case.reported',
    datum: 'GCJ-02',
    mapping: { id: '编号', address: '地址' },
    constants: { status: 'confirmed', route: 'screening' },
    matchAddresses: true,
  };
  form.append('options', JSON.stringify(options));
  form.append('file', new Blob([LIST.join('\n')]), 'list.csv');
  const answer = await fetch(`${line.url}/api/imports`, { method: 'POST', headers: AS_MACHINE, body: form });
  let body = (await answer.json()) as Body;
  while (body.state === 'running') body = (await line.get(`/api/imports/${body.id}`)).body;
  return body;
}
const queue = async (query = '') => (await line.get(`/api/addresses/queue${query}`, analyst)).body;

it('places what is beyond doubt, in WGS-84 whatever the datum of the list, and hears the list only once', async () => {
  expect(await imported()).toMatchObject({ state: 'done', accepted: 5, notOnMap: 3 });
  const { properties, geometry } = (await line.get('/api/cases/c-door')).body;
  expect(properties).toMatchObject({ matchLevel: 'door', address: '柳湾小区三号楼502' });
  expect(properties.accuracy).toBeLessThan(30);
  expect(geometry.coordinates[0]).toBeCloseTo(109.0111, 6);
  expect(await imported()).toMatchObject({ accepted: 0, unchanged: 5 });
});

it('keeps the others in a queue with what they may mean, until somebody settles them', async () => {
  const body = await queue();
  expect(body).toMatchObject({ total: 3, notOnMap: 2 });
  const rows = new Map<string, Body>(body.rows.map((row: Body) => [row.caseId, row]));
  expect([...rows.keys()].sort()).toEqual(['c-compound', 'c-lost', 'c-slip']);
  expect(rows.get('c-slip').match.isSure).toBe(false);
  expect(rows.get('c-slip').match.candidates[0]).toMatchObject({ areaId: 'e-3', doubts: ['spelling'] });
  expect(rows.get('c-lost').match).toEqual({ level: 'failed', isSure: false, candidates: [] });
  const [chosen] = rows.get('c-slip').match.candidates;
  const { position, accuracy, level } = chosen;
  await line.send([say('case.updated', { id: 'c-slip', position, accuracy, matchLevel: level })]);
  expect((await queue()).rows.map(({ caseId }: Body) => caseId)).not.toContain('c-slip');
  expect(await queue('?limit=1&offset=1')).toMatchObject({ total: 2, rows: [{}] });
});

it('answers many addresses at once, and nobody who may not see where people live', async () => {
  const ask = async (addresses: readonly string[], headers = analyst) => {
    const answer = await fetch(`${line.url}/api/addresses/match`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ addresses }),
    });
    return { status: answer.status, body: (await answer.json()) as Body };
  };
  const { body } = await ask(['柳湾小区3号楼', '柳湾街道', '']);
  expect(body.results.map(({ level }: Body) => level)).toEqual(['building', 'place', 'failed']);
  expect((await ask(Array(1_001).fill('x'))).status).toBe(422);
  expect((await ask(['x'], await line.signIn('admin'))).status).toBe(403);
  expect((await line.get('/api/addresses/queue', await line.signIn('observer'))).status).toBe(403);
});
