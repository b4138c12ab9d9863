// What a thumb in a glove and an eye in the sun cannot use: targets under 48 pixels, texts and buttons under 7:1. In the page.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** Pixels of a phone, both ways (design/interface.md). */
const SMALLEST = 48;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** @returns each target that is too small, or runs out of the screen to the side, in words */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate((smallest) => {
    const found: string[] = [];
    const dialog = document.querySelector('dialog[open]');
    for (const one of (dialog ?? document).querySelectorAll<HTMLElement>('a[href], button, input, select, textarea')) {
      if (!one.checkVisibility({ visibilityProperty: true })) continue;
      // What its label takes the tap for is as large as the label.
      const box = (one.matches('[type=checkbox], [type=file]') ? one.closest('label') : null) ?? one;
      const { width, height, left, right } = box.getBoundingClientRect();
      const name = one.getAttribute('aria-label') ?? one.textContent?.trim().slice(0, 30) ?? '';
      const words = `${one.tagName.toLowerCase()}.${one.className} ${name}`;
      if (Math.min(width, height) < smallest - 0.5)
        found.push(`${Math.round(width)} x ${Math.round(height)}: ${words}`);
      const isInRow = one.closest('.field-types') !== null;
      if (!isInRow && (left < -0.5 || right > innerWidth + 0.5)) found.push(`runs out of the screen: ${words}`);
    }
    for (const box of document.querySelectorAll<HTMLElement>('.field-page, .field-page main, dialog[open]'))
      if (box.scrollWidth > box.clientWidth + 1) found.push(`${box.className} is wider than the screen`);
    return found;
  }, SMALLEST);

/** @returns what has less than 7:1 (4.5:1 where it is large), by axe's rule for WCAG 1.4.6, in words */
export async function faint(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const moving = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(moving.map(({ finished }) => finished.catch(() => undefined)));
    type Found = { nodes: { target: string[]; failureSummary?: string }[] };
    const { axe } = globalThis as unknown as { axe: { run: (o: object) => Promise<{ violations: Found[] }> } };
    const rules = { 'color-contrast-enhanced': { enabled: true } };
    const { violations } = await axe.run({ runOnly: { type: 'rule', values: Object.keys(rules) }, rules });
    return violations.flatMap(({ nodes }) => nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary}`));
  });
}
