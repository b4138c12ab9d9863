// The page one hands on, in a browser: the same each time for the same moment, of the size that was asked for; and what
// changed since the last shift, each line a way to its row.
import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Visitors } from '../testing/browser.ts';
import { Desk } from '../testing/desk.ts';
import { TestServer } from '../testing/server.ts';
import { GROUND, WORLD } from '../testing/world.ts';

const visitors = new Visitors();
let server: TestServer;
/** A moment after which nothing is said that a page of it could show. */
let moment: string;

beforeAll(async () => {
  server = await TestServer.open();
  await server.say(...GROUND, ...WORLD);
  await new Promise((done) => setTimeout(done, 50));
  moment = new Date().toISOString();
  await new Promise((done) => setTimeout(done, 50));
  await server.say(['case.reported', { id: 'after', status: 'confirmed', route: 'screening', position: [109.2, 39] }]);
});
afterAll(() => server.close());

const readAll = async (download: Download): Promise<Buffer> => readFile(await download.path());

/** @returns files by the end of their names, once so many have come */
function downloads(page: Page, count: number): Promise<Map<string, Buffer>> {
  return new Promise((done, fail) => {
    const files = new Map<string, Buffer>();
    page.on('download', (download) => {
      readAll(download).then((file) => {
        files.set(download.suggestedFilename(), file);
        if (files.size === count) done(files);
      }, fail);
    });
  });
}

const HEAD = { pdf: '%PDF-', png: '\x89PNG' } as const;
const kindOf = (name: string): 'pdf' | 'png' => (name.endsWith('.pdf') ? 'pdf' : 'png');

/** Points of the page, and dots of the picture on it. */
function pageOf(pdf: Buffer) {
  const text = pdf.toString('latin1');
  const box = /\/MediaBox \[0 0 ([\d.]+)\s*([\d.]+)/.exec(text);
  const image = /\/Subtype \/Image\s*\/Width (\d+)\s*\/Height (\d+)/.exec(text);
  return {
    points: [Math.round(Number(box?.[1])), Math.round(Number(box?.[2]))],
    dots: [Number(image?.[1]), Number(image?.[2])],
    created: /\/CreationDate \(D:(\d{8})/.exec(text)?.[1],
  };
}

it('makes the brief of a past moment from a link, byte for byte the same on two pages of two readers', async () => {
  const made: Map<string, Buffer>[] = [];
  for (const role of ['commander', 'analyst'] as const) {
    const { page, context } = await visitors.comeAs(role, server.url, { width: 1280, height: 720 });
    const files = downloads(page, 2);
    await page.goto(`/wall?brief=both&t=${encodeURIComponent(moment)}`);
    made.push(await files);
    await page.getByText('已保存').waitFor();
    await context.close();
  }
  const [first, second] = made as [Map<string, Buffer>, Map<string, Buffer>];
  expect([...first.keys()].sort()).toEqual([...second.keys()].sort());
  expect(first.size).toBe(2);
  for (const [name, file] of first) {
    expect(name).toMatch(/^cordon-brief-overview-\d{8}-\d{4}\.(pdf|png)$/);
    expect(file.subarray(0, 5).toString('latin1').startsWith(HEAD[kindOf(name)])).toBe(true);
    expect(file.equals(second.get(name) as Buffer), name).toBe(true);
    if (kindOf(name) !== 'pdf') continue;
    // A4 lying: 297 x 210 mm in points, at two hundred dots to the inch.
    expect(pageOf(file)).toMatchObject({ points: [842, 595], dots: [2339, 1654] });
    expect(pageOf(file).created).toBe(name.slice(-17, -9));
  }
});

it('prints the map of the desk on the sheet that was asked for', async () => {
  const visit = await visitors.comeAs('analyst', server.url, { width: 1280, height: 800, language: 'en' });
  const desk = await Desk.open(visit, { center: [109.2, 39], zoom: 14 });
  await desk.page.keyboard.press('b');
  const form = desk.page.locator('.print-form');
  await form.getByLabel('Paper').selectOption('A3');
  await form.getByLabel('Orientation').selectOption('portrait');
  await form.getByLabel('Scale').selectOption('10000');
  await form.getByLabel('Title').fill('Qingshi, night of the 30th');
  const [download] = await Promise.all([
    desk.page.waitForEvent('download'),
    form.getByRole('button', { name: 'Save PDF' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^cordon-map-a3-.*\.pdf$/);
  expect(pageOf(await readAll(download))).toMatchObject({ points: [842, 1191], dots: [2339, 3307] });
  await form.getByRole('button', { name: /Preview: A3 Portrait/ }).waitFor();
  // What is on the paper is not what the settings say now.
  await form.getByLabel('Paper').selectOption('A4');
  await form.getByText('preview again').waitFor();
});

it('tells a shift what changed, and leads to it', async () => {
  const visit = await visitors.comeAs('analyst', server.url, { width: 1280, height: 800 });
  const desk = await Desk.open(visit);
  await desk.page.keyboard.press('h');
  const panel = desk.drawer;
  await panel.getByText('新增阳性 3（社会面 2 · 管控人员 1）').waitFor();
  await panel.getByRole('button', { name: /南园高风险区 开始管控/ }).click();
  await desk.inspector.getByText('南园高风险区').first().waitFor();
});
