// What the story reports of each case against the five steps of the eight hours: a clock that runs over in the demonstration
// runs over because somebody was slow, never because the story forgot to say that it was done.
import { beforeAll, expect, it } from 'vitest';
import type { Draft } from '../telling.ts';
import { newScenario } from '../told.fixture.ts';
import { cases } from './cases.ts';
import { type Infection, isControlled, isSlow } from './outbreak.ts';
import type { World } from './world.ts';

let world: World;
let told: Draft[];
beforeAll(() => {
  world = newScenario().world;
  const { born } = cases(world);
  const last = Math.max(...world.infections.map(({ found }) => found));
  told = Array.from({ length: Math.floor(last / 60) + 1 }, (_, hour) => born(hour)).flat();
}, 120_000);

/** Minutes after it was found at which each step was reported; Infinity where it never was. */
function steps({ id, found, route }: Infection): Record<string, number> {
  const of = (passes: (draft: Draft) => boolean) => told.filter(passes).map(({ known }) => known - found);
  const first = (passes: (draft: Draft) => boolean) => Math.min(...of(passes), Number.POSITIVE_INFINITY);
  const stage = (name: 'traced') =>
    first((draft) => draft.kind === 'case.updated' && draft.data.id === id && draft.data.stages?.[name] !== undefined);
  const contacts = told.flatMap((draft) =>
    draft.kind === 'contact.reported' && draft.data.caseId === id && draft.data.degree === 'close'
      ? [draft.data.id]
      : [],
  );
  const controlled = contacts.map((contact) =>
    first((draft) => draft.kind === 'contact.updated' && draft.data.id === contact),
  );
  return {
    tracing: stage('traced'),
    transfer: first((draft) => draft.kind === 'transfer.admitted' && draft.data.caseId === id),
    contacts: Math.max(0, ...controlled),
    control: isControlled(route)
      ? 0
      : first((draft) => draft.kind === 'task.done' && draft.data.id === `${id}-control`),
    disinfection: first((draft) => draft.kind === 'disinfection.done' && draft.data.caseId === id),
  };
}

it('every case that is not excluded has all five steps, within eight hours unless it is one of the slow ones', () => {
  const positive = world.infections.filter(({ outcome }) => outcome !== 'excluded');
  const late = positive.flatMap((infection) =>
    Object.entries(steps(infection)).flatMap(([step, after]) => (after > 480 ? [{ infection, step, after }] : [])),
  );
  expect(late.filter(({ after }) => after === Number.POSITIVE_INFINITY)).toEqual([]);
  expect(
    late.filter(({ infection }) => !isSlow(infection.number)).map(({ infection: { id }, step }) => [id, step]),
  ).toEqual([]);
  // Clocks that never run over show nobody what they are for.
  expect(late.length).toBeGreaterThan(0);
  expect(positive.length).toBeGreaterThan(50);
});
