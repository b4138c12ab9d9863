// A compound of two houses, one of them with staircases, flats and a positive on the eighth floor.
import type { Camera, Place } from '../../../testing/desk.ts';
import type { Said } from '../../../testing/server.ts';
import { at } from '../../../testing/world.ts';

export const COMPOUND = 'tower-yard';
const [EAST, NORTH] = at(6, 2);
export const HOUSE_CAMERA: Camera = { center: [EAST, NORTH], zoom: 17 };

const box = ([x, y]: Place, width: number, height: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [x - width, y - height],
      [x + width, y - height],
      [x + width, y + height],
      [x - width, y + height],
      [x - width, y - height],
    ],
  ],
});
const area = (id: string, level: string, parent: string, name: string, more: object = {}): Said => [
  'area.registered',
  { id, level, parent, name, ...more },
];

export const HOUSES: readonly Said[] = [
  area(COMPOUND, 'compound', 'east', '鸥盟家园', { geometry: box([EAST, NORTH], 0.0016, 0.0012) }),
  area('tower-4', 'building', COMPOUND, '4号楼', {
    floors: 9,
    households: 36,
    geometry: box([EAST, NORTH], 0.0004, 0.0002),
  }),
  area('tower-5', 'building', COMPOUND, '5号楼', { floors: 6, geometry: box([EAST, NORTH - 0.0006], 0.0004, 0.0002) }),
  area('tower-4-1', 'staircase', 'tower-4', '1单元'),
  area('tower-4-2', 'staircase', 'tower-4', '2单元'),
  area('tower-4-2-0801', 'household', 'tower-4-2', '801室', { population: 3 }),
  area('tower-4-2-0802', 'household', 'tower-4-2', '802室', { population: 2 }),
  [
    'case.reported',
    {
      id: 'c-tower',
      status: 'confirmed',
      route: 'door',
      position: [EAST + 0.0002, NORTH],
      address: '鸥盟家园4号楼0801室',
      places: [{ role: 'residence', type: 'flat', areaId: 'tower-4-2', address: '鸥盟家园4号楼0801室' }],
    },
  ],
];
