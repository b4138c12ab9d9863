// The desk before the fence worker: one question at a time, in order; who has gone is passed over, who is too many comes again.
import { afterEach, expect, it } from 'vitest';
import { FENCE_RULE } from '#shared/domain/fence/drafts.ts';
import type { CaseSaid } from '#shared/domain/fence/evidence.ts';
import { Ground } from '#shared/domain/fence/ground.ts';
import { proposeFences } from '#shared/domain/fence/propose.ts';
import { Situation } from '#shared/situation.ts';
import type { Area } from '#shared/subject/area.ts';
import { FenceDesk } from './fence-desk.ts';

const stamp = {
  version: 1,
  observedAt: '2022-11-08T08:00:00+08:00',
  recordedAt: '2022-11-08T08:00:00+08:00',
  source: 's',
};
const square = (i: number): Area['geometry'] => {
  const [x, y] = [109 + (i % 40) * 0.002, 39 + Math.floor(i / 40) * 0.002];
  const ring = [
    [x, y],
    [x + 0.001, y],
    [x + 0.001, y + 0.001],
    [x, y + 0.001],
    [x, y],
  ];
  return { type: 'Polygon', coordinates: [ring as [number, number][]] };
};
const area = (i: number): Area =>
  ({ ...stamp, id: `b${i}`, name: `b${i}`, level: 'building', population: 10 + i, geometry: square(i) }) as Area;
const lives = (i: number, of: number): CaseSaid => ({
  id: `c${i}`,
  status: 'confirmed',
  places: [{ role: 'residence', type: 'flat', areaId: `b${i % of}`, matchLevel: 'door' }],
});
const question = (count: number) => ({
  cases: Array.from({ length: count }, (_, i) => lives(i, 40)),
  rule: FENCE_RULE,
});

const situation = new Situation();
const ground = new Ground();
for (let i = 0; i < 40; i += 1) {
  situation.put('areas', `b${i}`, area(i));
  ground.set('areas', `b${i}`, area(i));
}
let desk = new FenceDesk(situation);
afterEach(async () => {
  await desk.close();
  desk = new FenceDesk(situation);
});

it('gives the text of what the pure function gives, and the heart beats meanwhile', async () => {
  let beats = 0;
  let isOver = false;
  const beat = (): void => {
    if (isOver) return;
    beats += 1;
    setImmediate(beat);
  };
  setImmediate(beat);
  const found = await desk.ask(question(2_500));
  isOver = true;
  const pure = proposeFences(question(2_500), ground);
  expect(found).toEqual({ ok: true, value: JSON.stringify(pure.ok ? pure.value : undefined) });
  // each slice of cases on its way to the worker was a turn of its own, and every moment of the drawing another
  expect(beats).toBeGreaterThan(5);
});

it('answers in the order asked, draws none for who has gone, and turns away who is one too many', async () => {
  const done: string[] = [];
  const note = (name: string) => (result: { readonly ok: boolean }) => {
    done.push(`${name} ${result.ok ? 'drawn' : 'not drawn'}`);
    return result;
  };
  let isThere = true;
  const first = desk.ask(question(200)).then(note('first'));
  const left = desk.ask(question(200), () => isThere).then(note('left'));
  isThere = false;
  const rest = Array.from({ length: 14 }, (_, i) => desk.ask(question(3)).then(note(`${i}`)));
  const [over] = await Promise.all([desk.ask(question(3)), first, left, ...rest]);
  expect(over).toMatchObject({ ok: false, error: { code: 'rate-limited' } });
  const names = ['first drawn', 'left not drawn', ...rest.map((_, i) => `${i} drawn`)];
  expect(done).toEqual(names);
  // and there is room again
  expect((await desk.ask(question(3))).ok).toBe(true);
});
