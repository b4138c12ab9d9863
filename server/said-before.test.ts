// A report whose answer was lost on the way, sent again by somebody who may not say it any more.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Line, openLine, say } from './testing/line.ts';

let line: Line;
beforeAll(async () => {
  line = await openLine();
});
afterAll(() => line.close());

it('gets its first answer, and a new one is refused', async () => {
  await line.send([say('site.registered', { id: 's', name: '点', type: 'testing', position: [109.2, 39] })]);
  const said = say('site.queue', { id: 's', waiting: 4, minutes: 9, desks: 2 });
  const [first] = (await line.send([said], await line.signIn('field'))).results;
  const admin = { ...(await line.signIn('admin')), 'content-type': 'application/json', origin: line.url };
  const body = JSON.stringify({ roles: ['observer'], areas: [] });
  expect((await fetch(`${line.url}/api/accounts/field/roles`, { method: 'PUT', headers: admin, body })).status).toBe(
    200,
  );
  const again = await line.signIn('field');
  const changed = { ...said, data: { id: 's', waiting: 5, minutes: 9, desks: 2 } };
  const fresh = say('site.queue', { id: 's', waiting: 4, minutes: 9, desks: 2 });
  const { results } = await line.send([said, changed, fresh], again);
  expect(results.map(({ seq, error }) => [seq, error?.code])).toEqual([
    [first?.seq, undefined],
    [undefined, 'forbidden'],
    [undefined, 'forbidden'],
  ]);
});

it('is what a colleague brings word for word: each has the outcome, whoever came first, and it counts once', async () => {
  await line.send([say('site.registered', { id: 'p', name: '点', type: 'testing', position: [109.2, 39] })]);
  const observer = await line.signIn('observer');
  const analyst = await line.signIn('analyst');
  const ofPhone = { device: 'phone-00aa11bb22cc33dd', deviceSeq: 7 };
  const said = { ...say('site.queue', { id: 'p', waiting: 4, minutes: 9, desks: 2 }), ...ofPhone };
  // Before it is known, who may not say it is refused as ever.
  expect((await line.send([said], observer)).results[0]?.error?.code).toBe('forbidden');
  const [first] = (await line.send([said], analyst)).results;
  for (const who of [observer, analyst, await line.signIn('commander')])
    expect((await line.send([said], who)).results).toEqual([{ opId: said.opId, seq: first?.seq }]);
  // One word off, and it is not the same report.
  for (const other of [
    { ...said, deviceSeq: 8 },
    { ...said, device: 'phone-00aa11bb22cc33de' },
    { ...said, device: undefined },
  ])
    expect((await line.send([other], observer)).results[0]?.error?.code).toBe('forbidden');

  // What became of it: for who made it, and for who names the phone it is from.
  const path = `/api/reports/${said.opId}`;
  expect((await line.get(path, observer)).status).toBe(404);
  expect((await line.get(`${path}?device=phone-00aa11bb22cc33de`, observer)).status).toBe(404);
  expect((await line.get(`${path}?device=${ofPhone.device}`, observer)).body).toMatchObject({ state: 'applied' });
  const several = await line.get(`/api/reports?opIds=${said.opId}&device=${ofPhone.device}`, observer);
  expect(several.body.reports).toHaveLength(1);
});
