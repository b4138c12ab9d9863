// A trumpet interchange with one toll plaza, as exits are built there: four ramps, a plaza, a connector to the local road.
import { along, distance, framed, minus, mix, type Path, type Point, plus, through, times, unit } from './flat.ts';
import type { Way, Ways } from './ways.ts';

export type Exit = {
  /** the toll plaza */
  readonly plaza: Point;
  /** the way from the plaza to the local road */
  readonly connector: Way;
  /** metres along the connector */
  readonly plazaAt: number;
  /** everything that is drawn and kept free */
  readonly paths: readonly Path[];
};

/**
 * @param metres along the expressway
 * @param local a road of the country, and where on it the exit ends
 */
export function interchange(
  net: Ways,
  expressway: Way,
  metres: number,
  local: { readonly way: Way; readonly along: number },
): Exit {
  const { at: middle, way } = along(expressway.path, metres);
  const target = along(local.way.path, local.along).at;
  // The plaza lies on the side of the local road.
  const isLeft = way[0] * (target[1] - middle[1]) - way[1] * (target[0] - middle[0]) > 0;
  const at = (u: number, v: number): Point => framed(middle, way, u, isLeft ? v : -v);
  const height = Math.min(250, Math.max(150, distance(middle, target) * 0.5));
  const plaza = at(0, height);
  const [west, east] = [net.tap(expressway, metres - 330), net.tap(expressway, metres + 330)];
  const [ends, fork, throat] = [
    [net.nodes[west]!, net.nodes[east]!],
    net.node(at(0, -52)),
    net.node(at(0, height - 60)),
  ];
  const ramp = (points: Path, from: number, to: number): Path => {
    const path = through(points, 25);
    net.add(path, { class: 'link' }, from, to);
    return path;
  };
  const neck = net.nodes[throat]!;
  const paths = [
    ramp([ends[0]!, at(-215, 16), at(-105, 42), at(-28, height - 120), neck], west, throat),
    ramp([ends[1]!, at(215, 16), at(105, 42), at(28, height - 120), neck], east, throat),
    ramp([ends[1]!, at(215, -14), at(105, -36), at(0, -52)], east, fork),
    ramp([at(0, -52), at(-48, -92), at(-98, -94), at(-124, -58), at(-165, -22), at(-240, -12), ends[0]!], fork, west),
    ramp([at(0, -52), at(8, 0), at(5, 50), neck], fork, throat),
  ];
  const joint = net.tap(local.way, local.along);
  const end = net.nodes[joint]!;
  const ahead = plus(plaza, times(unit(minus(plaza, middle)), Math.min(120, distance(plaza, end) * 0.35)));
  const path = through([neck, plaza, ahead, mix(ahead, end, 0.55), end], 30);
  const connector = net.add(path, { class: 'link' }, throat, joint);
  return { plaza, connector, plazaAt: 60, paths: [...paths, path] };
}
