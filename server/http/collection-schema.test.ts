// The lists against what the API page says of them: each answer fits its schema, and no field of it is undocumented.

import type { TSchema } from 'typebox';
import { Errors } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_MACHINE, type Body, type Line, openLine, say } from '../testing/line.ts';
import { listAnswer, oneAnswer } from './collection-schema.ts';
import { COLLECTIONS } from './collections.ts';

let line: Line;
beforeAll(async () => {
  line = await openLine();
  const at = '2022-10-30T09:00:00+08:00';
  const { results } = await line.send([
    say('area.registered', { id: 'a', level: 'county', name: 'a', population: 1_000 }),
    say('case.reported', { id: 'c', status: 'confirmed', route: 'screening', position: [109.1, 39.1], sampledAt: at }),
    say('contact.reported', { id: 'n', caseId: 'c', degree: 'close', identifiedAt: at, lastExposure: at }),
    say('checkpoint.registered', { id: 'k', name: 'k', type: 'road', position: [109.1, 39.1], status: 'open' }),
    say('checkpoint.queue', { id: 'k', direction: 'in', vehicles: 12 }),
    say('site.registered', { id: 's', name: 's', type: 'quarantine', tier: 'running', capacity: 10 }),
    say('source.registered', { id: 'machine', name: 'machine', layers: ['cases'], everySeconds: 600 }),
  ]);
  expect(results.filter(({ error }) => error !== undefined)).toEqual([]);
});
afterAll(() => line.close());

const problemsOf = (schema: TSchema, value: unknown) =>
  Errors(schema, value).map(({ instancePath, message }) => `${instancePath} ${message}`);

describe('the lists', () => {
  it.each(COLLECTIONS)('answer for %s as the API page says', async (layer) => {
    const { body } = await line.get(`/api/${layer}`, AS_MACHINE);
    expect(problemsOf(listAnswer(layer), body)).toEqual([]);
    const [first] = body.features as Body[];
    if (first === undefined) return;
    expect(problemsOf(oneAnswer(layer), (await line.get(`/api/${layer}/${first.id}`, AS_MACHINE)).body)).toEqual([]);
    const { paths } = (await line.get('/api/openapi.json')).body;
    const list = paths[`/api/${layer}`].get.responses['200'].content['application/json'].schema;
    const known = list.anyOf[0].properties.features.items.properties.properties.properties;
    expect(Object.keys(first.properties).filter((name) => !Object.hasOwn(known, name))).toEqual([]);
  });

  it('say of an alarm what its verdict may be, and who sees it', async () => {
    const { paths } = (await line.get('/api/openapi.json')).body;
    const list = paths['/api/alarms'].get.responses['200'].content['application/json'].schema;
    const { verdict, type } = list.anyOf[0].properties.features.items.properties.properties.properties;
    expect(verdict).toMatchObject({
      enum: ['real', 'falseAlarm'],
      description: expect.stringContaining('seen from L2'),
    });
    expect(type.enum ?? type.anyOf).toHaveLength(16);
  });
});
