// Tianditu's WMTS through our own door: the key stays here, only its fixed hosts are asked, redirects are not followed.
import type { TileAddress } from './tile-source.ts';

/** What may be shown, by the names of the service (`_w`: Web Mercator, CGCS2000). Pictures of 256 pixels, zooms 1 to 18. */
export const TIANDITU_LAYERS = ['vec', 'cva', 'eva', 'img', 'cia', 'eia', 'ter', 'cta'] as const;
/** What is laid over what when nothing else is said. */
export const TIANDITU_SETS: { readonly [First in string]?: readonly string[] } = {
  vec: ['vec', 'cva'],
  img: ['img', 'cia'],
  ter: ['ter', 'cta'],
};
export const TIANDITU_ZOOMS = [1, 18] as const;

const HOSTS = 8; // t0 … t7
const PATIENCE = 10_000; // milliseconds
const LARGEST = 2 ** 21; // bytes of one picture

export type Picture = { readonly data: Uint8Array; readonly type: string };
/** `refused` says what the service answered, never the address that was asked: the key is in it. */
export type Fetched =
  | { readonly state: 'ok'; readonly picture: Picture }
  | { readonly state: 'absent' }
  | { readonly state: 'refused'; readonly reason: string };

const official = (host: number): string => `https://t${host}.tianditu.gov.cn`;

/** @param base of host number n; tests put a server of their own there */
export function tianditu(key: string, base: (host: number) => string = official) {
  return async (layer: string, { z, x, y }: TileAddress): Promise<Fetched> => {
    const url = new URL(`${base((x + y) % HOSTS)}/${layer}_w/wmts`);
    const asked = {
      SERVICE: 'WMTS',
      REQUEST: 'GetTile',
      VERSION: '1.0.0',
      LAYER: layer,
      STYLE: 'default',
      TILEMATRIXSET: 'w',
      FORMAT: 'tiles',
      TILEMATRIX: String(z),
      TILEROW: String(y),
      TILECOL: String(x),
      tk: key,
    };
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
    try {
      const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) });
      const type = answer.headers.get('content-type')?.split(';')[0]?.trim() ?? '';
      if (answer.status === 404 || answer.status === 204) return { state: 'absent' };
      if (answer.status !== 200) return refused(`it answered ${answer.status}`);
      if (!/^image\/(png|jpeg|webp)$/.test(type))
        return refused(`it sent ${type.slice(0, 40) || 'no type'}, not a picture`);
      const data = await limited(answer);
      return data === undefined ? refused('its picture is too large') : { state: 'ok', picture: { data, type } };
    } catch (error) {
      return refused((error as Error).name === 'TimeoutError' ? 'it did not answer in time' : 'it cannot be reached');
    }
  };
}

const refused = (reason: string): Fetched => ({ state: 'refused', reason });

async function limited(answer: Response): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    if (size > LARGEST) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
