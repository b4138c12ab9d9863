// Where the names of zones stand: beside the zone they belong to, also when it is a fence of many pieces all over a town.
import { describe, expect, it } from 'vitest';
import { type Entities, Situation } from '#shared/situation.ts';
import { PALETTES } from './palette.ts';
import { seatOf } from './polygons.ts';
import { Scene } from './scene.ts';

const AT = '2022-10-30T05:00:00Z';
const box = (west: number, south: number, side: number) => [
  [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ],
];

function sceneOf(zones: Readonly<Record<string, readonly ReturnType<typeof box>[]>>): Scene {
  const copy = new Situation();
  for (const [id, coordinates] of Object.entries(zones)) {
    copy.put('zones', id, {
      ...{ id, version: 1, observedAt: AT, recordedAt: AT, source: 's', status: 'active', level: 'high', steps: [] },
      geometry: { type: 'MultiPolygon', coordinates },
    } as unknown as Entities['zones']);
  }
  const scene = new Scene(copy, { palette: PALETTES.dark, language: 'zh', level: (code) => code ?? '' });
  scene.rebuild();
  return scene;
}

describe('the name of a zone', () => {
  // Small pieces at both ends of a town, and a larger one between them and off the middle.
  const fence = [box(109, 39, 0.001), box(109.09, 39.09, 0.001), box(109.02, 39.05, 0.003)];

  it('stands at the northern edge of its largest piece, not in the middle of nowhere', () => {
    const name = sceneOf({ fence }).shapes.zoneNames.get('fence');
    const [x = 0, y = 0] = name?.geometry.type === 'Point' ? name.geometry.coordinates : [];
    expect(x).toBeCloseTo(109.0215, 9);
    expect(y).toBeCloseTo(39.053, 9);
    expect(seatOf([])[0]).toBe(Number.POSITIVE_INFINITY);
  });

  it('says until when its order holds, in the words it is given, and nothing where no order has an end', () => {
    const copy = new Situation();
    const zone = {
      ...{
        id: 'z',
        version: 1,
        observedAt: AT,
        recordedAt: AT,
        source: 's',
        status: 'active',
        level: 'high',
        steps: [],
      },
      geometry: { type: 'MultiPolygon', coordinates: fence },
    };
    copy.put('zones', 'z', { ...zone, expiresAt: AT } as unknown as Entities['zones']);
    copy.put('zones', 'held', {
      ...zone,
      id: 'held',
      status: 'proposed',
      expiresAt: AT,
    } as unknown as Entities['zones']);
    const sight = { palette: PALETTES.dark, language: 'zh', level: (code?: string) => code ?? '' } as const;
    const scene = new Scene(copy, { ...sight, until: (time) => `至 ${time}` });
    scene.rebuild();
    expect(scene.shapes.zoneNames.get('z')?.properties['until']).toBe(`至 ${AT}`);
    expect(scene.shapes.zoneNames.get('held')?.properties['until']).toBe('');
    scene.rebuild(sight);
    expect(scene.shapes.zoneNames.get('z')?.properties['until']).toBe('');
  });

  it('of a zone among the pieces of a fence stays above it; only a zone right above sends it below', () => {
    const among = sceneOf({ fence, own: [box(109.05, 39.03, 0.002)] });
    expect(among.shapes.zoneNames.get('own')?.properties['isBelow']).toBe(false);
    const under = sceneOf({ fence, own: [box(109.02, 39.047, 0.003)] });
    expect(under.shapes.zoneNames.get('own')?.properties['isBelow']).toBe(true);
  });
});
