// Tiles of the ground that did not come are asked for again. MapLibre asks once: a wall whose server was away for the
// second in which it asked had a hole in its ground until somebody reloaded the page, which on a wall nobody does.
import type { ErrorEvent, Map as MapLibreMap } from 'maplibre-gl';

const EVERY = 5000; // milliseconds; as often as the connection itself tries

type TileAddress = { readonly z: number; readonly x: number; readonly y: number };
/** MapLibre says which tile failed, and of which source; its types do not. */
type TileError = ErrorEvent & {
  readonly sourceId?: string;
  readonly tile?: { readonly tileID?: { readonly canonical?: TileAddress } };
};

/** @param sources ids of the ground's sources. @returns how to stop */
export function keepAsking(map: MapLibreMap, sources: readonly string[]): () => void {
  const missing = new Map<string, { source: string; x: number; y: number; z: number }>();
  const failed = (event: ErrorEvent): void => {
    const { sourceId: source, tile, error } = event as TileError;
    const at = tile?.tileID?.canonical;
    if (source === undefined || at === undefined || !sources.includes(source)) {
      console.error(error); // what MapLibre does with an error that nobody listens to
      return;
    }
    missing.set(`${source}/${at.z}/${at.x}/${at.y}`, { source, x: at.x, y: at.y, z: at.z });
  };
  const again = (): void => {
    if (missing.size === 0 || document.hidden) return;
    const tiles = [...missing.values()];
    missing.clear(); // what fails once more comes back by itself
    for (const source of sources) {
      const its = tiles.filter((tile) => tile.source === source);
      if (its.length > 0 && map.getSource(source) !== undefined) map.refreshTiles(source, its);
    }
  };
  map.on('error', failed);
  const timer = setInterval(again, EVERY);
  return () => {
    map.off('error', failed);
    clearInterval(timer);
  };
}
