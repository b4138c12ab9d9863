// A basemap on other people's servers: a style, a TileJSON or an address of tiles. Only where the tiles lie is taken from
// it; the look stays ours, so that no font, sprite or script of anybody else reaches a screen.
import type { TileFormat } from '#shared/basemap.ts';
import { type Problem, problem } from '#shared/errors.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { bad, boundsOf, type Found, plainText, vectorLayersOf } from './tile-source.ts';

export type Online = { readonly found: Found; readonly tiles: string[]; readonly tileSize: 256 | 512 };
type Document = Readonly<Record<string, unknown>>;

const LARGEST = 5 * 2 ** 20; // bytes of a style
const PATIENCE = 20_000; // milliseconds
const DEEPEST = 22;

/** @param address of a style, of a TileJSON, or of tiles with {z}, {x} and {y} */
export async function inspectOnline(address: string): Promise<Result<Online, Problem>> {
  const allowed = checkAddress(address);
  if (!allowed.ok) return allowed;
  if (address.includes('{z}')) return ofTemplates([address], {}, {});
  if (/\.(pmtiles|mbtiles)(\?|$)/.test(address)) {
    return bad('an archive is served from this disk: download it, then give the file');
  }
  const document = await load(address);
  if (!document.ok) return document;
  if (Array.isArray(document.value.tiles)) return ofTileJson(document.value, {}, address);
  const { sources } = document.value;
  if (typeof sources !== 'object' || sources === null) {
    return bad(`${address} is neither a style nor a TileJSON: it has no sources and no tiles`);
  }
  return ofStyle(Object.values(sources) as Document[], address);
}

async function ofStyle(sources: readonly Document[], address: string): Promise<Result<Online, Problem>> {
  const source = sources.find(({ type }) => type === 'vector') ?? sources.find(({ type }) => type === 'raster');
  if (source === undefined) return bad(`the style ${address} has no vector and no raster source`);
  if (Array.isArray(source.tiles)) return ofTileJson(source, source, address);
  if (typeof source.url !== 'string') return bad(`a source of the style ${address} has neither url nor tiles`);
  const url = URL.parse(source.url, address)?.href ?? '';
  const allowed = checkAddress(url);
  if (!allowed.ok) return allowed;
  const document = await load(url);
  return document.ok ? ofTileJson(document.value, source, url) : document;
}

function ofTileJson(document: Document, source: Document, address: string): Result<Online, Problem> {
  const templates = (document.tiles as unknown[]).filter((each) => typeof each === 'string');
  // {z} and its kin must stay as they are, and URL would escape them.
  const absolute = templates.map((each) => (/^https?:/.test(each) ? each : new URL(each, address).href));
  return ofTemplates(
    absolute.map((each) => each.replaceAll('%7B', '{').replaceAll('%7D', '}')),
    document,
    source,
  );
}

function ofTemplates(tiles: string[], document: Document, source: Document): Result<Online, Problem> {
  if (tiles.length === 0) return bad('it names no tiles');
  for (const each of tiles) {
    const allowed = checkAddress(each.replaceAll(/[{}]/g, ''));
    if (!allowed.ok) return allowed;
    if (!['{z}', '{x}', '{y}'].every((part) => each.includes(part))) return bad(`${each} lacks {z}, {x} or {y}`);
  }
  if (document.scheme === 'tms') return bad('tiles counted from the south (TMS) are not read from other servers');
  const declared = vectorLayersOf(document.vector_layers);
  const format = formatOfAddress(tiles[0]!, declared.length > 0 || source.type === 'vector');
  if (format === 'mvt' && declared.length === 0) {
    return bad(
      'nothing says which layers these vector tiles have, so nothing could be drawn: give the address of their TileJSON',
    );
  }
  const size = Number(source.tileSize ?? document.tileSize ?? (format === 'mvt' ? 512 : 256));
  return ok({
    tiles,
    tileSize: size === 512 ? 512 : 256,
    found: {
      name: plainText(document.name),
      attribution: plainText(document.attribution ?? source.attribution),
      format,
      minzoom: zoomOf(document.minzoom ?? source.minzoom, 0),
      maxzoom: zoomOf(document.maxzoom ?? source.maxzoom, format === 'mvt' ? 14 : 18),
      bounds: boundsOf(document.bounds),
      vectorLayers: declared,
    },
  });
}

function formatOfAddress(template: string, isVector: boolean): TileFormat {
  if (isVector || /\.(pbf|mvt)(\?|$)/.test(template)) return 'mvt';
  if (/\.jpe?g(\?|$)/.test(template)) return 'jpg';
  return /\.webp(\?|$)/.test(template) ? 'webp' : 'png';
}

const zoomOf = (value: unknown, otherwise: number): number => {
  const zoom = Number(value ?? otherwise);
  return Number.isInteger(zoom) && zoom >= 0 && zoom <= DEEPEST ? zoom : otherwise;
};

/** Unencrypted only on this machine: the tiles would tell everybody between which place is being looked at. */
function checkAddress(address: string): Result<true, Problem> {
  const url = URL.parse(address);
  if (url === null) return err(problem('invalid-value', `${address.slice(0, 200)} is no address`));
  const isHere = url.hostname === 'localhost' || url.hostname === '127.0.0.1' || url.hostname === '[::1]';
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isHere)) {
    if (url.username === '' && url.password === '') return ok(true);
    return err(problem('invalid-value', 'an address with a password in it would be told to every screen'));
  }
  return err(problem('invalid-value', `${url.protocol} is not taken: https, or http on this machine`));
}

async function load(address: string): Promise<Result<Document, Problem>> {
  try {
    const answer = await fetch(address, {
      signal: AbortSignal.timeout(PATIENCE),
      headers: { accept: 'application/json' },
    });
    if (!answer.ok) return err(problem('not-found', `${address} answered ${answer.status}`));
    const text = await answer.text();
    if (text.length > LARGEST) return err(problem('too-large', `${address} is larger than any style`));
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return ok(value as Document);
    return bad(`${address} is not a style`);
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'it is not JSON' : (error as Error).message;
    return err(problem('not-found', `${address} cannot be read: ${reason}`));
  }
}
