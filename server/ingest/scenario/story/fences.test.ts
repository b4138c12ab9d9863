// The whole life of the story's fences, past the days that scenario.test.ts tells: every step follows from the one before.
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { uuidV8 } from '#shared/ids.ts';
import type { Report } from '#shared/report.ts';
import { iso, STORY_START } from '../telling.ts';
import { folding, newScenario } from '../told.fixture.ts';
import { MARKET_FENCE, NAIL_FENCE, POLLUTED } from './fences.ts';
import type { World } from './world.ts';

let world: World;
const door = folding();
const seen: { readonly id: string; readonly status: string; readonly level: string; readonly areas: number }[] = [];

beforeAll(() => {
  world = newScenario().world;
  const fences = world.zones.filter(({ id }) => id === NAIL_FENCE || id === MARKET_FENCE);
  const steps = fences.flatMap(({ id, drafts }) => drafts.map((draft) => ({ id, draft })));
  for (const [i, { id, draft }] of steps.toSorted((a, b) => a.draft.known - b.draft.known).entries()) {
    const { kind, known, observed, source, data, by = 'machine' } = draft;
    const opId = uuidV8(createHash('sha256').update(`${id} ${i}`).digest());
    const report = { opId, kind, observedAt: iso(observed ?? known), source, data } as unknown as Report;
    door.take({ report, by, knownAt: STORY_START + Math.ceil(known * 60) * 1000 });
    const zone = door.situation.get('zones', id);
    seen.push({ id, status: zone?.status ?? '', level: zone?.level ?? '', areas: zone?.areaIds?.length ?? 0 });
  }
}, 60_000);

describe('the fences of the story', () => {
  it('take every step that their officers take, to the end', () => {
    expect(door.odd.map(({ told, outcome }) => [told.report.kind, outcome])).toEqual([]);
    for (const id of [NAIL_FENCE, MARKET_FENCE]) expect(door.situation.get('zones', id)?.status).toBe('released');
  });

  it('let go of the places of the first cluster before its homes', () => {
    const areas = seen.filter(({ id, status }) => id === NAIL_FENCE && status === 'active').map((one) => one.areas);
    expect(new Set(areas).size).toBe(2);
    expect(areas.at(-1)).toBeLessThan(areas[0] ?? 0);
    const left = door.situation.get('zones', NAIL_FENCE)?.areaIds ?? [];
    expect(left.map((id) => world.town.area(id)?.level)).not.toContain('place');
  });

  it('come down by a level before they end, and have an end at every time', () => {
    for (const id of [NAIL_FENCE, MARKET_FENCE]) {
      const levels = seen.filter((one) => one.id === id).map(({ level }) => level);
      expect([...new Set(levels)]).toEqual([POLLUTED, 'controlled']);
    }
    for (const { drafts } of world.zones.filter(({ id }) => id === NAIL_FENCE || id === MARKET_FENCE)) {
      let until = Number.NEGATIVE_INFINITY;
      for (const { kind, known, data } of drafts) {
        if (kind === 'zone.approved' || kind === 'zone.extended') until = Date.parse(data.expiresAt ?? '');
        const isRunning = Number.isFinite(until) && kind !== 'zone.approved' && kind !== 'zone.extended';
        if (isRunning) expect(STORY_START + known * 60_000, `${kind} after the end of the order`).toBeLessThan(until);
      }
    }
  });
});
