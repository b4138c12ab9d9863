// The ground of a night at the desk: one yard with three houses and a clinic, two lanes through its wall, five positives.
import type { Said } from '../testing/server.ts';

const HOUR = 3_600_000;
const NOW = Date.now();
export const ago = (hours: number): string => new Date(NOW - hours * HOUR).toISOString();
const ring = (x: number, y: number, width: number, height: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
      [x, y],
    ],
  ],
});
const line = (...coordinates: readonly (readonly [number, number])[]) => ({ type: 'LineString', coordinates });
const area = (id: string, level: string, parent: string | undefined, name: string, more: object): Said => [
  'area.registered',
  { id, level, ...(parent === undefined ? {} : { parent }), name, ...more },
];
const road = (id: string, name: string, geometry: object): Said => [
  'road.registered',
  { id, name, class: 'residential', walk: true, drive: true, geometry },
];
/** Two houses of one yard with five positives, a third without, a clinic in the corner, two lanes through the wall. */
export const GROUND: readonly Said[] = [
  [
    'source.registered',
    { id: 'tests', name: '测试', nameEn: 'Tests', layers: ['cases', 'areaTests'], everySeconds: 36_000 },
  ],
  area('county', 'county', undefined, '云岭区', { geometry: ring(109.15, 38.95, 0.1, 0.1), population: 3000 }),
  area('town', 'township', 'county', '青石街道', { geometry: ring(109.16, 38.96, 0.08, 0.08) }),
  area('south', 'community', 'town', '南园社区', { geometry: ring(109.2, 39.0, 0.008, 0.008), population: 1500 }),
  area('yard', 'compound', 'south', '松涛苑', {
    geometry: ring(109.202, 39.002, 0.003, 0.002),
    population: 400,
    households: 160,
  }),
  area('house-1', 'building', 'yard', '1号楼', {
    geometry: ring(109.2023, 39.0023, 0.0005, 0.0003),
    population: 90,
    households: 36,
  }),
  area('house-2', 'building', 'yard', '2号楼', {
    geometry: ring(109.2023, 39.0033, 0.0005, 0.0003),
    population: 110,
    households: 44,
  }),
  area('house-3', 'building', 'yard', '3号楼', {
    geometry: ring(109.2036, 39.0028, 0.0005, 0.0003),
    population: 200,
    households: 80,
  }),
  road('lane', '滨水路', line([109.2, 39.00245], [109.207, 39.00245])),
  road('north', '青石巷', line([109.2025, 39.0], [109.2025, 39.007])),
  ['site.registered', { id: 'clinic', name: '南园门诊', type: 'clinic', position: [109.2046, 39.0036] }],
];
const home = (areaId: string) => ({ role: 'residence', type: 'flat', areaId, matchLevel: 'door' });
export const CASES: readonly Said[] = Array.from({ length: 5 }, (_, i): Said => {
  const isFirst = i < 3;
  return [
    'case.reported',
    {
      id: `c-${i + 1}`,
      person: `p-${i + 1}`,
      status: 'confirmed',
      route: 'screening',
      sampledAt: ago(3),
      position: isFirst ? [109.2025, 39.0024] : [109.2025, 39.0034],
      places: [{ ...home(isFirst ? 'house-1' : 'house-2') }],
    },
    { observedAt: ago(1), source: 'tests' },
  ];
});
