// The ground over HTTP: what it is, and its tiles. Behind the same sign-in as everything else: an operator's map may be
// licensed, or say more of a place than strangers should know.
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TileFormat } from '#shared/basemap.ts';
import { addressOf, type Basemap } from '../basemap/basemap.ts';
import { TIANDITU_ZOOMS } from '../basemap/tianditu.ts';
import type { Found, Tile, TileAddress } from '../basemap/tile-source.ts';

import { sendProblem } from './problem.ts';

const TYPES: { readonly [F in TileFormat]: string } = {
  mvt: 'application/vnd.mapbox-vector-tile',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  avif: 'image/avif',
};
/** A version in the address makes its tiles the same for ever; `private`, because a sign-in was needed. */
const FOR_EVER = 'private, max-age=31536000, immutable';
const ASK_AGAIN = 'private, no-cache';
const ONE_DAY = 'private, max-age=86400';

type TileParams = { readonly z: string; readonly x: string; readonly file: string };
const unpack = promisify(gunzip);

export function basemapRoutes(app: FastifyInstance, basemap: Basemap): void {
  app.get(
    '/api/basemap',
    { schema: { summary: 'The ground under the map: tiles, datum, attribution, review number', tags: ['basemap'] } },
    () => basemap.info(),
  );
  const { own, tianditu } = basemap;
  if (own !== undefined) {
    app.get(
      `/basemap/${own.set}.json`,
      { schema: { summary: 'The same as TileJSON 3.0, for other programs', tags: ['basemap'] } },
      async (request, reply) => {
        const found = await own.found();
        if (!found.ok) return sendProblem(reply, found.error, 503);
        return tileJson(found.value, own.set, `${request.protocol}://${request.host}`);
      },
    );
    app.get<{ Params: TileParams; Querystring: { readonly v?: string } }>(
      `/basemap/${own.set}/:z/:x/:file`,
      { schema: { summary: 'A tile; 204 where there is none', tags: ['basemap'] } },
      async (request, reply) => {
        const found = await own.found();
        if (!found.ok) return sendProblem(reply, found.error, 503);
        const { format, minzoom, maxzoom, version } = found.value;
        const address = addressIn(request.params, format);
        if (address === undefined || address.z < minzoom || address.z > maxzoom) return absent(request, reply);
        const isForEver = version !== undefined && request.query.v === version;
        void reply.header('Cache-Control', isForEver ? FOR_EVER : ASK_AGAIN);
        return sendTile(request, reply, await own.tile(address), TYPES[format]);
      },
    );
  }
  if (tianditu !== undefined) {
    app.get<{ Params: { readonly layer: string; readonly z: string; readonly x: string; readonly y: string } }>(
      '/basemap/tianditu/:layer/:z/:x/:y',
      { schema: { summary: 'A picture of Tianditu, fetched with the key that stays here', tags: ['basemap'] } },
      async (request, reply) => {
        const { layer, z, x, y } = request.params;
        const address = addressOfNumbers(z, x, y);
        const [least, most] = TIANDITU_ZOOMS;
        const isKnown = tianditu.layers.includes(layer) && address !== undefined;
        if (!isKnown || address.z < least || address.z > most) return absent(request, reply);
        const fetched = await tianditu.fetch(layer, address);
        if (fetched.state === 'absent') return reply.header('Cache-Control', ONE_DAY).code(204).send();
        if (fetched.state === 'ok') {
          return reply.header('Cache-Control', ONE_DAY).type(fetched.picture.type).send(fetched.picture.data);
        }
        request.log.warn(`Tianditu: ${fetched.reason}`);
        return sendProblem(reply, { code: 'internal', message: `Tianditu gave no tile: ${fetched.reason}` }, 502);
      },
    );
  }
}

async function sendTile(request: FastifyRequest, reply: FastifyReply, tile: Tile | undefined, type: string) {
  if (tile === undefined) return reply.code(204).send();
  const etag = `"${tile.etag}"`;
  void reply.header('ETag', etag).header('Vary', 'Accept-Encoding');
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  void reply.type(type);
  if (!tile.isGzip) return reply.send(tile.data);
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (!takesGzip) return reply.send(await unpack(tile.data));
  return reply.header('Content-Encoding', 'gzip').send(tile.data);
}

const absent = (request: FastifyRequest, reply: FastifyReply) =>
  sendProblem(reply, { code: 'not-found', message: `no tile has the address ${request.url.slice(0, 200)}` });

/** @returns undefined for anything but three whole numbers on the grid and the extension of the format */
function addressIn({ z, x, file }: TileParams, format: TileFormat): TileAddress | undefined {
  const [, y, extension] = /^(\d{1,8})\.([a-z]{3,4})$/.exec(file) ?? [];
  return y !== undefined && extension === format ? addressOfNumbers(z, x, y) : undefined;
}

function addressOfNumbers(...texts: [string, string, string]): TileAddress | undefined {
  if (!texts.every((text) => /^\d{1,8}$/.test(text))) return undefined;
  const [z, x, y] = texts.map(Number) as [number, number, number];
  return z <= 24 && x < 2 ** z && y < 2 ** z ? { z, x, y } : undefined;
}

function tileJson(found: Found, set: string, origin: string) {
  return {
    tilejson: '3.0.0',
    name: found.name,
    attribution: found.attribution,
    scheme: 'xyz',
    tiles: [origin + addressOf(set, found)],
    minzoom: found.minzoom,
    maxzoom: found.maxzoom,
    bounds: found.bounds,
    vector_layers: found.vectorLayers.map(({ id, fields }) => ({
      id,
      fields: Object.fromEntries(fields.map((field) => [field, ''])),
    })),
  };
}
