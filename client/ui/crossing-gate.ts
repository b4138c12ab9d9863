// The name of a gate that is registered where a road crosses a fence: it follows from fence and place, so that ordering a post
// there twice registers once.
import type { Position } from '#shared/geo/position.ts';

/** Six decimals are a hand's breadth: the same crossing has the same name. */
export const crossingKey = ([x, y]: Position): string => `${x.toFixed(6)},${y.toFixed(6)}`;
const MADE = /\/-?\d+\.\d{6},-?\d+\.\d{6}$/;

/** What the names of all gates of one fence begin with. An id has at most 128 signs. */
export const crossingsOf = (zoneId: string): string => `${zoneId.slice(0, 90)}/`;
export const crossingGate = (zoneId: string, key: string): string => crossingsOf(zoneId) + key;
export const isCrossingGate = (gateId: string): boolean => MADE.test(gateId);
