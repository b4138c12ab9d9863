// The field's door as its user sees it, and what its phone has kept.
import type { Page } from 'playwright-core';
import type { Visit } from './browser.ts';

export const PHONE = { width: 390, height: 844 };

export async function openField({ page }: Visit): Promise<Page> {
  await page.goto('/field');
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

/** Runs in the page: the reports of this phone in their order. */
export function reports(): Promise<Kept[]> {
  return new Promise((done, fail) => {
    const asked = indexedDB.open('cordon-field');
    asked.onerror = () => fail(asked.error);
    asked.onsuccess = () => {
      const all = asked.result.transaction('entries').objectStore('entries').index('seq').getAll();
      all.onsuccess = () => {
        asked.result.close();
        type Row = Kept & { report: { kind: string; observedAt: string } };
        done(
          (all.result as Row[]).map(({ opId, seq, end, seqAtServer, report }) => ({
            opId,
            seq,
            kind: report.kind,
            end,
            seqAtServer,
            observedAt: report.observedAt,
          })),
        );
      };
    };
  });
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
