// Drafts as GeoJSON (RFC 7946, WGS-84), handed to the browser as a download.
import type { Draft } from './history.ts';

export function exportDrafts(drafts: readonly Draft[]): void {
  const collection = {
    type: 'FeatureCollection',
    features: drafts.map(({ id, name, geometry, tags }) => ({
      type: 'Feature',
      id,
      properties: { ...tags, name },
      geometry,
    })),
  };
  const url = URL.createObjectURL(new Blob([JSON.stringify(collection)], { type: 'application/geo+json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${drafts.length === 1 ? (drafts[0]?.name ?? 'draft') : 'drafts'}.geojson`.replace(
    /[\\/:*?"<>|]/g,
    '_',
  );
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
