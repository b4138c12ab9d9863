// Opens whatever tiles lie in. Used by the command that checks an operator's file, and by the thread that serves it.
import { createHash } from 'node:crypto';
import { type Problem, problem } from '#shared/errors.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { openDirectory } from './sources/directory.ts';
import { openMbtiles } from './sources/mbtiles.ts';
import { moved } from './sources/moved.ts';
import { openPmtiles } from './sources/pmtiles.ts';
import type { SourceSpec, TileSource } from './tile-source.ts';
import { Tiles } from './tiles.ts';

export async function openSource(spec: SourceSpec): Promise<Result<TileSource, Problem>> {
  if (spec.kind === 'grown') return growDemo(spec.seed);
  if (spec.kind === 'demo') return openDemo(spec.seed, spec.keptIn);
  const opened = await openStored(spec);
  if (!opened.ok || spec.datum !== 'GCJ-02') return opened;
  if (opened.value.found.format === 'mvt') return ok(moved(opened.value));
  await opened.value.close();
  return err(problem('unsupported-format', SHIFTED_PICTURES));
}

/** Vector tiles are moved to WGS-84 point by point; a picture cannot be, and a situation 500 m beside its streets is false. */
const SHIFTED_PICTURES =
  'a raster basemap in GCJ-02 is refused: positions would stand 100 to 700 m beside their streets. Bring it in WGS-84 or CGCS2000 (Tianditu is), or as vector tiles, which are converted';

async function openStored(spec: Exclude<SourceSpec, { kind: 'demo' | 'grown' }>): Promise<Result<TileSource, Problem>> {
  try {
    if (spec.kind === 'directory') return await openDirectory(spec.path, spec);
    return await (spec.kind === 'pmtiles' ? openPmtiles(spec.path) : openMbtiles(spec.path));
  } catch (error) {
    return err(problem('not-found', `${spec.path} cannot be opened: ${(error as Error).message}`));
  }
}

/** The town is grown in a thread behind this one, so that tiles that are kept are served meanwhile. */
async function openDemo(seed: string, keptIn: string): Promise<Result<TileSource, Problem>> {
  const { demoTilesVersion } = await import('./demo-version.ts');
  const { keptSource } = await import('./sources/kept.ts');
  return keptSource(keptIn, demoTilesVersion(seed), new Tiles({ kind: 'grown', seed }));
}

/** Loaded only here: an installation of an operator's own never grows the invented town. */
async function growDemo(seed: string): Promise<Result<TileSource, Problem>> {
  const { generateTown } = await import('../ingest/scenario/town/generate.ts');
  const { groundOf } = await import('./demo-ground.ts');
  const { groundSource } = await import('./sources/ground.ts');
  const town = generateTown(seed, (text) => createHash('sha256').update(text).digest());
  return ok(groundSource(groundOf(town), { name: town.name.zh }));
}
