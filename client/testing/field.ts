// The field's door as its user sees it, and what its phone has kept.
import type { Page } from 'playwright-core';
import type { Visit } from './browser.ts';

export const PHONE = { width: 390, height: 844 };

/** Of every phone in the tests. */
export const PIN = '480113';

/** Chooses the PIN, or enters it, whichever the page asks for. */
export async function unlock(page: Page): Promise<void> {
  const pins = page.locator('.lock-page .pin-input');
  await pins.first().waitFor();
  for (const pin of await pins.all()) await pin.fill(PIN);
  await page.locator('.lock-page button[type=submit]').click();
  await page.locator('.field-bar').waitFor();
}

export async function openField({ page }: Visit): Promise<Page> {
  await page.goto('/field');
  await unlock(page);
  await page.locator('.freshness[data-freshness=live]').waitFor();
  await page.locator('.near-item').first().waitFor();
  return page;
}

export type Kept = {
  opId: string;
  seq: number;
  kind: string;
  end?: string;
  seqAtServer?: number;
  observedAt: string;
};

/** The reports of this phone in their order, unsealed with its PIN as the page itself does it. */
export const reports = (page: Page): Promise<Kept[]> => page.evaluate(readReports, PIN);

/** Runs in the page. */
async function readReports(pin: string): Promise<Kept[]> {
  const settled = <T>(asked: IDBRequest<T>): Promise<T> =>
    new Promise((done, fail) => {
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });
  const database = await settled(indexedDB.open('cordon-field'));
  const reading = database.transaction(['entries', 'facts']);
  type Box = { iv: BufferSource; bytes: BufferSource };
  type Row = { opId: string; vault: string; box: Box };
  type Record = { id: string; salt: BufferSource; iterations: number; key: Box };
  const [rows, records] = await Promise.all([
    settled<Row[]>(reading.objectStore('entries').index('seq').getAll()),
    settled<Record[]>(reading.objectStore('facts').getAll(IDBKeyRange.bound('vault|', 'vault|~'))),
  ]);
  database.close();
  const text = new TextEncoder();
  const keys = new Map<string, CryptoKey>();
  for (const { id, salt, iterations, key } of records) {
    const secret = await crypto.subtle.importKey('raw', text.encode(pin), 'PBKDF2', false, ['deriveKey']);
    const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
    const by = await crypto.subtle.deriveKey(how, secret, { name: 'AES-GCM', length: 256 }, false, ['unwrapKey']);
    const wrapped = { name: 'AES-GCM', iv: key.iv };
    keys.set(id, await crypto.subtle.unwrapKey('raw', key.bytes, by, wrapped, 'AES-GCM', false, ['decrypt']));
  }
  return Promise.all(
    rows.map(async ({ opId, vault, box }) => {
      const how = { name: 'AES-GCM', iv: box.iv, additionalData: text.encode(`${vault}|entries|${opId}`) };
      const bytes = new Uint8Array(await crypto.subtle.decrypt(how, keys.get(vault) as CryptoKey, box.bytes));
      const { seq, end, seqAtServer, report } = JSON.parse(new TextDecoder().decode(bytes.subarray(4))) as Kept & {
        report: { kind: string; observedAt: string };
      };
      return { opId, seq, kind: report.kind, end, seqAtServer, observedAt: report.observedAt };
    }),
  );
}

/** Runs in the page: opens one of its pages as a tap through the others would. */
export function openPage(page: object): void {
  history.pushState({ field: page }, '', '/field');
  dispatchEvent(new PopStateEvent('popstate', { state: history.state }));
}

/** Runs in the page: reports without an end, and taps that no report tells. */
export function unsettled(): Promise<number> {
  return new Promise((done, fail) => {
    const asked = indexedDB.open('cordon-field');
    asked.onerror = () => fail(asked.error);
    asked.onsuccess = () => {
      const reading = asked.result.transaction(['entries', 'slots']);
      const entries = reading.objectStore('entries').getAll();
      const slots = reading.objectStore('slots').getAll();
      reading.oncomplete = () => {
        asked.result.close();
        const open = (entries.result as { end?: string }[]).filter(({ end }) => end === undefined).length;
        done(open + (slots.result as { isDirty: boolean }[]).filter(({ isDirty }) => isDirty).length);
      };
    };
  });
}
