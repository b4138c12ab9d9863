import { expect, it } from 'vitest';
import { advance } from '../project.ts';
import { Situation } from '../situation.ts';
import { eventOf, MORNING, report } from '../testing.ts';

const at = (hours: number): string => new Date(MORNING + hours * 3_600_000).toISOString();
function told(...said: readonly (readonly [kind: 'case.reported' | 'case.updated', hours: number, data: object])[]) {
  const situation = new Situation();
  for (const [i, [kind, hours, data]] of said.entries())
    advance(situation, eventOf(i + 1, report(kind, { id: 'c', ...data }, { observedAt: at(hours) })));
  return situation.get('cases', 'c')!;
}
const first = { status: 'preliminary', route: 'screening', places: [] };

it('a case knows since when it has had each status, whatever is reported afterwards', () => {
  const known = told(
    ['case.reported', 1, first],
    ['case.updated', 2, { stages: { located: at(2) } }],
    ['case.updated', 4, { status: 'confirmed' }],
    // the whole case again, by its source, hours later
    ['case.reported', 9, { ...first, status: 'confirmed' }],
    ['case.updated', 10, { status: 'confirmed' }],
  );
  expect(known.statusSince).toEqual({ preliminary: at(1), confirmed: at(4) });
});

it('an earlier observation that comes late moves the time back, a later one never forward', () => {
  const late = told(
    ['case.reported', 5, first],
    ['case.updated', 3, { status: 'preliminary' }],
    ['case.updated', 8, { status: 'preliminary' }],
  );
  expect(late.statusSince).toEqual({ preliminary: at(3) });
});

it('steps that two teams tell, each its own, stand beside each other; the same step again is as it was said last', () => {
  const known = told(
    ['case.reported', 1, { ...first, stages: { located: at(1) } }],
    ['case.updated', 2, { stages: { sampled: at(2) } }],
    ['case.updated', 4, { stages: { sent: at(3), sampled: at(2.5) } }],
  );
  expect(known.stages).toEqual({ located: at(1), sampled: at(2.5), sent: at(3) });
  expect(
    told(['case.reported', 1, { ...first, stages: { located: at(1) } }], ['case.updated', 2, { stages: null }]).stages,
  ).toBeUndefined();
});
