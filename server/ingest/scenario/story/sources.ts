// The sources of the scenario. Each name carries the label, so that no screen can show one without it (issue, point 8).
import { type Draft, say } from '../telling.ts';
import { LABEL } from './plan.ts';

type Known = {
  readonly name: string;
  readonly nameEn: string;
  readonly layers: readonly string[];
  readonly everySeconds: number;
};

/** Seconds are incident seconds, like every age in the demonstration. */
const SOURCES = {
  register: {
    name: '地名地址库',
    nameEn: 'Address register',
    layers: ['areas', 'roads', 'gates'],
    everySeconds: 172_800,
  },
  command: {
    name: '指挥部',
    nameEn: 'Command desk',
    layers: ['zones', 'nails', 'policies', 'rounds', 'rolls', 'tasks', 'teams', 'alarms', 'conflicts', 'series'],
    everySeconds: 43_200,
  },
  checkpoints: {
    name: '卡口计数',
    nameEn: 'Checkpoint counters',
    layers: ['checkpoints', 'duties'],
    everySeconds: 900,
  },
  testing: { name: '采样点', nameEn: 'Testing points', layers: ['sites', 'boxes'], everySeconds: 600 },
  samples: {
    name: '核酸信息平台',
    nameEn: 'Sample platform',
    layers: ['rounds', 'areaTests', 'visits'],
    // nobody samples at night, and some days have no round
    everySeconds: 43_200,
  },
  'lab-1': { name: '第一检测实验室', nameEn: 'First laboratory', layers: ['sites'], everySeconds: 300 },
  /** falls silent for an hour every incident day (laboratories.ts) */
  'lab-2': { name: '第二检测实验室', nameEn: 'Second laboratory', layers: ['sites'], everySeconds: 300 },
  'lab-3': { name: '其他检测实验室', nameEn: 'Other laboratories', layers: ['sites'], everySeconds: 300 },
  rooms: { name: '隔离点', nameEn: 'Isolation sites', layers: ['sites'], everySeconds: 900 },
  tracing: {
    name: '流调平台',
    nameEn: 'Case and tracing platform',
    layers: ['cases', 'contacts', 'transfers', 'disinfections'],
    everySeconds: 3_600,
  },
  field: { name: '现场队伍', nameEn: 'Field teams', layers: ['positions', 'tasks'], everySeconds: 60 },
} as const satisfies Record<string, Known>;
type Name = keyof typeof SOURCES;

export const SOURCE_PREFIX = 'yl-src-';
export const sourceId = (name: Name): string => `${SOURCE_PREFIX}${name}`;

export const sourceReports = (): Draft[] =>
  (Object.entries(SOURCES) as [Name, Known][]).map(([name, source]) =>
    say(
      'source.registered',
      { known: 0, source: sourceId(name) },
      {
        id: sourceId(name),
        name: `${source.name} · ${LABEL.zh}`,
        nameEn: `${source.nameEn} · ${LABEL.en}`,
        layers: [...source.layers],
        everySeconds: source.everySeconds,
      },
    ),
  );
