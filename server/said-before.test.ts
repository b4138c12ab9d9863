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
