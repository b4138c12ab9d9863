// The story of the zones: a nail and how it was found, a second cluster, an older zone on its way out, a neighbour's zone.
import { dice } from './dice.ts';
import { sourceId } from './sources.ts';
import { clock, type Draft, iso, JOIN_MINUTE, say, type Teller } from './telling.ts';
import type { World } from './world.ts';
import { caseIds, order, shape, ZONING, zone } from './zones.ts';

export const NAIL_ZONE = 'yl-zone-nail';
export const SECOND_ZONE = 'yl-zone-second';
const DAY = 24 * 60;

/** The nine items of a nail (policy hohhot-nail), and the hour of the story at which each was done in the first. */
const ITEMS: readonly (readonly [item: string, hour: number])[] = [
  ['taskForce', 25],
  ['lanesGuarded', 25.5],
  ['courtyardsSealed', 26],
  ['loudspeaker', 32],
  ['partyFlag', 33],
  ['suppliesPacked', 35],
  ['patrols', 40],
  ['wasteCollected', 58],
  ['drones', 89],
];

export const orders = (world: World): Teller => {
  const script = [...nail(world), ...second(world), ...old(world), ...cut(world), ...neighbour(), ...gates(world)];
  return {
    name: 'orders',
    hours: 8 * 24,
    born: (hour) => (hour === 0 ? script.filter(early) : [...later(script, hour), ...live(world, hour)]),
  };
};

// A life may last eight days from its birth; what comes later in the script is born in its own hour.
const early = ({ known }: Draft) => known < DAY;
const later = (script: readonly Draft[], hour: number) =>
  script.filter((draft) => !early(draft) && Math.floor(draft.known / 60) === hour);

function nail({ clusters: [home] }: World): Draft[] {
  const hold = zone('yl-zone-hold');
  hold.step(clock(0, 20, 50), 'zone.held', {
    ...shape(home),
    policyId: ZONING,
    level: 'high',
    caseIds: caseIds(0, 3),
    reason: '同一小区数小时内连续发现阳性,先行临时管控 positives in one compound within hours',
  });
  hold.step(clock(0, 23, 45), 'zone.cancelled', { reason: '已由正式划定替代 replaced by the published zone' });

  const { step, drafts } = zone(NAIL_ZONE);
  const proposal = { policyId: ZONING, level: 'high', caseIds: caseIds(0, 4), ...shape(home) };
  step(clock(0, 22, 20), 'zone.proposed', { ...proposal, reason: '小区内5例阳性 five positives in the compound' });
  step(clock(0, 22, 30), 'zone.submitted', { reason: '请审 for approval' });
  step(clock(0, 22, 50), 'zone.returned', { remark: '请补充应急通道 name the emergency gate' });
  step(clock(0, 23, 5), 'zone.proposed', {
    ...proposal,
    reason: '小区内5例阳性,保留3号门为应急通道 five positives; gate 3 stays open for emergencies',
  });
  step(clock(0, 23, 10), 'zone.submitted', { reason: '已补充 completed' });
  step(clock(0, 23, 25), 'zone.approved', order(1, clock(4, 23, 30)));
  step(clock(0, 23, 30), 'zone.published', {});
  step(clock(3, 10), 'zone.extended', {
    expiresAt: order(1, clock(11, 0)).expiresAt!,
    reason: '区内仍有新增 new cases inside',
  });
  const items = ITEMS.map(([item, hour]) =>
    say(
      'nail.item',
      { known: hour * 60 + 7, source: sourceId('command') },
      { zoneId: NAIL_ZONE, item, done: true, proof: `演示 ${item}` },
    ),
  );
  const alarm = say(
    'alarm.acknowledged',
    { known: clock(0, 22, 15), by: 'commander', source: sourceId('command') },
    { id: `nail/${home.id}` },
  );
  return [...hold.drafts, ...drafts, ...items, alarm];
}

/** Medium at first; high when the cases came. */
function second({ clusters: [, home] }: World): Draft[] {
  const { step, drafts } = zone(SECOND_ZONE);
  step(clock(1, 15, 40), 'zone.proposed', {
    policyId: ZONING,
    level: 'medium',
    ...shape(home),
    caseIds: caseIds(5, 5),
    reason: '病例活动场所 places where a case has been',
  });
  step(clock(1, 15, 50), 'zone.submitted', {});
  step(clock(1, 16, 20), 'zone.approved', order(2, clock(8, 16)));
  step(clock(1, 16, 30), 'zone.published', {});
  step(clock(2, 9), 'zone.escalated', { level: 'high', reason: '区内新增,升为高风险 new cases inside' });
  return drafts;
}

