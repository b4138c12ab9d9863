// Taps of a thumb, counted.
import type { Locator, Page } from 'playwright-core';

/** Every tap of a thumb, counted: no report may take more than three from where its subject is on the screen. */
export class Taps {
  #count = 0;
  async on(target: Locator): Promise<void> {
    this.#count += 1;
    await target.click();
  }
  take(): number {
    const count = this.#count;
    this.#count = 0;
    return count;
  }
}
export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
