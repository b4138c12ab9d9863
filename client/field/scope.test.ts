import { expect, it } from 'vitest';
import { SHOWN_LAYERS } from '#shared/situation.ts';
import { fieldScope, isFarWanted } from './scope.ts';

const PERSONS = ['cases', 'contacts', 'transfers', 'disinfections', 'positions', 'alarms', 'conflicts'];

it('asks for no layer about persons where the account has no areas of its own, whatever else it may', () => {
  const { layers = [], bbox } = fieldScope({ areas: [] });
  expect(bbox).toBeUndefined();
  expect(layers.filter((layer) => PERSONS.includes(layer))).toEqual([]);
  expect(layers.filter((layer) => !(SHOWN_LAYERS as readonly string[]).includes(layer))).toEqual([]);
});

it('asks a crew for its own areas and two kilometres around them, and for what a city has few of', () => {
  const { layers = [], bbox, whole } = fieldScope({ areas: ['a'], bounds: [109.1, 39, 109.2, 39.1] });
  expect(layers.filter((layer) => PERSONS.includes(layer))).toEqual(['cases']);
  expect(bbox?.map((degrees) => Number(degrees.toFixed(6)))).toEqual([109.08, 38.98, 109.22, 39.12]);
  // Its own, also where a case was found elsewhere than it lives.
  expect(whole).toContain('cases');
  expect(whole).toContain('sites/laboratory');
  expect(whole).not.toContain('sites');
  expect(whole).not.toContain('areas');
  const stamp = { id: 's', version: 1, observedAt: '', recordedAt: '', source: '', name: 's' };
  expect(isFarWanted('sites', { ...stamp, type: 'laboratory' })).toBe(true);
  expect(isFarWanted('sites', { ...stamp, type: 'testing' })).toBe(false);
});

it('asks for the whole ground while nobody knows where the areas lie', () => {
  expect(fieldScope({ areas: ['a'] })).toEqual({ layers: expect.arrayContaining(['areas', 'cases']) });
});
