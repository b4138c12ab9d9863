// The story of the zones: a nail and how it was found, the market and its people, an older zone on its way out, a
// neighbour's zone; later every day what the cases ask for.
import { dice } from '../dice.ts';
import { clock, type Draft, iso, JOIN_MINUTE, say, type Teller } from '../telling.ts';
import { fencesOf } from './fences.ts';
import { sourceId } from './sources.ts';
import type { World } from './world.ts';
import { order, shape, ZONING, type ZoneTold, zone } from './zones.ts';

export const NAIL_ZONE = 'yl-zone-nail';
export const SECOND_ZONE = 'yl-zone-second';
export const MARKET_ZONE = 'yl-zone-market';
const DAY = 24 * 60;
/** Days on which the live story still finds something to zone. */
const LAST_NEW = 13;

/** The nine items of a nail (policy hohhot-nail), and the hour of the story at which each was done. */
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

/** Every zone of the story with all its steps. */
export function zonesOf(world: World): ZoneTold[] {
  return [
    ...nail(world),
    second(world),
    market(world),
    old(world),
    ...pair(world),
    neighbour(world),
    ...fencesOf(world),
    ...Array.from({ length: LAST_NEW }, (_, day) => live(world, day)).flat(),
  ];
}

export function orders(world: World): Teller {
  const script = [...world.zones.flatMap(({ drafts }) => drafts), ...around(world), ...gates(world)];
  const byHour = Map.groupBy(script, ({ known }) => Math.floor(known / 60));
  return { name: 'orders', hours: 1, born: (hour) => byHour.get(hour) ?? [] };
}

/** Cases known before a minute whose homes lie in an area. */
const casesIn = ({ infections }: World, areaId: string, before: number): string[] =>
  infections.filter(({ home, found }) => home.id === areaId && found < before).map(({ id }) => id);

function nail(world: World): ZoneTold[] {
  const home = world.cast.nail;
  const hold = zone('yl-zone-hold');
  hold.step(clock(0, 20, 50), 'zone.held', {
    ...shape(home),
    policyId: ZONING,
    level: 'high',
    caseIds: casesIn(world, home.id, clock(0, 20, 50)),
    reason: '同一小区数小时内连续发现阳性,先行临时管控 positives in one compound within hours',
  });
  hold.step(clock(0, 23, 45), 'zone.cancelled', { reason: '已由正式划定替代 replaced by the published zone' });

  const found = zone(NAIL_ZONE);
  const proposal = {
    policyId: ZONING,
    level: 'high',
    caseIds: casesIn(world, home.id, clock(0, 22, 20)),
    ...shape(home),
  };
  found.step(clock(0, 22, 20), 'zone.proposed', {
    ...proposal,
    reason: '小区内5例阳性 five positives in the compound',
  });
  found.step(clock(0, 22, 30), 'zone.submitted', { reason: '请审 for approval' });
  found.step(clock(0, 22, 50), 'zone.returned', { remark: '请补充应急通道 name the emergency gate' });
  found.step(clock(0, 23, 5), 'zone.proposed', {
    ...proposal,
    reason: '小区内5例阳性,保留应急通道 five positives; one gate stays open for emergencies',
  });
  found.step(clock(0, 23, 10), 'zone.submitted', { reason: '已补充 completed' });
  found.step(clock(0, 23, 25), 'zone.approved', order(1, clock(4, 23, 30)));
  found.step(clock(0, 23, 30), 'zone.published', {});
  const until = (minute: number) => ({ expiresAt: iso(minute), reason: '区内仍有新增 new cases inside' });
  found.step(clock(3, 10), 'zone.extended', until(clock(11, 0)));
  found.step(clock(10, 16), 'zone.extended', until(clock(18, 0)));
  found.step(clock(15, 9), 'zone.downgraded', {
    level: 'mediumAfterHigh',
    reason: '连续7天无新增 seven days without a case',
  });
  found.step(clock(18, 9), 'zone.released', { reason: '再连续3天无新增 three more days without a case' });
  return [hold, found];
}

/** Medium at first; high when the cases came. */
function second(world: World): ZoneTold {
  const home = world.cast.second;
  const zoned = zone(SECOND_ZONE);
  const { step } = zoned;
  step(clock(1, 8, 40), 'zone.proposed', {
    policyId: ZONING,
    level: 'medium',
    ...shape(home),
    caseIds: casesIn(world, home.id, clock(1, 8, 40)),
    reason: '市场摊主居住小区 a stallholder of the market lives here',
  });
  step(clock(1, 8, 50), 'zone.submitted', {});
  step(clock(1, 9, 20), 'zone.approved', order(2, clock(8, 9)));
  step(clock(1, 9, 30), 'zone.published', {});
  step(clock(2, 9), 'zone.escalated', { level: 'high', reason: '区内新增,升为高风险 new cases inside' });
  step(clock(7, 16), 'zone.extended', { expiresAt: iso(clock(15, 9)), reason: '区内仍有新增 new cases inside' });
  step(clock(14, 9), 'zone.downgraded', {
    level: 'mediumAfterHigh',
    reason: '连续7天无新增 seven days without a case',
  });
  step(clock(14, 20), 'zone.extended', { expiresAt: iso(clock(18, 9)), reason: '由高降中,再观察3天 three days more' });
  step(clock(17, 9), 'zone.released', { reason: '再连续3天无新增 three more days without a case' });
  return zoned;
}

