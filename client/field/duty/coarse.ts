// What of a phone's position leaves it while its crew is on duty: the square of about a hundred metres it lies in, and nothing
// when they are off duty. Pure.
import type { Position } from '#shared/geo/position.ts';
import type { DataOf } from '#shared/report.ts';

/** Side of the square, metres. */
export const COARSE = 100;
const METRES_PER_DEGREE = 111_195;
/** A position that the phone has not renewed for so long says nothing of now. ms */
const STALE = 300_000;

export type Duty = {
  readonly account: string;
  readonly layer: 'checkpoints' | 'sites';
  readonly id: string;
  readonly staff: number;
  /** ISO 8601, in the situation's time */
  readonly from: string;
  readonly to: string;
  readonly teamId?: string;
  /** the crew agreed to be seen on the map until `to` */
  readonly isSharing: boolean;
};

/** Middle of the square that holds a position: the same for every place in it. WGS-84 */
export function coarse([longitude, latitude]: Position): Position {
  const north = COARSE / METRES_PER_DEGREE;
  const y = (Math.floor(latitude / north) + 0.5) * north;
  const east = north / Math.max(0.01, Math.cos((y * Math.PI) / 180));
  const x = (Math.floor(longitude / east) + 0.5) * east;
  return [Number(x.toFixed(6)), Number(y.toFixed(6))];
}

/**
 * @param fixAge ms since the phone knew its position
 * @param now ms since 1970 in the situation's time
 * @returns undefined off duty, where nobody agreed, or where the phone does not know where it is
 */
export function toShare(
  duty: Duty | undefined,
  fix: { readonly position: Position; readonly accuracy: number } | null,
  fixAge: number,
  now: number,
): DataOf<'team.position'> | undefined {
  if (duty?.teamId === undefined || !duty.isSharing || fix === null || fixAge > STALE) return undefined;
  if (now >= Date.parse(duty.to)) return undefined;
  const accuracy = Math.max(COARSE, Math.ceil(fix.accuracy / COARSE) * COARSE);
  return { id: duty.teamId, position: coarse(fix.position), accuracy, until: duty.to };
}
