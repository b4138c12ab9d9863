// The polluted-area fences of the story: duty officers ask the engine, take its least sufficient alternative as it is, and
// write the larger ones down as rejected. The same answer that POST /api/zones/propose would have given them at that minute.
import { FENCE_RULE } from '#shared/domain/fence/drafts.ts';
import type { CaseSaid } from '#shared/domain/fence/evidence.ts';
import { Ground } from '#shared/domain/fence/ground.ts';
import { type Alternative, proposeFences } from '#shared/domain/fence/propose.ts';
import { clock, type Draft, iso } from '../telling.ts';
import type { Name } from '../town/town.ts';
import { cases } from './cases.ts';
import type { Infection } from './outbreak.ts';
import { areaData, isDriven } from './register.ts';
import type { World } from './world.ts';
import { order, type ZoneTold, zone } from './zones.ts';

export const NAIL_FENCE = 'yl-fence-nail';
export const MARKET_FENCE = 'yl-fence-market';
/** Level of a fence: no risk level of any edition, and not instead of one; the rule kept is the safeguards'. */
export const POLLUTED = 'pollutedArea';
const RULE = 'cn-safeguards';

/** Minutes at which each fence was asked for. */
export const ASKED = { [NAIL_FENCE]: clock(1, 0, 40), [MARKET_FENCE]: clock(2, 9, 10) } as const;

export function fencesOf(world: World): ZoneTold[] {
  const ground = groundOf(world);
  return [nailFence(world, ground), marketFence(world, ground)];
}

/** The first cluster, the night it was found; a piece of it is free when nobody in it has been ill for a week. */
function nailFence(world: World, ground: Ground): ZoneTold {
  const fence = zone(NAIL_FENCE);
  const { step } = fence;
  const chosen = propose(world, ground, NAIL_FENCE, ({ home }) => home.id === world.cast.nail.id);
  step(ASKED[NAIL_FENCE], 'zone.proposed', {
    ...chosen.said,
    ...named(world.cast.nail.name),
    reason: '首批聚集病例的最小充分范围 the least that holds the first cluster',
  });
  step(clock(1, 0, 50), 'zone.submitted', { reason: '请审 for approval' });
  step(clock(1, 1, 20), 'zone.approved', ordered(5, clock(5, 1)));
  step(clock(1, 1, 30), 'zone.published', {});
  step(clock(3, 12), 'zone.extended', { expiresAt: iso(clock(11, 1)), reason: '区内仍有新增 new cases inside' });
  const freed = chosen.areaIds.filter((id) => world.town.area(id)?.level === 'place');
  if (freed.length > 0 && freed.length < chosen.areaIds.length)
    step(clock(8, 10), 'zone.released', {
      areaIds: freed,
      reason: '活动场所已终末消毒,7天无新增 places disinfected, seven days without a case',
    });
  step(clock(10, 17), 'zone.extended', { expiresAt: iso(clock(18, 1)), reason: '区内仍有新增 new cases inside' });
  step(clock(15, 9, 30), 'zone.downgraded', { level: 'controlled', reason: '连续7天无新增 seven days without a case' });
  step(clock(17, 16), 'zone.released', { reason: '终末消毒完成 disinfected to the end' });
  return fence;
}

/** The market and where its people live, once tracing has put them together. */
function marketFence(world: World, ground: Ground): ZoneTold {
  const fence = zone(MARKET_FENCE);
  const { step } = fence;
  const chosen = propose(world, ground, MARKET_FENCE, ({ cluster }) => cluster === 'market');
  step(ASKED[MARKET_FENCE], 'zone.proposed', {
    ...chosen.said,
    ...named(world.cast.market.name),
    reason: '市场聚集病例的最小充分范围 the least that holds the cluster of the market',
  });
  step(clock(2, 9, 20), 'zone.submitted', {});
  step(clock(2, 9, 40), 'zone.returned', { remark: '请核对应急通道 check the emergency routes' });
  step(clock(2, 9, 55), 'zone.submitted', { reason: '已核对 checked' });
  step(clock(2, 10, 20), 'zone.approved', ordered(6, clock(6, 10)));
  step(clock(2, 10, 30), 'zone.published', {});
  step(clock(6, 8), 'zone.extended', { expiresAt: iso(clock(10, 10)), reason: '区内仍有新增 new cases inside' });
  step(clock(9, 16), 'zone.downgraded', { level: 'controlled', reason: '连续7天无新增 seven days without a case' });
  step(clock(10, 9), 'zone.released', { reason: '终末消毒完成 disinfected to the end' });
  return fence;
}

/** On the safeguards, which hold beside every edition. */
const ordered = (number: number, until: number) => ({
  ...order(number, until),
  legalBasis: `${RULE}(演示 demonstration)`,
});

/** After where it began; its other pieces may lie anywhere. */
const named = ({ zh, en }: Name) => ({ name: zh, nameEn: en });

function propose(world: World, ground: Ground, id: keyof typeof ASKED, isOf: (one: Infection) => boolean) {
  const before = ASKED[id];
  const chosen = new Set(world.infections.filter((one) => one.found < before && isOf(one)).map((one) => one.id));
  const known = casesBefore(world, before).filter((one) => chosen.has(one.id));
  const found = proposeFences({ cases: known, rule: FENCE_RULE }, ground);
  if (!found.ok) throw new Error(`the story's fence ${id} cannot be drawn: ${found.error.message}`);
  const [least, ...others] = found.value.alternatives;
  if (least === undefined) throw new Error(`the story's fence ${id} has no alternative`);
  const { areaIds, geometry } = least;
  return {
    areaIds,
    said: {
      policyId: RULE,
      level: POLLUTED,
      areaIds: [...areaIds],
      geometry,
      alternativeId: least.id,
      caseIds: known.map((one) => one.id),
      rejectedAlternatives: others.map(summary),
    },
  };
}

/** What is written down of an alternative that was not taken: enough to see that it was larger. */
const summary = ({ id, unit, persons, households, positives, gates, leaks }: Alternative) => ({
  id,
  unit,
  persons,
  households,
  positives,
  gates: gates.length,
  leaks: leaks.length,
});

/** Cases as they were known before a minute: their reports put together, without those that came too late to count. */
function casesBefore(world: World, before: number): CaseSaid[] {
  const { born } = cases(world);
  const said = new Map<string, CaseSaid>();
  const take = ({ kind, data, known, expects }: Draft): void => {
    if (known >= before || expects !== undefined) return;
    if (kind === 'case.reported' || kind === 'case.updated')
      said.set(data.id, { ...said.get(data.id), ...data } as CaseSaid);
  };
  for (let hour = 0; hour * 60 < before; hour += 1) {
    for (const draft of [...born(hour)].sort((a, b) => a.known - b.known)) take(draft);
  }
  return [...said.values()];
}

/** The ground as it is registered before the story begins (register.ts), which is how the server's engine knows it. */
export function groundOf({ town, posts }: Pick<World, 'town' | 'posts'>): Ground {
  const ground = new Ground();
  for (const area of town.areas) ground.set('areas', area.id, areaData(area));
  for (const { id, class: kind, geometry, walk, drive } of town.roads)
    if (isDriven(kind)) ground.set('roads', id, { id, class: kind, geometry, walk, drive });
  for (const { id, areaId, position, state } of town.gates) ground.set('gates', id, { id, areaId, position, state });
  for (const { id, type, position } of [
    ...posts.quarantine,
    ...posts.laboratories,
    ...posts.clinics,
    ...posts.depots,
    ...posts.testing,
  ])
    ground.set('sites', id, { id, type, position });
  return ground;
}
