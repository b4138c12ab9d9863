// Which kinds of symbols are on the screen, for a legend that explains what is there and nothing else.
import type { SymbolKind } from '../ui/symbols/drawings.ts';
import type { Target, View } from './pick.ts';

/** Kinds that the rows of one of these tables can have at all: once all are seen, the rest need not be looked at. */
const MOST_KINDS: { readonly [target: string]: number } = { cases: 2, soft: 1, caseClusters: 1, softClusters: 1 };

/** @returns kinds in draw order, each once */
export function kindsOnScreen(targets: readonly Target[], view: View): SymbolKind[] {
  const kinds = new Set<SymbolKind>();
  for (const target of targets) {
    const { name, table, isDrawn, zoom = Number.POSITIVE_INFINITY } = target;
    const most = kinds.size + (MOST_KINDS[name] ?? Number.POSITIVE_INFINITY);
    const { size, mercator, from } = table;
    const rows = table.length;
    for (let row = 0; row < rows && kinds.size < most; row += 1) {
      if (size[row] === 0 || isDrawn?.(row) === false) continue;
      const x = view.originX + ((mercator[2 * row] as number) - view.x) * view.world;
      const y = view.originY + ((mercator[2 * row + 1] as number) - view.y) * view.world;
      if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
      kinds.add(zoom < (from[row] as number) ? 'pip' : kindAt(target, row));
    }
  }
  return [...kinds];
}

function kindAt({ name, table }: Target, row: number): SymbolKind {
  if (name === 'cases') return (table.ring[row] as number) > 0 ? 'caseCommunity' : 'caseIsolation';
  if (name === 'soft') return 'caseMasked';
  if (name === 'caseClusters' || name === 'softClusters') return 'caseCluster';
  // An icon's key starts with its kind (ui/symbols/keys.ts).
  const key = table.icon[row] as string;
  const colon = key.indexOf(':');
  return (colon < 0 ? key : key.slice(0, colon)) as SymbolKind;
}
