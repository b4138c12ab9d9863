import { describe, expect, it } from 'vitest';
import type { ImportStatus } from '#shared/import.ts';
import { NO_SETTINGS, optionsOf, type Settings, withKind, withOffers, withOrigin } from './settings.ts';
import { hasPosition, IMPORTABLE, needsDatum, targetsOf } from './targets.ts';

const answer: ImportStatus = {
  id: 'i',
  state: 'done',
  kind: 'site.registered',
  filename: 'sites.csv',
  dryRun: true,
  rows: 2,
  accepted: 0,
  unchanged: 0,
  refused: [],
  refusedTotal: 0,
  truncated: false,
  warnings: [],
  notOnMap: 0,
  detected: {
    format: 'csv',
    columns: ['名称', '经度', '纬度'],
    encoding: [{ value: 'gb18030', confidence: 'likely', why: 'valid GB18030' }],
    datum: [{ value: 'BD-09', confidence: 'likely', why: 'named' }],
    mapping: { name: '名称', longitude: '经度', latitude: '纬度', id: { row: true } },
  },
};
const settings: Settings = withKind(NO_SETTINGS, 'site.registered');

describe('settings of an import', () => {
  it('take over offers for encoding and columns, but never the datum', () => {
    const offered = withOffers(settings, answer);
    expect(offered.datum).toBe('');
    expect(optionsOf(offered, true)).toEqual({
      kind: 'site.registered',
      encoding: 'gb18030',
      mapping: { name: '名称', longitude: '经度', latitude: '纬度', id: { row: true } },
      dryRun: true,
    });
  });

  it('keep what the reader decided against what is offered later', () => {
    const decided = withOrigin(settings, 'name', { from: 'constant', value: 'A' });
    expect(withOffers(decided, answer).origins.name).toEqual({ from: 'constant', value: 'A' });
  });

  it('send metres only under a datum of metres', () => {
    const both = ['longitude', 'latitude', 'x', 'y'].reduce<Settings>(
      (sum, name) => withOrigin(sum, name, { from: 'column', value: name }),
      settings,
    );
    expect(Object.keys(optionsOf({ ...both, datum: 'BD-09MC' }, true).mapping ?? {})).toEqual(['x', 'y']);
    expect(Object.keys(optionsOf({ ...both, datum: 'GCJ-02' }, true).mapping ?? {})).toEqual(['longitude', 'latitude']);
  });

  it('read constants as what they look like, and keep codes with leading zeros as text', () => {
    const constant = (value: string) =>
      optionsOf(withOrigin(settings, 'capacity', { from: 'constant', value }), false).constants?.capacity;
    expect([constant('12'), constant('true'), constant('0351'), constant('')]).toEqual([12, true, '0351', undefined]);
  });

  it('forget the fields of one kind when another is chosen', () => {
    expect(withKind(withOffers(settings, answer), 'area.registered').origins).toEqual({});
  });
});

describe('targets', () => {
  it('come from the schemas, a position as its two axes', () => {
    const names = targetsOf('site.registered', false).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['id', 'name', 'type', 'longitude', 'latitude', 'observedAt']));
    expect(targetsOf('site.registered', true).map(({ name }) => name)).toContain('x');
    expect(targetsOf('site.registered', false).find(({ name }) => name === 'type')).toMatchObject({
      isRequired: true,
      codes: ['quarantine', 'testing', 'laboratory', 'clinic', 'depot'],
    });
    expect(targetsOf('case.reported', false).map(({ name }) => name)).toContain('stages.sampled');
  });

  it('ask for a datum only where there are coordinates', () => {
    expect([needsDatum('site.rooms'), needsDatum('area.registered'), hasPosition('area.registered')]).toEqual([
      false,
      true,
      false,
    ]);
    expect(IMPORTABLE).not.toContain('clock.started');
  });
});
