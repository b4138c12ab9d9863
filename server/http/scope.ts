// Which part of the situation a question means: what a screen never draws does not travel to it.
import Type, { type Static } from 'typebox';
import { type Problem, problem } from '#shared/errors.ts';
import type { Bbox, Scope } from '#shared/protocol.ts';
import { SHOWN_LAYERS } from '#shared/situation.ts';

/** Of GET /api/situation and /api/changes; the socket takes the same by name (Scope in protocol.ts). */
export const Scoping = {
  layers: Type.Optional(Type.String({ maxLength: 2_000, description: 'names with commas between; all if left out' })),
  bbox: Type.Optional(
    Type.String({ description: 'west,south,east,north in degrees: what touches it, and what says no place' }),
  ),
  whole: Type.Optional(
    Type.String({
      maxLength: 2_000,
      description: 'what the box does not cut: layers, or types of one (sites/laboratory), with commas between',
    }),
  ),
};
const Asking = Type.Object(Scoping);

/** The part that is meant, or what is wrong with the question. */
export function scopeOf({ layers, bbox, whole }: Static<typeof Asking>): Scope | Problem {
  const names = layers?.split(',');
  const unknown = names?.find((name) => !(SHOWN_LAYERS as readonly string[]).includes(name));
  if (unknown !== undefined) return problem('invalid-value', `there is no layer ${unknown.slice(0, 40)}`, 'layers');
  const box = bbox === undefined ? undefined : boxFrom(bbox);
  if (bbox !== undefined && box === undefined)
    return problem('invalid-value', 'bbox is west,south,east,north in degrees', 'bbox');
  return {
    ...(names === undefined ? {} : { layers: names }),
    ...(box === undefined ? {} : { bbox: box }),
    ...(whole === undefined ? {} : { whole: whole.split(',') }),
  };
}

/** @returns undefined for what is no box: four finite degrees, west before east and south before north */
export function boxFrom(text: string): Bbox | undefined {
  const parts = text.split(',').map(Number);
  const [west, south, east, north] = parts as [number, number, number, number];
  if (parts.length !== 4 || parts.some((part) => !Number.isFinite(part)) || west > east || south > north)
    return undefined;
  return [west, south, east, north];
}