/** In force since before the story; entered when it began. High for seven days, three more, released (9th edition). */
function old({ land }: World): Draft[] {
  const home = land.compounds.filter(({ buildings }) => buildings.length === 0)[0]!;
  const { step, drafts } = zone('yl-zone-old');
  const before = -8 * DAY;
  const from = (minute: number) => before + minute;
  step(
    2,
    'zone.proposed',
    { policyId: ZONING, level: 'high', ...shape(home), reason: '此前疫情 earlier cases' },
    from(0),
  );
  step(2.2, 'zone.submitted', {}, from(20));
  step(2.4, 'zone.approved', order(90, clock(5, 12)), from(50));
  step(2.6, 'zone.published', {}, from(60));
  step(clock(0, 9), 'zone.downgraded', { level: 'mediumAfterHigh', reason: '连续7天无新增 seven days without a case' });
  step(clock(3, 11), 'zone.released', { reason: '再连续3天无新增 three more days without a case' });
  return drafts;
}

/** One zone over two compounds, cut in two so that each can be freed when it is ready. */
function cut({ land }: World): Draft[] {
  const [first, other] = land.compounds.filter(({ buildings }) => buildings.length === 0).slice(5);
  const { step, drafts } = zone('yl-zone-pair');
  const areaIds = [first!.id, other!.id];
  step(clock(1, 19), 'zone.proposed', {
    policyId: ZONING,
    level: 'high',
    areaIds,
    reason: '两小区均有病例 cases in both',
  });
  step(clock(1, 19, 10), 'zone.submitted', {});
  step(clock(1, 19, 40), 'zone.approved', order(3, clock(8, 20)));
  step(clock(1, 19, 50), 'zone.published', {});
  step(clock(2, 15), 'zone.split', {
    parts: [
      { id: 'yl-zone-pair-1', level: 'high', name: `${first!.zh} ${first!.en}`, ...shape(first!) },
      { id: 'yl-zone-pair-2', level: 'medium', name: `${other!.zh} ${other!.en}`, ...shape(other!) },
    ],
    reason: '一区一策 one area, one policy',
  });
  return drafts;
}

/** Published by somebody else, outside the district; taken over as it stands. */
function neighbour(): Draft[] {
  const { step, drafts } = zone('yl-zone-neighbour');
  step(
    clock(0, 0, 5),
    'zone.recorded',
    {
      name: '邻区管控片区(虚构) A zone next door (fictional)',
      level: 'medium',
      geometry: polygonNextDoor,
      authority: '邻区指挥部(虚构) the command next door (fictional)',
      publishedAt: '2022-10-25T10:00:00+08:00',
      until: '2022-11-05T10:00:00+08:00',
    },
    -2400,
  );
  return drafts;
}
const polygonNextDoor = {
  type: 'Polygon' as const,
  coordinates: [
    [
      [109.312, 39.012],
      [109.331, 39.009],
      [109.336, 39.021],
      [109.322, 39.029],
      [109.31, 39.022],
      [109.312, 39.012],
    ] as [number, number][],
  ],
};

/** Gates follow the order: one guarded, one blocked, the emergency gate untouched. */
function gates({ clusters }: World): Draft[] {
  const since = [clock(0, 23, 40), clock(1, 16, 40)];
  return clusters.flatMap(({ gates: [main, side] }, i) => [
    say('gate.updated', { known: since[i]!, source: sourceId('register') }, { id: main!.id, state: 'guarded' }),
    say('gate.updated', { known: since[i]! + 3, source: sourceId('register') }, { id: side!.id, state: 'blocked' }),
    ...[0, 1, 2, 3, 4, 5, 6, 7, 8].map((shift) =>
      say(
        'duty.changed',
        { known: since[i]! + shift * 480 + 5, source: sourceId('checkpoints') },
        {
          gateId: main!.id,
          from: iso(since[i]! + shift * 480),
          to: iso(since[i]! + (shift + 1) * 480),
          dept: '街道 street office',
          staff: 3,
        },
      ),
    ),
  ]);
}

/** Live: once a day a compound without surveyed buildings is zoned, and freed within the week. */
function live({ seed, land }: World, hour: number): Draft[] {
  if (hour * 60 < JOIN_MINUTE || hour % 24 !== 15) return [];
  const start = hour * 60;
  const quiet = land.compounds.filter(({ buildings }) => buildings.length === 0);
  const home = quiet[Math.floor(hour / 24) % quiet.length]!;
  const draw = dice(seed, 'order', hour);
  const { step, drafts } = zone(`yl-zone-${hour}`, false);
  step(start + 5, 'zone.proposed', {
    policyId: ZONING,
    level: 'medium',
    ...shape(home),
    reason: '病例活动场所 a case has been here',
  });
  step(start + 14, 'zone.submitted', {});
  if (draw.chance(0.4)) {
    step(start + 25, 'zone.returned', { remark: '请说明依据 say why' });
    step(start + 33, 'zone.submitted', { reason: '已补充 completed' });
  }
  step(start + 45, 'zone.approved', order(hour, start + 3 * DAY));
  step(start + 52, 'zone.published', {});
  step(start + 3 * DAY - 60, 'zone.extended', { expiresAt: order(hour, start + 7.5 * DAY).expiresAt! });
  step(start + 7 * DAY + 60, 'zone.released', { reason: '连续7天无新增 seven days without a case' });
  return drafts;
}
