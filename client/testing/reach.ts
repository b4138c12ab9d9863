// Whether hands and keys get at everything: controls that nothing covers and nothing cuts off, and what Tab walks through.
import type { Page } from 'playwright-core';

/**
 * Brings every control of some parts into sight as a browser does for its focus, and looks whether a click would hit it.
 * @param parts CSS selectors
 * @returns those that cannot be got at, in words
 */
export function unreachable(page: Page, parts: string): Promise<string[]> {
  return page.evaluate((where) => {
    const controls = 'a[href], button, input, select, textarea, [tabindex="0"]';
    const found: string[] = [];
    for (const part of document.querySelectorAll(where)) {
      for (const one of part.querySelectorAll<HTMLElement>(controls)) {
        if (!one.checkVisibility({ visibilityProperty: true }) || one.matches(':disabled, [type=hidden]')) continue;
        one.scrollIntoView({ block: 'center', inline: 'center' });
        // A script, and a focus, also scroll what no hand can.
        let cut: Element | null = null;
        for (let up = one.parentElement; up !== null; up = up.parentElement) {
          const { overflowX, overflowY } = getComputedStyle(up);
          if ((up.scrollTop > 1 && overflowY === 'hidden') || (up.scrollLeft > 1 && overflowX === 'hidden')) cut = up;
          if (cut === up) up.scrollTo(0, 0);
        }
        const { x, y, width, height } = one.getBoundingClientRect();
        // One that is only heard, or whose label takes the click for it.
        if (width < 3 || height < 3) continue;
        const hit = document.elementFromPoint(x + width / 2, y + height / 2);
        const isHit =
          cut === null && hit !== null && (one.contains(hit) || (hit.closest('label')?.contains(one) ?? false));
        if (isHit) continue;
        const name = one.getAttribute('aria-label') ?? one.textContent?.trim().slice(0, 30) ?? '';
        const above =
          cut !== null
            ? `cut off by ${cut.getAttribute('class')}`
            : hit === null
              ? 'nothing'
              : `${hit.tagName.toLowerCase()}.${hit.getAttribute('class') ?? ''}`;
        found.push(
          `${part.getAttribute('class')}: ${one.tagName.toLowerCase()} ${name} at ${Math.round(x)},${Math.round(y)}: ${above}`,
        );
      }
    }
    return found;
  }, parts);
}

/** Presses Tab so often. @param parts CSS selectors @returns which of them had the focus, in the order in which they had it */
export async function walked(page: Page, times: number, parts: readonly string[]): Promise<string[]> {
  const seen: string[] = [];
  for (let i = 0; i < times; i++) {
    await page.keyboard.press('Tab');
    const part = await page.evaluate((all) => all.find((one) => document.activeElement?.closest(one)) ?? '', parts);
    if (!seen.includes(part)) seen.push(part);
  }
  return seen;
}
