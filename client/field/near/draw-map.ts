// The field's map on a plain canvas: ground, zones, symbols and the phone's own place, from the copy alone. No tiles and no
// WebGL: it opens in a basement, on a phone of 2 GB, and costs a hundredth of the desk's map.
import type { Geometry } from '#shared/geo/geometry.ts';
import type { Position } from '#shared/geo/position.ts';
import { PALETTES, type Palette, type Theme, withAlpha } from '../../layers/palette.ts';
import { type Bounds, boundsOf } from '../../ui/place-of.ts';
import type { Drawing, Tone } from '../../ui/symbols/marks.ts';

export type Camera = { readonly center: Position /** metres a CSS pixel */; readonly scale: number };
export type Size = { readonly width: number; readonly height: number };
export type Spot = { readonly key: string; readonly position: Position; readonly drawing: Drawing };
export type ZoneLook = 'high' | 'medium' | 'low' | 'fence' | 'neutral';
export type Ground = {
  readonly areas: readonly Shape<'coarse' | 'block' | 'water'>[];
  readonly roads: readonly Shape<'main' | 'lane'>[];
  readonly zones: readonly Shape<ZoneLook>[];
};
export type Shape<K> = {
  readonly kind: K;
  readonly geometry: Geometry;
  readonly bounds: Bounds;
  readonly name?: string;
};
export type Picture = {
  readonly ground: Ground;
  readonly spots: readonly Spot[];
  readonly selected?: string;
  readonly here?: { readonly position: Position; readonly accuracy: number };
};

export const shape = <K>(kind: K, geometry: Geometry, name?: string): Shape<K> => ({
  kind,
  geometry,
  bounds: boundsOf(geometry),
  ...(name === undefined ? {} : { name }),
});

const DEGREE = 111_195; // metres of a degree of latitude on the mean sphere
const RADIANS = Math.PI / 180;
export const SPOT = 30; // CSS pixels

export function project({ center, scale }: Camera, { width, height }: Size): (position: Position) => [number, number] {
  const east = (DEGREE * Math.cos(center[1] * RADIANS)) / scale;
  const north = DEGREE / scale;
  return ([lon, lat]) => [width / 2 + (lon - center[0]) * east, height / 2 - (lat - center[1]) * north];
}

export function unproject({ center, scale }: Camera, { width, height }: Size, x: number, y: number): Position {
  const east = (DEGREE * Math.cos(center[1] * RADIANS)) / scale;
  return [center[0] + (x - width / 2) / east, center[1] - (y - height / 2) / (DEGREE / scale)];
}

type Context = CanvasRenderingContext2D;

/** @param context scaled so that one unit is one CSS pixel */
export function draw(context: Context, size: Size, camera: Camera, theme: Theme, picture: Picture): void {
  const p = PALETTES[theme];
  const at = project(camera, size);
  const sees = inView(camera, size);
  context.fillStyle = p.ground;
  context.fillRect(0, 0, size.width, size.height);
  for (const { kind, geometry, bounds } of picture.ground.areas) {
    if (!sees(bounds) || (kind === 'block' && camera.scale > 6)) continue;
    const path = pathOf(geometry, at);
    if (kind === 'water') fill(context, path, p.water);
    else {
      fill(context, path, withAlpha(p.area, kind === 'block' ? 0.18 : 0.06));
      stroke(context, path, withAlpha(p.muted, kind === 'block' ? 0.4 : 0.3), kind === 'block' ? 0.7 : 1);
    }
  }
  const roads = picture.ground.roads.filter(
    ({ kind, bounds }) => sees(bounds) && (kind === 'main' || camera.scale < 8),
  );
  const width = (kind: string) => Math.max(1.2, Math.min(14, (kind === 'main' ? 14 : 6) / camera.scale));
  const paths = roads.map(({ kind, geometry }) => ({ kind, path: pathOf(geometry, at) }));
  for (const { kind, path } of paths) stroke(context, path, p.casing, width(kind) + 2);
  for (const { kind, path } of paths) stroke(context, path, p.road, width(kind));
  for (const { kind, geometry, bounds } of picture.ground.zones)
    if (sees(bounds)) drawZone(context, kind, pathOf(geometry, at), p);
  if (camera.scale < 7) drawNames(context, picture, at, sees, p, size);
  for (const { key, position, drawing } of [...picture.spots].reverse()) {
    const [x, y] = at(position);
    if (x < -SPOT || y < -SPOT || x > size.width + SPOT || y > size.height + SPOT) continue;
    if (key === picture.selected) ring(context, x, y, p);
    drawSymbol(context, drawing, x, y, key === picture.selected ? SPOT * 1.25 : SPOT, p);
  }
  if (picture.here !== undefined) drawHere(context, at(picture.here.position), picture.here.accuracy / camera.scale, p);
}

function inView(camera: Camera, size: Size): (bounds: Bounds) => boolean {
  const [west, north] = unproject(camera, size, -20, -20);
  const [east, south] = unproject(camera, size, size.width + 20, size.height + 20);
  return ([w, s, e, n]) => w <= east && e >= west && s <= north && n >= south;
}

