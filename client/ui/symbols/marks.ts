// What every symbol is made of: a few paths on a 32 x 32 grid, drawn by React in lists and by a canvas for the map.

/** What a path says, not which colour it is: the theme chooses that. `risk` only where colour means risk. */
export type Tone = 'ink' | 'muted' | 'ground' | 'neutral' | 'risk' | 'medium' | 'low' | 'fence';

export type Mark = {
  /** SVG path data on the 32 x 32 grid */
  readonly d: string;
  readonly fill?: Tone;
  readonly stroke?: Tone;
  /** stroke width on the grid */
  readonly width?: number;
  readonly dash?: readonly number[];
  readonly opacity?: number;
};
export type Label = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** the ground's colour unless said */
  readonly tone?: 'ink';
};
export type Drawing = {
  readonly marks: readonly Mark[];
  readonly label?: Label;
  /** the grid point that stands on the place; the middle unless said */
  readonly anchorY?: number;
};

/** How much of a bar or an arc is full: 0…1, undefined when nobody said. */
export type Level = number | undefined;
/** Steps in which the map draws fullness: finer ones are not told apart at 30 pixels. */
export const STEPS = { arc: 16, bar: 8, flow: 5 } as const;

export const step = (level: Level, steps: number): number | undefined =>
  level === undefined ? undefined : Math.round(Math.min(1, Math.max(0, level)) * steps);

export function circle(x: number, y: number, r: number): string {
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

/** Clockwise from twelve o'clock. @param part 0…1 */
export function arc(x: number, y: number, r: number, part: number): string {
  if (part >= 1) return circle(x, y, r);
  const angle = 2 * Math.PI * part;
  const to = [x + r * Math.sin(angle), y - r * Math.cos(angle)].map((value) => value.toFixed(2));
  return `M${x} ${y - r}A${r} ${r} 0 ${part > 0.5 ? 1 : 0} 1 ${to.join(' ')}`;
}

/** A part of a ring, clockwise from twelve o'clock. @param from, to parts of the whole, 0…1 */
export function sector(x: number, y: number, outer: number, inner: number, from: number, to: number): string {
  const end = to - from >= 1 ? from + 0.9999 : to;
  const at = (r: number, part: number) => {
    const angle = 2 * Math.PI * part;
    return `${(x + r * Math.sin(angle)).toFixed(2)} ${(y - r * Math.cos(angle)).toFixed(2)}`;
  };
  const large = end - from > 0.5 ? 1 : 0;
  const out = `M${at(outer, from)}A${outer} ${outer} 0 ${large} 1 ${at(outer, end)}`;
  return `${out}L${at(inner, end)}A${inner} ${inner} 0 ${large} 0 ${at(inner, from)}Z`;
}

/** A bar that stands on `bottom` and fills upwards. */
export function bar(x: number, bottom: number, width: number, height: number): string {
  return `M${x} ${bottom}h${width}v${-height}h${-width}Z`;
}
