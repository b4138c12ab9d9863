import { expect, it } from 'vitest';
import { gateSilence } from './checkpoint-silence.ts';

const slot = (to: string) => ({ from: '2022-10-30T09:45:00Z', to, vehicles: 7 });
const at = (time: string) => Date.parse(`2022-10-30T${time}Z`);

it('takes a gate for silent after two slots without a word in either direction', () => {
  const gate = { status: 'running', latest: { in: slot('2022-10-30T10:00:00Z'), out: slot('2022-10-30T10:15:00Z') } };
  expect(gateSilence(gate, undefined, at('10:45:00'))).toBe('speaks');
  expect(gateSilence(gate, undefined, at('10:45:01'))).toEqual({ since: at('10:15:00') });
});

it('goes by the rhythm of the source that told last', () => {
  const gate = { status: 'running', latest: { in: slot('2022-10-30T10:00:00Z') } };
  expect(gateSilence(gate, 3_600, at('12:00:00'))).toBe('speaks');
  expect(gateSilence(gate, 60, at('10:02:01'))).toEqual({ since: at('10:00:00') });
});

it('tells a gate that never counted from one that is closed', () => {
  expect(gateSilence({ status: 'running' }, undefined, at('10:00:00'))).toBe('never');
  expect(gateSilence({ status: 'closed', latest: { in: slot('2022-10-30T10:00:00Z') } }, 900, at('20:00:00'))).toBe(
    'closed',
  );
});