/** The place itself: nobody lives there, and everybody has been there. */
function market(world: World): ZoneTold {
  const { market: place } = world.cast;
  const zoned = zone(MARKET_ZONE);
  const { step } = zoned;
  const visitors = world.infections.filter(({ cluster, found }) => cluster === 'market' && found < clock(1, 13));
  step(clock(1, 13), 'zone.proposed', {
    policyId: ZONING,
    level: 'medium',
    ...shape(place),
    caseIds: visitors.map(({ id }) => id),
    reason: '多例病例的共同活动场所 where several cases had been',
  });
  step(clock(1, 13, 10), 'zone.submitted', {});
  step(clock(1, 13, 40), 'zone.approved', order(4, clock(8, 14)));
  step(clock(1, 13, 50), 'zone.published', {});
  step(clock(8, 10), 'zone.released', { reason: '连续7天无新增 seven days without a case' });
  return zoned;
}

/** In force since before the story; entered when it began. High for seven days, three more, released (9th edition). */
function old({ cast }: World): ZoneTold {
  const zoned = zone('yl-zone-old');
  const from = (minute: number) => -8 * DAY + minute;
  const { step } = zoned;
  const said = { policyId: ZONING, level: 'high', ...shape(cast.old), reason: '此前疫情 earlier cases' };
  step(2, 'zone.proposed', said, from(0));
  step(2.2, 'zone.submitted', {}, from(20));
  step(2.4, 'zone.approved', order(90, clock(5, 12)), from(50));
  step(2.6, 'zone.published', {}, from(60));
  step(clock(0, 9), 'zone.downgraded', { level: 'mediumAfterHigh', reason: '连续7天无新增 seven days without a case' });
  step(clock(3, 11), 'zone.released', { reason: '再连续3天无新增 three more days without a case' });
  return zoned;
}

/** One zone over two compounds, cut in two so that each can be freed when it is ready. */
function pair({ cast }: World): ZoneTold[] {
  const [first, other] = cast.pair;
  const zoned = zone('yl-zone-pair');
  const { step } = zoned;
  step(clock(1, 19), 'zone.proposed', {
    policyId: ZONING,
    level: 'high',
    areaIds: [first.id, other.id],
    reason: '两小区均有病例活动 cases have been in both',
  });
  step(clock(1, 19, 10), 'zone.submitted', {});
  step(clock(1, 19, 40), 'zone.approved', order(3, clock(8, 20)));
  step(clock(1, 19, 50), 'zone.published', {});
  step(clock(2, 15), 'zone.split', {
    parts: [
      { id: 'yl-zone-pair-1', level: 'high', ...shape(first) },
      { id: 'yl-zone-pair-2', level: 'medium', ...shape(other) },
    ],
    reason: '一区一策 one area, one policy',
  });
  const high = zone('yl-zone-pair-1', false);
  high.step(clock(8, 18), 'zone.downgraded', {
    level: 'mediumAfterHigh',
    reason: '连续7天无新增 seven days without a case',
  });
  high.step(clock(8, 18, 20), 'zone.extended', {
    expiresAt: iso(clock(12, 9)),
    reason: '由高降中,再观察3天 three days more',
  });
  high.step(clock(11, 20), 'zone.released', { reason: '再连续3天无新增 three more days without a case' });
  const medium = zone('yl-zone-pair-2', false);
  // An hour and a half past its end: what an alarm is for.
  medium.step(clock(8, 21, 30), 'zone.released', {
    reason: '期限已到,连续7天无新增 past its end, seven days without a case',
  });
  return [zoned, high, medium];
}

/** Published by somebody else, in the county next door; taken over as it stands. */
function neighbour({ town }: World): ZoneTold {
  const county = town.areas.find(({ level }) => level === 'neighbour');
  const zoned = zone('yl-zone-neighbour');
  const next = county === undefined ? { zh: '邻县', en: 'The county next door' } : county.name;
  zoned.step(
    clock(0, 0, 5),
    'zone.recorded',
    {
      name: `${next.zh}管控片区(虚构)`,
      nameEn: `${next.en}, a zone there (fictional)`,
      level: 'medium',
      ...(county === undefined ? {} : { areaIds: [county.id] }),
      authority: `${next.zh}指挥部(虚构) ${next.en} command (fictional)`,
      publishedAt: '2022-10-25T10:00:00+08:00',
      until: '2022-11-15T10:00:00+08:00',
    },
    -2400,
  );
  return zoned;
}

