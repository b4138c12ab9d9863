// The desk as its user sees it: badge, panels, lists, and places on the map by longitude and latitude.
import type { Locator, Page } from 'playwright-core';
import type { Visit } from './browser.ts';
import { type Clip, differences } from './pixels.ts';
import { until } from './server.ts';

export type Place = readonly [longitude: number, latitude: number];
export type Camera = { readonly center: Place; readonly zoom: number };

export class Desk {
  readonly page: Page;
  readonly freshness: Locator;
  readonly drawer: Locator;
  readonly dock: Locator;
  readonly inspector: Locator;
  readonly map: Locator;
  readonly veil: Locator;

  constructor(page: Page) {
    this.page = page;
    this.freshness = page.locator('.freshness');
    this.drawer = page.locator('.drawer');
    this.dock = page.locator('.dock');
    this.inspector = page.locator('.inspector');
    this.map = page.locator('.maplibregl-canvas');
    this.veil = page.locator('.stale-veil');
  }

  /** @param camera where to look; all there is when left out */
  static async open({ page }: Visit, camera?: Camera, query = ''): Promise<Desk> {
    const at = camera === undefined ? '' : `at=${camera.center.join(',')},${camera.zoom}`;
    const all = [at, query].filter((part) => part !== '').join('&');
    await page.goto(all === '' ? '/desk' : `/desk?${all}`);
    const desk = new Desk(page);
    await desk.isLive();
    return desk;
  }

  async isLive(): Promise<void> {
    await this.page.locator('.freshness[data-freshness=live][data-opening=false]').waitFor({ timeout: 60_000 });
  }

  /** Waits until the map has come to rest: two pictures in a row that are the same. @returns the last one */
  async settles(): Promise<Buffer> {
    await this.map.waitFor();
    let last: Buffer = Buffer.alloc(0);
    await until(async () => {
      const next = await this.picture();
      const isSame = last.equals(next);
      last = next;
      return isSame;
    }, 'the map comes to rest');
    return last;
  }

  /** All of the page, except what counts seconds. */
  picture(): Promise<Buffer> {
    const clocks = ['.freshness', '.situation-clock', '.layer-age', '.value-age'].map((part) =>
      this.page.locator(part),
    );
    return this.page.screenshot({ animations: 'disabled', mask: clocks });
  }

  /** Waits until a part of the page looks other than it did. */
  shows(before: Buffer, part: Clip): Promise<void> {
    const isOther = async () => ((await differences(this.page, before, await this.picture(), [part]))[0] ?? 0) > 12;
    return until(isOther, `a change at ${part.x}, ${part.y}`);
  }

  async click(at: Place, camera: Camera): Promise<void> {
    const { x, y } = await this.pixel(at, camera);
    await this.page.mouse.click(x, y);
  }

  /** Where a place is on the page, by the definition of web mercator. */
  async pixel([longitude, latitude]: Place, { center, zoom }: Camera): Promise<{ x: number; y: number }> {
    const box = await this.map.boundingBox();
    if (box === null) throw new Error('there is no map');
    const world = 512 * 2 ** zoom;
    return {
      x: box.x + box.width / 2 + (longitude - center[0]) * (world / 360),
      y: box.y + box.height / 2 + (mercator(center[1]) - mercator(latitude)) * (world / (2 * Math.PI)),
    };
  }

  /** Where the map stands now, as the address says; ask when it has come to rest. */
  camera(): Camera {
    const at = new URL(this.page.url()).searchParams.get('at') ?? '';
    const [longitude = 0, latitude = 0, zoom = 0] = at.split(',').map(Number);
    return { center: [longitude, latitude], zoom };
  }

  title(): Promise<string> {
    return this.inspector.locator('h2').innerText();
  }

  /** The value of a field in the inspector, as it is written there. */
  value(name: string): Locator {
    return this.inspector.locator(`dl.fields dt:text-is("${name}") + dd`);
  }

  /** A line of a list in the drawer, or a row of the table below the map. */
  row(text: string): Locator {
    return this.page.locator('.drawer [role=option], .dock .table-row').filter({ hasText: text });
  }

  /** Drops a file on the desk, as a hand would from its folder. */
  async drop(name: string, content: Uint8Array, type = 'text/csv'): Promise<void> {
    const transfer = await this.page.evaluateHandle(
      ({ name, type, bytes }) => {
        const made = new DataTransfer();
        made.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name, { type }));
        return made;
      },
      { name, type, bytes: Buffer.from(content).toString('base64') },
    );
    const target = this.page.locator('.file-drop');
    for (const event of ['dragenter', 'dragover', 'drop'])
      await target.dispatchEvent(event, { dataTransfer: transfer });
    await transfer.dispose();
  }
}

const mercator = (latitude: number): number => Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360));
