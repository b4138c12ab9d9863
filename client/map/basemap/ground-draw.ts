// How a part of the ground asks for one of its layers.
import { type Expression, type StyleLayer, where } from '../expressions.ts';
import type { Pick } from './schema.ts';

export const GROUND_SOURCE = 'ground';

export type Draw = (
  name: string,
  type: 'fill' | 'line' | 'symbol',
  pick: Pick,
  rest: { readonly [key: string]: unknown; readonly filter?: Expression },
) => StyleLayer;

/** Gives every layer of the ground its own id, whatever it is made of. */
export function drawer(): Draw {
  const used = new Map<string, number>();
  return (name, type, { layer, filter }, { filter: more, ...rest }) => {
    const count = used.get(name) ?? 0;
    used.set(name, count + 1);
    const filters = [filter, more].filter((each) => each !== undefined);
    return {
      id: `ground-${name}${count === 0 ? '' : `-${count}`}`,
      type,
      source: GROUND_SOURCE,
      'source-layer': layer,
      ...(filters.length === 0 ? {} : { filter: where(...filters) }),
      ...rest,
    } as StyleLayer;
  };
}
