// Proposals from many cases, asked for through the public door: the answer is whole, and one for all.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AS_MACHINE, type Body, type Line, openLine, say } from './testing/line.ts';

const CASES = 10_000;
const NOW = '2022-11-08T12:00:00+08:00';
let line: Line;

beforeAll(async () => {
  line = await openLine();
  const commander = await line.signIn('commander');
  const area = (id: string, level: string, parent?: string) =>
    say('area.registered', { id, name: id, level, ...(parent === undefined ? {} : { parent }) });
  const compounds = Array.from({ length: 400 }, (_, i) => area(`k${i}`, 'compound', 'county'));
  await line.send([area('county', 'county'), ...compounds]);
  const adoption = { policyId: 'cn-2022-06-v9', areaId: 'county', from: '2022-11-01T00:00:00+08:00' };
  const { results } = await line.send([say('policy.adopted', adoption)], commander);
  expect(results[0]!.error).toBeUndefined();
  for (let start = 0; start < CASES; start += 5_000) {
    const cases = Array.from({ length: 5_000 }, (_, i) =>
      say('case.reported', {
        id: `c${start + i}`,
        status: 'confirmed',
        route: 'screening',
        sampledAt: '2022-11-08T08:00:00+08:00',
        places: [{ role: 'residence', type: 'flat', areaId: `k${(start + i) % 400}` }],
      }),
    );
    await line.send(cases);
  }
});
afterAll(() => line.close());

it('answers all who ask at once with one whole list, whoever goes away meanwhile', async () => {
  const path = `/api/zones/proposals?at=${encodeURIComponent(NOW)}`;
  const gone = new AbortController();
  const left = fetch(line.url + path, { headers: AS_MACHINE, signal: gone.signal }).catch(() => 'gone');
  const asked = [line.get(path), line.get(path)];
  gone.abort();
  const answers = await Promise.all(asked);
  expect(await left).toBe('gone');
  for (const { body } of answers) {
    expect(body.total).toBe(400);
    const cases = body.proposals.flatMap(({ evidence }: Body) => evidence.map(({ caseId }: Body) => caseId));
    expect(new Set(cases).size).toBe(CASES);
  }
  expect(answers[0]!.body).toEqual(answers[1]!.body);
});
