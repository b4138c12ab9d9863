// A shape cut in two or more by a line that leads through it. Both sides keep the very same corners along the cut.
import { feature, featureCollection, intersect, lineString, polygonize } from '@turf/turf';
import { err, ok, type Result } from '../../result.ts';
import type { Position } from '../position.ts';
import { meet } from '../segments.ts';
import type { EditError } from './edit-error.ts';
import { crossing } from './flaw.ts';
import { attempt, valid } from './outcome.ts';
import { polygonsIn, type Shape } from './shape.ts';

type Stop = { readonly share: number; readonly at: Position };

const round7 = (value: number) => Math.round(value * 1e7) / 1e7 + 0;

/** A path with the stops put in, in order along it; no place twice in a row. */
function withStops(path: readonly Position[], stops: readonly (readonly Stop[])[]): Position[] {
  const out: Position[] = [];
  const add = (at: Position) => {
    const last = out.at(-1);
    if (last?.[0] !== at[0] || last?.[1] !== at[1]) out.push(at);
  };
  for (const [i, from] of path.entries()) {
    add(from);
    for (const { at } of [...(stops[i] ?? [])].sort((a, b) => a.share - b.share)) add(at);
  }
  return out;
}

const shareOf = (a: Position, b: Position, at: Position): number =>
  Math.abs(b[0] - a[0]) > Math.abs(b[1] - a[1]) ? (at[0] - a[0]) / (b[0] - a[0]) : (at[1] - a[1]) / (b[1] - a[1]);

/** The shell and the line with a common corner wherever they meet, so that faces can be walked round. */
function noded(shell: readonly Position[], line: readonly Position[]): readonly [Position[], Position[]] {
  const onShell: Stop[][] = shell.map(() => []);
  const onLine: Stop[][] = line.map(() => []);
  for (let i = 0; i + 1 < shell.length; i++) {
    const [a, b] = [shell[i] as Position, shell[i + 1] as Position];
    for (let k = 0; k + 1 < line.length; k++) {
      const [c, d] = [line[k] as Position, line[k + 1] as Position];
      const found = meet(a, b, c, d);
      if (found.how === 'apart' || found.how === 'overlap') continue;
      const exact = found.how === 'touch' ? found.at : crossing(a, b, c, d);
      const at: Position = [round7(exact[0]), round7(exact[1])];
      onShell[i]?.push({ share: shareOf(a, b, at), at });
      onLine[k]?.push({ share: shareOf(c, d, at), at });
    }
  }
  return [withStops(shell, onShell), withStops(line, onLine)];
}

/** Each stretch of a path as a line of its own: what crosses itself is a network, and its faces count as well. */
const stretches = (path: readonly Position[]) => path.slice(1).map((to, i) => lineString([path[i] as Position, to]));

function partsOf(rings: readonly Position[][], line: readonly Position[]): readonly Shape[] {
  const [shell = []] = rings;
  const [around, across] = noded(shell, line);
  const faces = polygonize(featureCollection([...stretches(around), ...stretches(across)])).features;
  return faces.flatMap((face) => {
    const part = attempt(() =>
      intersect(featureCollection([feature({ type: 'Polygon' as const, coordinates: [...rings] }), face])),
    );
    return part.ok ? [part.value] : [];
  });
}

/**
 * @param line WGS-84; begins and ends outside the shape, or in one of its holes
 * @returns the pieces, at least two; `not-across` when the line leaves the shape in one piece
 */
export function split(shape: Shape, line: readonly Position[]): Result<readonly Shape[], EditError> {
  if (line.length < 2) return err({ code: 'too-short' });
  const checked = valid([shape]);
  if (!checked.ok) return checked;
  const polygons = polygonsIn(shape);
  let pieces: Shape[];
  try {
    pieces = polygons.flatMap((rings) =>
      partsOf(
        rings,
        line.map(([x, y]): Position => [round7(x), round7(y)]),
      ).flatMap((part) => polygonsIn(part).map((coordinates): Shape => ({ type: 'Polygon', coordinates }))),
    );
  } catch {
    return err({ code: 'stuck' });
  }
  return pieces.length > polygons.length ? ok(pieces) : err({ code: 'not-across' });
}