/** Live: where unlinked cases live, a compound is zoned, and freed within the week. */
function live(world: World, day: number): ZoneTold[] {
  const start = clock(day, 15);
  if (start < JOIN_MINUTE) return [];
  const zoned = new Set([
    world.cast.nail.id,
    world.cast.second.id,
    world.cast.old.id,
    ...world.cast.pair.map(({ id }) => id),
  ]);
  const homes = world.infections
    .filter(
      ({ found, home }) => found < start && found >= start - DAY && home.level === 'compound' && !zoned.has(home.id),
    )
    .map(({ home }) => home);
  const home = homes.at(-1);
  if (home === undefined) return [];
  const draw = dice(world.seed, 'order', day);
  const told = zone(`yl-zone-${day + 27}`, false);
  const { step } = told;
  step(start + 5, 'zone.proposed', {
    policyId: ZONING,
    level: 'high',
    ...shape(home),
    caseIds: casesIn(world, home.id, start),
    reason: '病例居住小区 a case lives here',
  });
  step(start + 14, 'zone.submitted', {});
  if (draw.chance(0.4)) {
    step(start + 25, 'zone.returned', { remark: '请说明依据 say why' });
    step(start + 33, 'zone.submitted', { reason: '已补充 completed' });
  }
  step(start + 45, 'zone.approved', order(day + 10, start + 3 * DAY));
  step(start + 52, 'zone.published', {});
  step(start + 3 * DAY - 60, 'zone.extended', { expiresAt: iso(start + 7.5 * DAY) });
  step(start + 7 * DAY + 60, 'zone.released', { reason: '连续7天无新增 seven days without a case' });
  return [told];
}

/** What goes with the nail: its nine items, and the alarm that somebody acknowledged. */
function around(world: World): Draft[] {
  const { cast } = world;
  const source = sourceId('command');
  return [
    ...ITEMS.map(([item, hour]) =>
      say(
        'nail.item',
        { known: hour * 60 + 7, source },
        { zoneId: NAIL_ZONE, item, done: true, proof: `演示 ${item}` },
      ),
    ),
    // What the engine would have said then: the past is told without it.
    say(
      'alarm.raised',
      { known: clock(0, 22, 10), source },
      {
        id: `nail/${cast.nail.id}`,
        episode: 1,
        type: 'nail',
        level: 'critical',
        areaId: cast.nail.id,
        policyId: 'hohhot-nail',
        since: iso(clock(0, 22, 5)),
        statistic: 'distinctInfected',
        value: 5,
        threshold: 5,
        caseIds: casesIn(world, cast.nail.id, clock(0, 22, 10)),
      },
    ),
    say(
      'alarm.acknowledged',
      { known: clock(0, 22, 15), by: 'commander', source },
      { id: `nail/${cast.nail.id}`, verdict: 'real' },
    ),
  ];
}

/** Gates follow the order: the main one guarded, the others blocked, an emergency gate untouched (policy cn-safeguards). */
function gates({ town, cast, zones }: World): Draft[] {
  const source = sourceId('register');
  return (
    [
      [cast.nail, clock(0, 23, 40)],
      [cast.second, clock(1, 9, 40)],
      ...zones.flatMap(({ id, drafts }) => {
        const published = drafts.find(({ kind }) => kind === 'zone.published');
        const [home] = drafts[0]?.kind === 'zone.proposed' ? drafts[0].data.areaIds : [];
        // Of the live ones; people need an hour to get there, and until then a way stands open.
        return published === undefined || home === undefined || !/^yl-zone-\d+$/.test(id)
          ? []
          : [[{ id: home }, published.known + 70] as const];
      }),
    ] as const
  ).flatMap(([home, since]) => {
    const all = town.gates.filter(({ areaId }) => areaId === home.id);
    if (all.length === 0) return [];
    const main = all.find((gate) => gate.main) ?? all[0]!;
    // A compound keeps a way out for ambulances and the fire brigade; one that has only its main gate keeps that.
    const blocked = all
      .filter((gate) => gate !== main && gate.state !== 'emergency')
      .slice(0, Math.max(0, all.length - 2));
    // What is left is no way for everybody: locked, and opened for an emergency.
    const kept = all.filter((gate) => gate !== main && gate.state !== 'emergency' && !blocked.includes(gate));
    return [
      say('gate.updated', { known: since, source }, { id: main.id, state: 'guarded' }),
      ...blocked.map(({ id }, i) => say('gate.updated', { known: since + 3 + i, source }, { id, state: 'blocked' })),
      ...kept.map(({ id }) => say('gate.updated', { known: since + 8, source }, { id, state: 'emergency' })),
      // Three shifts a day for as long as a zone of the story stands: the roster ends with it, not before.
      ...Array.from({ length: 3 * 18 }, (_, shift) =>
        say(
          'duty.changed',
          { known: since + shift * 480 + 5, source: sourceId('checkpoints') },
          {
            gateId: main.id,
            from: iso(since + shift * 480),
            to: iso(since + (shift + 1) * 480),
            dept: '街道 street office',
            staff: 3,
          },
        ),
      ),
    ];
  });
}
