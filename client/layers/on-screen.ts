// Which kinds of symbols are on the screen, for a legend that explains what is there and nothing else.
import type { SymbolKind } from '../ui/symbols/drawings.ts';
import type { Target, View } from './pick.ts';

/** @returns kinds in draw order, each once */
export function kindsOnScreen(targets: readonly Target[], view: View): SymbolKind[] {
  const kinds = new Set<SymbolKind>();
  for (const { name, table } of targets) {
    for (let row = 0; row < table.length; row += 1) {
      if (table.size[row] === 0) continue;
      const x = view.originX + ((table.mercator[2 * row] as number) - view.x) * view.world;
      const y = view.originY + ((table.mercator[2 * row + 1] as number) - view.y) * view.world;
      if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
      if (name === 'cases') kinds.add((table.ring[row] as number) > 0 ? 'caseCommunity' : 'caseIsolation');
      else if (name === 'soft') kinds.add('caseMasked');
      else kinds.add(kindOf(table.icon[row] as string));
    }
  }
  return [...kinds];
}

/** An icon's key starts with its kind (ui/symbols/keys.ts). */
function kindOf(key: string): SymbolKind {
  const colon = key.indexOf(':');
  return (colon < 0 ? key : key.slice(0, colon)) as SymbolKind;
}
