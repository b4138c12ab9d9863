// A machine that has no Chinese font, as a server room's console or a foreign laptop: what we say must be legible there.
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visitors } from '../testing/browser.ts';
import { Desk } from '../testing/desk.ts';
import { TestServer } from '../testing/server.ts';
import { at, CAMERA, GROUND, WORLD } from '../testing/world.ts';

const LATIN_ONLY = '/usr/share/fonts/truetype/dejavu';
const dir = await mkdtemp(join(tmpdir(), 'cordon-fonts-'));
const config = join(dir, 'fonts.conf');
await writeFile(
  config,
  `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${LATIN_ONLY}</dir><cachedir>${join(dir, 'cache')}</cachedir></fontconfig>`,
);

describe.skipIf(!existsSync(LATIN_ONLY))('a machine with no font but DejaVu', () => {
  let server: TestServer;
  const visitors = new Visitors({ env: { FONTCONFIG_FILE: config } });
  beforeAll(async () => {
    server = await TestServer.open();
    await server.say(...GROUND, ...WORLD);
  });
  afterAll(async () => {
    await server.close();
    await rm(dir, { recursive: true, force: true });
  });

  /** How a character comes out on the page, in the font of its body or in one that is named. */
  async function drawn(page: Page, character: string, font?: string): Promise<string> {
    await page.evaluate(
      ([text = '', family]) => {
        const box = document.createElement('div');
        box.id = 'sample';
        box.textContent = text;
        // By property, as the policy wants it: a style attribute would be refused.
        box.style.cssText = 'position:fixed;inset:0 auto auto 0;z-index:999;width:60px;height:60px;font-size:40px';
        Object.assign(box.style, { lineHeight: '60px', background: '#fff', color: '#000' });
        if (family !== undefined) box.style.fontFamily = family;
        document.body.append(box);
      },
      [character, font],
    );
    // The browser fetches the piece of the font that holds the character once it has tried to draw it.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await page.evaluate(() => document.fonts.ready);
    const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 60, height: 60 } });
    await page.locator('#sample').evaluate((box) => box.remove());
    return picture.toString('base64');
  }

  it('shows Chinese on the page, from our own font, and not a box for each character', async () => {
    const { page } = await visitors.come(server.url);
    await page.goto('/');
    await page.getByRole('heading', { name: '登录' }).waitFor();
    await page.evaluate(() => document.fonts.ready);
    const box = await drawn(page, '登', '"DejaVu Sans"');
    // The machine really has no such font: there every character is the same box.
    expect(await drawn(page, '录', '"DejaVu Sans"')).toBe(box);
    const pictures: string[] = [];
    for (const character of '登录席位') pictures.push(await drawn(page, character));
    expect(new Set([...pictures, box]).size).toBe(5);
  });

  it('shows Chinese on the map', async () => {
    const desk = await Desk.open(await visitors.comeAs('analyst', server.url), CAMERA);
    await desk.page.keyboard.press('l');
    await desk.settles();
    const { x, y } = await desk.pixel(at(-2, 2), CAMERA);
    // 松涛宾馆 stands under its symbol in four cells of equal width; boxes would make them equal.
    const clip = { x: Math.round(x) - 24, y: Math.round(y) + 14, width: 48, height: 20 };
    const picture = await desk.page.screenshot({ clip });
    const cells = await desk.page.evaluate(async (image) => {
      const bytes = Uint8Array.from(atob(image), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes]));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.drawImage(bitmap, 0, 0);
      return [0, 1, 2, 3].map((cell) => {
        const { data } = context.getImageData(cell * 12, 0, 12, 20);
        return Array.from({ length: 240 }, (_, at) => ((data[4 * at] ?? 0) > 150 ? '#' : '.')).join('');
      });
    }, picture.toString('base64'));
    const ink = cells.map((cell) => cell.replaceAll('.', '').length);
    expect(Math.min(...ink)).toBeGreaterThan(8);
    const unlike = (a = '', b = '') => [...a].filter((pixel, index) => pixel !== b[index]).length;
    const pairs = cells.flatMap((a, i) => cells.slice(i + 1).map((b) => unlike(a, b)));
    expect(Math.min(...pairs)).toBeGreaterThan(15);
  });
});
