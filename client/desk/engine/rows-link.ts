// Where the rows of a figure are shown at the desk: the panel of an engine's answer, or the list of a layer. Pure.
import { LAYER_NAMES, type Layer } from '#shared/situation.ts';
import type { Panel } from '../../store/view-store.ts';

export type RowsTarget = { readonly panel: Panel } | { readonly list: Layer };

const PANELS: readonly (readonly [prefix: string, panel: Panel])[] = [
  ['/api/coverage', 'coverage'],
  ['/api/clocks', 'clocks'],
  ['/api/nails', 'nails'],
];

/** @param link `list` of a figure (docs/figures.md) @returns undefined where the desk has no place for such rows */
export function targetOf(link: string): RowsTarget | undefined {
  const [path = ''] = link.split('?');
  for (const [prefix, panel] of PANELS) if (path === prefix || path.startsWith(`${prefix}/`)) return { panel };
  const [, , name = '', , part] = path.split('/');
  if (name === 'rounds' && part !== undefined) return { panel: 'coverage' };
  return (LAYER_NAMES as readonly string[]).includes(name) ? { list: name as Layer } : undefined;
}
