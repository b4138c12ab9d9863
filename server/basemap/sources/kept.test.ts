// Tiles of the demonstration survive a restart, and nothing of another town is ever among them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ok } from '#shared/result.ts';
import { pointAt, tileOf } from '../archives.fixture.ts';
import type { TileAddress } from '../tile-source.ts';
import { decode } from '../vector.ts';
import { groundSource } from './ground.ts';
import { keptSource, type TileMaker } from './kept.ts';

const dir = mkdtempSync(join(tmpdir(), 'cordon-kept-'));
afterAll(() => rmSync(dir, { recursive: true }));

const PLACE = [109.2, 39] as const;
const at = (zoom: number): TileAddress => tileOf([...PLACE], zoom);

/** A town of one point, that tells which tiles it was asked for. */
function town(name: string): TileMaker & { readonly asked: string[] } {
  const source = groundSource([{ layer: 'place_labels', minzoom: 5, features: [pointAt([...PLACE], { name })] }], {
    name,
  });
  const asked: string[] = [];
  return {
    asked,
    found: async () => {
      asked.push('found');
      return ok(source.found);
    },
    tile: async (address) => {
      asked.push(`${address.z}`);
      const raw = await source.tile(address);
      return raw === undefined ? undefined : { ...raw, etag: '' };
    },
    close: () => source.close(),
  };
}

async function open(file: string, made: string, maker: TileMaker) {
  const opened = await keptSource(join(dir, file), made, maker);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}
const nameIn = (data: Uint8Array) => decode(data).layers['place_labels']?.feature(0).properties['name'];

describe('kept tiles', () => {
  it('are served after a restart without asking the town for anything', async () => {
    const first = town('one');
    const before = await open('a.db', 'v1', first);
    const tile = await before.tile(at(10));
    const empty = { z: 10, x: 0, y: 0 };
    expect(await before.tile(empty)).toBeUndefined();
    await before.close();

    const again = town('one');
    const after = await open('a.db', 'v1', again);
    expect(after.found).toEqual(before.found);
    expect(new Uint8Array((await after.tile(at(10)))?.data ?? [])).toEqual(new Uint8Array(tile?.data ?? []));
    expect(await after.tile(empty)).toBeUndefined();
    expect(again.asked).toEqual([]);
    // What nobody looked at before is made now.
    expect(nameIn((await after.tile(at(12)))?.data ?? new Uint8Array())).toBe('one');
    expect(again.asked).toEqual(['12']);
    await after.close();
  });

  it('of another town or another way of cutting are thrown away', async () => {
    const before = await open('b.db', 'v1', town('one'));
    await before.tile(at(9));
    await before.close();
    const other = town('two');
    const after = await open('b.db', 'v2', other);
    expect(nameIn((await after.tile(at(9)))?.data ?? new Uint8Array())).toBe('two');
    expect(other.asked).toEqual(['found', '9']);
    await after.close();
    // And not to come back when somebody returns to the first one.
    const back = town('one');
    await (await open('b.db', 'v1', back)).close();
    expect(back.asked).toEqual(['found']);
  });

  it('in a file that is none are made anew, and the file with them', async () => {
    writeFileSync(
      join(dir, 'c.db'),
      'this is no database at all, but long enough to look like a page of one'.repeat(99),
    );
    const broken = await open('c.db', 'v1', town('one'));
    expect(nameIn((await broken.tile(at(8)))?.data ?? new Uint8Array())).toBe('one');
    await broken.close();
    const again = town('one');
    const after = await open('c.db', 'v1', again);
    await after.tile(at(8));
    expect(again.asked).toEqual([]);
    await after.close();
  });
});
