// checkGeometry on published fixtures and on real polygons; skipped where ../shared/data is absent.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkGeometry } from './geometry.ts';

const why = (value: unknown) => {
  const result = checkGeometry(value);
  return result.ok ? 'ok' : result.error.message;
};

const data = '../shared/data';
const fixtures = `${data}/conformance/turf_fixtures.tar.xz`;
describe.skipIf(!existsSync(fixtures))(`published fixtures (needs ${fixtures})`, () => {
  const unpack = (file: string, ...paths: string[]) =>
    execFileSync('tar', ['xJf', file, '-O', ...paths], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  // A group that is skipped is read all the same, to list what is skipped.
  const list = () => execFileSync('tar', ['tJf', fixtures], { encoding: 'utf8' }).split('\n');
  const names = existsSync(fixtures) ? list() : [];
  const geometriesOf = (name: string): unknown[] => {
    const json = JSON.parse(unpack(fixtures, name));
    return (json.features ?? [json]).map((item: { geometry?: unknown }) => item.geometry ?? item);
  };
  const valid = names.filter((name) => /boolean-valid\/test\/true\/(?!GeometryColl).*geojson$/.test(name));
  const invalid = names.filter((name) => /boolean-valid\/test\/false\/.*geojson$/.test(name));

  it.each(valid)('accepts %s', (name) => expect(new Set(geometriesOf(name).map(why))).toEqual(new Set(['ok'])));
  // A there-and-back spike to a vertex has no area: dropped, with a note, where Turf refuses.
  it.each(invalid.filter((name) => !name.includes('with-puncture')))('refuses %s', (name) =>
    expect(geometriesOf(name).map(why)).not.toContain('ok'),
  );
  it.each(['hourglass', 'switzerlandKinked', 'triple'])('finds the kink of %s', (name) => {
    expect(geometriesOf(`packages/turf-kinks/test/in/${name}.geojson`).map(why).join()).toMatch(/crosses itself/);
  });
  it('reads the examples of RFC 7946', () => {
    const file = `${data}/conformance/rfc7946_examples.tar.xz`;
    const appendix = ['01', '02', '03_a', '03_b', '04', '05', '06'].map((n) => `js/example_appendix_${n}.geojson`);
    for (const name of appendix) expect(why(JSON.parse(unpack(file, name)))).toBe('ok');
    // 3.1.9: example 03 c has a hole over the antimeridian, which is to be cut
    expect(why(JSON.parse(unpack(file, 'js/example_appendix_03_c.geojson')))).toMatch(/antimeridian/);
  });
});

const townships = `${data}/haidian/townships.geojson`;
describe.skipIf(!existsSync(townships))(`real polygons (needs ${data})`, () => {
  it.each([
    ['haidian/townships.geojson', 29, 3],
    ['haidian/zgcbuilding.geojson', 697, 0],
    ['haidian/zgcroads.geojson', 645, 0],
    ['newyork-tests/zones.geojson', 178, 1],
    ['singapore-dengue/clusters.geojson', 424, 2],
  ])('%s: all %i accepted, %i repaired', (file, count, repaired) => {
    const { features } = JSON.parse(readFileSync(`${data}/${file}`, 'utf8')) as { features: { geometry: unknown }[] };
    let repairs = 0;
    const notes = { repaired: () => void repairs++ };
    const accepted = features.filter(({ geometry }) => checkGeometry(geometry, undefined, '', notes).ok);
    expect([accepted.length, repairs]).toEqual([count, repaired]);
  });
});
