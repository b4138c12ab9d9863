// A small invented place with one thing of every kind, far enough apart that each can be hit alone.
import type { Camera, Place } from './desk.ts';
import type { Said } from './server.ts';

const [EAST, NORTH] = [109.2, 39.0];
/** Where the tests look: with the drawer shut, everything of `WORLD` is clear of inspector and legend. */
export const CAMERA: Camera = { center: [EAST, NORTH], zoom: 15 };
// About 100 pixels each at the camera's zoom.
const [STEP_EAST, STEP_NORTH] = [0.00215, 0.00165];

/** Columns -3 to 3 eastward, rows -1 to 3 northward. */
export const at = (column: number, row: number): Place => [
  Number((EAST + column * STEP_EAST).toFixed(6)),
  Number((NORTH + row * STEP_NORTH).toFixed(6)),
];

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

/** The ground, which is there before anything happens on it. */
export const GROUND: readonly Said[] = [
  ['source.registered', { id: 'tests', name: '浏览器测试', layers: ['sites'], everySeconds: 3600 }],
  [
    'area.registered',
    { id: 'county', level: 'county', name: '云岭区', geometry: box([EAST, NORTH], 0.05, 0.05), population: 52_000 },
  ],
  [
    'area.registered',
    { id: 'east', level: 'township', parent: 'county', name: '青石街道', geometry: box([EAST, NORTH], 0.04, 0.04) },
  ],
];

export const WORLD: readonly Said[] = [
  [
    'road.registered',
    {
      id: 'road',
      name: '滨水路',
      class: 'primary',
      walk: true,
      drive: true,
      geometry: { type: 'LineString', coordinates: [at(-3, 3), at(3, 3)] },
    },
  ],
  ['gate.registered', { id: 'gate', areaId: 'east', position: at(-3, 2), state: 'open' }],
  [
    'site.registered',
    { id: 'hotel', name: '松涛宾馆', type: 'quarantine', position: at(-2, 2), capacity: 100, address: '滨水路 8 号' },
  ],
  ['site.rooms', { id: 'hotel', ready: 20, occupied: 90, reserved: 5 }],
  ['site.registered', { id: 'booth', name: '南园采样点', type: 'testing', position: at(-1, 2), desks: 4, open: true }],
  ['site.queue', { id: 'booth', waiting: 42, minutes: 18, desks: 4 }],
  ['site.registered', { id: 'lab', name: '第一检测实验室', type: 'laboratory', position: at(0, 2) }],
  ['lab.status', { id: 'lab', queueTubes: 420, tubesPerHour: 600 }],
  ['site.registered', { id: 'clinic', name: '北桥发热门诊', type: 'clinic', position: at(1, 2) }],
  ['site.registered', { id: 'depot', name: '物资库一', type: 'depot', position: at(2, 2) }],
  ['site.registered', { id: 'nowhere', name: '只有地址的点', type: 'testing', address: '滨水路' }],
  [
    'checkpoint.registered',
    { id: 'post', name: '东高速口卡点', type: 'expressway', position: at(-2, 1), status: 'running' },
  ],
  [
    'case.reported',
    { id: 'c-1', status: 'confirmed', route: 'screening', position: at(0, 1), address: '滨水路 12 号 3 单元' },
  ],
  [
    'case.reported',
    { id: 'c-2', status: 'asymptomatic', route: 'centralIsolation', position: at(1, 1), address: '松涛宾馆 803' },
  ],
  ['team.registered', { id: 'team', name: '转运一队', type: 'transfer' }],
  ['team.position', { id: 'team', position: at(2, 1) }],
  [
    'zone.recorded',
    {
      id: 'zone',
      name: '南园高风险区',
      level: 'high',
      geometry: box(at(-1.5, -0.6), 1.2 * STEP_EAST, 0.5 * STEP_NORTH),
      authority: '区指挥部',
      publishedAt: '2022-10-29T08:00:00+08:00',
    },
  ],
  ['nail.item', { zoneId: 'zone', item: 'partyFlag', done: false }],
  ['box.sealed', { boxId: 'box', tubes: 90, siteId: 'hotel', labId: 'lab' }],
  ['transfer.requested', { id: 'transfer', caseId: 'c-1', siteId: 'booth' }],
  ['disinfection.due', { id: 'job', areaId: 'east', caseId: 'c-1' }],
];

/** What only a person with the right to give orders may say. */
export const ORDERS: readonly Said[] = [['task.assigned', { id: 'task', type: 'gateGuard', siteId: 'clinic' }]];
