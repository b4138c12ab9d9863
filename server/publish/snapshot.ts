// The whole of what one audience holds, as text: built in slices, compressed off the event loop, shared by all who ask.
import { setImmediate as breathe } from 'node:timers/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Figures } from '#shared/domain/figure.ts';
import { type Entity, LAYERS, type Layer, SHOWN_LAYERS, type Situation } from '#shared/situation.ts';
import type { Audience } from './audience.ts';

const compress = promisify(gzip);
/** Off the event loop, and quickly: for an answer that is made anew for each who asks. */
export const zip = (plain: Buffer): Promise<Buffer> => compress(plain, { level: constants.Z_BEST_SPEED });
const compressSmall = promisify(brotliCompress);
/** A third smaller for some 30 ms a megabyte, beside the event loop: for a phone on a slow line, once for all who share it. */
const SMALL = 5;
const ENTITIES_A_TURN = 1_000;

export type Packing = 'gzip' | 'br';
export type Snapshot = {
  readonly etag: string;
  readonly plain: Buffer;
  /** made when it is first asked for */
  readonly packed: (how: Packing) => Promise<Buffer>;
};

function packer(plain: Buffer): Snapshot['packed'] {
  const made = new Map<Packing, Promise<Buffer>>();
  return (how) => {
    let packed = made.get(how);
    if (packed === undefined) {
      const params = { [constants.BROTLI_PARAM_QUALITY]: SMALL, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
      packed = how === 'br' ? compressSmall(plain, { params }) : zip(plain);
      made.set(how, packed);
    }
    return packed;
  };
}

/** When each layer that travels last changed. */
export const shownAsOf = (situation: Situation): { [L in Layer]?: string } =>
  Object.fromEntries([...situation.asOf].filter(([layer]) => LAYERS[layer] !== 'kept'));

/**
 * Builds the text in slices; entities are immutable, so the state is that of the call however long it takes.
 * @param figures as of the moment of the answer; who wants to follow them asks /api/figures. Without them none are named
 */
export async function buildSnapshot(
  epoch: string,
  situation: Situation,
  audience: Audience,
  figures?: Figures | Promise<Figures>,
): Promise<Snapshot> {
  const { view } = audience;
  const { seq } = situation;
  // Said when it is waited for, below: a failure before that is not nobody's.
  const told = Promise.resolve(figures);
  told.catch(() => {});
  const held = SHOWN_LAYERS.filter((layer) => audience.wants(layer)).map((layer): [Layer, Entity[]] => [
    layer,
    [...situation.all(layer).values()],
  ]);
  const clock = situation.get('clock', 'incident');
  const head = {
    epoch,
    seq,
    view: view.key,
    asOf: shownAsOf(situation),
    clock: clock === undefined ? null : { origin: clock.origin, rate: clock.rate, startedAt: clock.startedAt },
  };
  const parts: string[] = [JSON.stringify(head).slice(0, -1), ',"entities":{'];
  let written = 0;
  for (const [index, [layer, entities]] of held.entries()) {
    parts.push(`${index === 0 ? '' : ','}"${layer}":[`);
    let isFirst = true;
    for (const entity of entities) {
      const shown = audience.see(layer, entity);
      if (shown === undefined) continue;
      parts.push(isFirst ? JSON.stringify(shown) : `,${JSON.stringify(shown)}`);
      isFirst = false;
      written += 1;
      if (written % ENTITIES_A_TURN === 0) await breathe();
    }
    parts.push(']');
  }
  const said = await told;
  parts.push(said === undefined ? '}}' : `},"figures":${JSON.stringify(said)}}`);
  const plain = Buffer.from(parts.join(''));
  return { etag: `"${head.epoch.slice(0, 12)}-${seq}-${audience.key}"`, plain, packed: packer(plain) };
}
