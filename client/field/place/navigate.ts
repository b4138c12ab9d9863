// Addresses that open the phone's own map at a place, each in the datum that map draws in.
import type { Position } from '#shared/geo/position.ts';

export type MapApp = 'phone' | 'amap' | 'baidu' | 'apple';
export type Shift = (position: Position, datum: 'GCJ-02' | 'BD-09') => Position;

/**
 * AMap and Apple's maps of China are drawn in GCJ-02, Baidu's in BD-09; `geo:` is WGS-84 by RFC 5870.
 * @param position WGS-84 @param shift from shared/geo/datum.ts, which is loaded only when somebody navigates
 */
export function navigationLinks(position: Position, name: string, shift: Shift): Readonly<Record<MapApp, string>> {
  const label = encodeURIComponent(name);
  const [gcjLon, gcjLat] = shift(position, 'GCJ-02').map(degrees) as [string, string];
  const [bdLon, bdLat] = shift(position, 'BD-09').map(degrees) as [string, string];
  const [lon, lat] = position.map(degrees) as [string, string];
  return {
    phone: `geo:${lat},${lon}?q=${lat},${lon}(${label})`,
    amap: `https://uri.amap.com/navigation?to=${gcjLon},${gcjLat},${label}&mode=walk&coordinate=gaode&callnative=1`,
    baidu: `https://api.map.baidu.com/direction?destination=latlng:${bdLat},${bdLon}|name:${label}&mode=walking&coord_type=bd09ll&output=html&src=cordon`,
    apple: `https://maps.apple.com/?daddr=${gcjLat},${gcjLon}&q=${label}&dirflg=w`,
  };
}

const degrees = (value: number): string => value.toFixed(6);
