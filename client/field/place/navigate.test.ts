import { expect, it } from 'vitest';
import { fromWgs84 } from '#shared/geo/datum.ts';
import type { Position } from '#shared/geo/position.ts';
import { navigationLinks } from './navigate.ts';

it('hands each map the place in its own datum, the name encoded', () => {
  const place: Position = [116.391265, 39.907337];
  const links = navigationLinks(place, '北门 & 卡点', fromWgs84);
  const gcj = fromWgs84(place, 'GCJ-02').map((value) => value.toFixed(6));
  const baidu = fromWgs84(place, 'BD-09').map((value) => value.toFixed(6));
  expect(links.phone).toContain('geo:39.907337,116.391265?q=39.907337,116.391265(');
  expect(links.amap).toContain(`to=${gcj.join(',')},`);
  expect(links.apple).toContain(`daddr=${gcj[1]},${gcj[0]}`);
  expect(links.baidu).toContain(`latlng:${baidu[1]},${baidu[0]}|`);
  // The three datums are hundreds of metres apart here: none may stand in for another.
  expect(new Set([gcj[0], baidu[0], '116.391265']).size).toBe(3);
  for (const link of Object.values(links)) expect(link).not.toContain(' & ');
});
