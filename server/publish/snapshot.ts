// The whole of what one view holds, as text: built in slices, compressed off the event loop, shared by all who ask.
import { setImmediate as breathe } from 'node:timers/promises';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { Figures } from '#shared/domain/figure.ts';
import { type Entity, LAYERS, type Layer, SHOWN_LAYERS, type Situation } from '#shared/situation.ts';
import { isStreamed, type View } from '../access/view.ts';

const compress = promisify(gzip);
/** Off the event loop, and quickly: for an answer that is made anew for each who asks. */
export const zip = (plain: Buffer): Promise<Buffer> => compress(plain, { level: constants.Z_BEST_SPEED });
const ENTITIES_A_TURN = 1_000;

export type Snapshot = { readonly etag: string; readonly plain: Buffer; readonly zipped: Buffer };

/** When each layer that travels last changed. */
export const shownAsOf = (situation: Situation): { [L in Layer]?: string } =>
  Object.fromEntries([...situation.asOf].filter(([layer]) => LAYERS[layer] !== 'kept'));

/** Builds the text in slices; entities are immutable, so the state is that of the call however long it takes. */
/** @param figures as of the moment of the answer; who wants to follow them asks /api/figures */
export async function buildSnapshot(
  epoch: string,
  situation: Situation,
  view: View,
  figures: Figures | Promise<Figures> = {},
): Promise<Snapshot> {
  const { seq } = situation;
  // Said when it is waited for, below: a failure before that is not nobody's.
  const told = Promise.resolve(figures);
  told.catch(() => {});
  const held = SHOWN_LAYERS.map((layer): [Layer, Entity[]] => [layer, [...situation.all(layer).values()]]);
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
      if (!isStreamed(layer, entity)) continue;
      const shown = view.see(layer, entity);
      if (shown === undefined) continue;
      parts.push(isFirst ? JSON.stringify(shown) : `,${JSON.stringify(shown)}`);
      isFirst = false;
      written += 1;
      if (written % ENTITIES_A_TURN === 0) await breathe();
    }
    parts.push(']');
  }
  parts.push(`},"figures":${JSON.stringify(await told)}}`);
  const plain = Buffer.from(parts.join(''));
  const zipped = await zip(plain);
  return { etag: `"${head.epoch.slice(0, 12)}-${seq}-${view.key}"`, plain, zipped };
}