function pathOf(geometry: Geometry, at: (position: Position) => [number, number]): Path2D {
  const path = new Path2D();
  const line = (positions: readonly Position[], isRing: boolean) => {
    for (const [index, position] of positions.entries()) {
      const [x, y] = at(position);
      if (index === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    }
    if (isRing) path.closePath();
  };
  if (geometry.type === 'Polygon') for (const ring of geometry.coordinates) line(ring, true);
  if (geometry.type === 'MultiPolygon')
    for (const rings of geometry.coordinates) for (const ring of rings) line(ring, true);
  if (geometry.type === 'LineString') line(geometry.coordinates, false);
  if (geometry.type === 'MultiLineString') for (const part of geometry.coordinates) line(part, false);
  return path;
}

function fill(context: Context, path: Path2D, colour: string | CanvasPattern): void {
  context.fillStyle = colour;
  context.fill(path, 'evenodd');
}

function stroke(context: Context, path: Path2D, colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.stroke(path);
}

const COLOUR: { readonly [L in ZoneLook]: keyof Palette } = {
  high: 'high',
  medium: 'medium',
  low: 'low',
  fence: 'fence',
  neutral: 'ink',
};

/** As on the other maps (interface.md, Tokens): hatch, dots, outline, and a double line for the polluted area. */
function drawZone(context: Context, look: ZoneLook, path: Path2D, p: Palette): void {
  const colour = p[COLOUR[look]];
  if (look === 'high' || look === 'medium' || look === 'fence') fill(context, path, withAlpha(colour, 0.1));
  if (look === 'high' || look === 'medium') {
    const pattern = context.createPattern(tile(look, colour), 'repeat');
    if (pattern !== null) fill(context, path, pattern);
  }
  stroke(context, path, colour, look === 'fence' ? 6 : 2.6);
  if (look === 'fence') stroke(context, path, p.ground, 2.4);
}

const tiles = new Map<string, HTMLCanvasElement>();
function tile(look: 'high' | 'medium', colour: string): HTMLCanvasElement {
  const known = tiles.get(look + colour);
  if (known !== undefined) return known;
  const canvas = document.createElement('canvas');
  canvas.width = 12;
  canvas.height = 12;
  const context = canvas.getContext('2d');
  if (context !== null) {
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = 1.4;
    context.beginPath();
    if (look === 'high') {
      for (const x of [-12, 0, 12]) {
        context.moveTo(x, 12);
        context.lineTo(x + 12, 0);
      }
      context.stroke();
    } else {
      context.arc(6, 6, 1.5, 0, 2 * Math.PI);
      context.fill();
    }
  }
  tiles.set(look + colour, canvas);
  return canvas;
}

/** Names of what is large enough on the screen to carry one, none over another. */
function drawNames(
  context: Context,
  { ground }: Picture,
  at: (position: Position) => [number, number],
  sees: (bounds: Bounds) => boolean,
  p: Palette,
  size: Size,
): void {
  context.font = '500 13px "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const taken: [number, number, number, number][] = [];
  for (const { name, bounds } of [...ground.zones, ...ground.areas]) {
    if (name === undefined || !sees(bounds)) continue;
    const [west, south, east, north] = bounds;
    const [x, y] = at([(west + east) / 2, (south + north) / 2]);
    const half = context.measureText(name).width / 2 + 3;
    const room = at([east, south])[0] - at([west, south])[0];
    if (room < 2 * half || x - half < 0 || x + half > size.width || y < 12 || y > size.height - 12) continue;
    if (taken.some(([l, t, r, b]) => x - half < r && x + half > l && y - 9 < b && y + 9 > t)) continue;
    taken.push([x - half, y - 9, x + half, y + 9]);
    context.lineWidth = 3;
    context.strokeStyle = p.halo;
    context.strokeText(name, x, y);
    context.fillStyle = p.muted;
    context.fillText(name, x, y);
  }
}

function drawHere(context: Context, [x, y]: [number, number], radius: number, p: Palette): void {
  const circle = (r: number) => {
    const path = new Path2D();
    path.arc(x, y, r, 0, 2 * Math.PI);
    return path;
  };
  if (radius > 12) fill(context, circle(radius), withAlpha(p.neutral, 0.16));
  fill(context, circle(12), p.halo);
  fill(context, circle(9), p.neutral);
}

function ring(context: Context, x: number, y: number, p: Palette): void {
  const path = new Path2D();
  path.arc(x, y, SPOT * 0.85, 0, 2 * Math.PI);
  fill(context, path, withAlpha(p.halo, 0.9));
  stroke(context, path, p.ink, 2.5);
}

function drawSymbol(context: Context, { marks }: Drawing, x: number, y: number, size: number, p: Palette): void {
  const colours: { readonly [T in Tone]: string } = {
    ink: p.ink,
    muted: p.muted,
    ground: p.halo,
    neutral: p.neutral,
    risk: p.high,
    medium: p.medium,
    low: p.low,
    fence: p.fence,
  };
  context.save();
  context.translate(x - size / 2, y - size / 2);
  context.scale(size / 32, size / 32);
  for (const mark of marks) {
    const path = new Path2D(mark.d);
    context.globalAlpha = mark.opacity ?? 1;
    context.setLineDash([...(mark.dash ?? [])]);
    if (mark.fill !== undefined) fill(context, path, colours[mark.fill]);
    if (mark.stroke !== undefined) stroke(context, path, colours[mark.stroke], mark.width ?? 1);
  }
  context.restore();
}
