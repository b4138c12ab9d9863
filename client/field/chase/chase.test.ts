import { expect, it } from 'vitest';
import type { Case } from '#shared/subject/case.ts';
import type { Entry } from '../outbox/entry.ts';
import { chasesOf, unseenHere } from './chase.ts';

const at = (hour: number) => new Date(Date.UTC(2022, 9, 30, hour)).toISOString();
const known = (id: string, more: Partial<Case>): Case => ({
  id,
  version: 1,
  observedAt: at(8),
  recordedAt: at(8),
  source: 's',
  status: 'preliminary',
  route: 'screening',
  statusSince: { preliminary: at(8) },
  ...more,
});
const entry = (id: string, stages: object, end?: Entry['end']): Entry => {
  const report = {
    opId: id,
    kind: 'case.updated',
    observedAt: at(9),
    data: { id, stages },
  } as unknown as Entry['report'];
  return { opId: id, seq: 1, report, account: 'field', savedAt: 0, putOff: 0, ...(end && { end }) };
};
const said = (cases: readonly Case[], entries: readonly Entry[] = []) =>
  chasesOf(cases, entries).map(({ known: { id }, next, steps }) => [
    id,
    next,
    steps
      .map(({ at: time, isImplied, isWaiting }) => (time === undefined ? '-' : isWaiting ? 'w' : isImplied ? 'i' : 'x'))
      .join(''),
  ]);

it('goes step by step; a later step proves the earlier ones, and the sample that made it positive is not the second', () => {
  expect(
    said([
      known('new', {}),
      known('first sample', { stages: { sampled: at(2), tested: at(7) } }),
      known('half', { stages: { located: at(9), sent: at(10) } }),
    ]),
  ).toEqual([
    ['first sample', 'located', '-----'],
    ['half', 'tested', 'xix--'],
    ['new', 'located', '-----'],
  ]);
});

it('shows what this phone said before the server knows it, and lets go of what is through', () => {
  const through = { located: at(9), sampled: at(9), sent: at(9), tested: at(10), reported: at(11) };
  expect(
    said(
      [
        known('a', { poolId: 'p', status: 'confirmed' }),
        known('b', { stages: through }),
        known('c', { stages: { ...through, reported: undefined } } as never),
      ],
      [entry('a', { located: at(9) }), entry('c', { reported: at(12) }), entry('a', { sampled: at(9) }, 'refused')],
    ),
  ).toEqual([
    ['a', 'sampled', 'w----'],
    ['c', undefined, 'xxxxw'],
  ]);
});

it('leaves out what nobody has to follow, and puts the longest known first', () => {
  expect(
    said([
      known('late', { statusSince: { preliminary: at(12) } }),
      known('out', { status: 'excluded', poolId: 'p' }),
      known('confirmed', { status: 'confirmed' }),
      known('early', { statusSince: { preliminary: at(6), confirmed: at(12) }, poolId: 'p', status: 'confirmed' }),
    ]).map(([id]) => id),
  ).toEqual(['early', 'late']);
});

it('offers no step again that the server has taken and the answer at hand does not show yet', () => {
  const asked = [
    known('new', {}),
    known('again', { stages: { sampled: at(2) } }),
    known('shown', { stages: { located: at(9) } }),
    known('later', { stages: { located: at(10) } }),
  ];
  const ended = [
    entry('new', { located: at(9) }, 'applied'),
    entry('again', { sampled: at(9) }, 'merged'),
    entry('shown', { located: at(9) }, 'applied'),
    entry('later', { located: at(9) }, 'applied'),
    entry('new', { sampled: at(9) }, 'refused'),
    entry('nobody', { located: at(9) }, 'applied'),
  ];
  const entries = unseenHere(ended, asked);
  expect(entries.map(({ end }) => end)).toEqual([undefined, undefined, 'applied', 'applied', 'refused', 'applied']);
  expect(said(asked, entries).map(([id, next, steps]) => [id, next, steps])).toEqual([
    ['again', 'sent', 'iw---'],
    ['later', 'sampled', 'x----'],
    ['new', 'sampled', 'w----'],
    ['shown', 'sampled', 'x----'],
  ]);
});
