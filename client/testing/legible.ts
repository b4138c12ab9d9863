// What a hall could not read: texts that are too small, too faint, cut off, or that lie over one another. Measured in the page.
import type { Page } from 'playwright-core';

/** Smallest text of a wall 1080 high, in pixels of the screen (design/interface.md). */
const SMALLEST = 22;
/** WCAG 2.2 AA for text that is not large. */
const LEAST_CONTRAST = 4.5;

type Limits = { readonly smallest: number; readonly least: number };

/** @returns in words what is wrong with the wall on this page; empty where nothing is */
export const unreadable = (page: Page): Promise<string[]> =>
  page.evaluate(
    ({ smallest, least }: Limits) => {
      const found: string[] = [];
      const wall = document.querySelector('.wall') as HTMLElement;
      const scale = Math.min(innerHeight, innerWidth) / 1080;
      type Rgba = [red: number, green: number, blue: number, alpha: number];
      const colourOf = (text: string): Rgba => {
        const parts = (text.match(/[\d.]+/g) ?? []).map(Number);
        // A mixed colour is told in parts of one: color(srgb 0.04 0.06 0.08 / 0.88).
        const times = text.startsWith('color(') ? 255 : 1;
        const [r = 0, g = 0, b = 0] = parts.map((part) => part * times);
        return [r, g, b, parts[3] ?? 1];
      };
      const over = (top: Rgba, under: Rgba): Rgba => {
        const mix = (i: 0 | 1 | 2) => top[i] * top[3] + under[i] * (1 - top[3]);
        return [mix(0), mix(1), mix(2), 1];
      };
      const luminance = ([r, g, b]: Rgba): number => {
        const linear = (part: number) => (part <= 10.31 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4);
        return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
      };
      /** what lies behind a box: every background up to one that hides the rest */
      const behind = (box: Element | null): Rgba => {
        if (box === null) return [11, 16, 22, 1];
        const own = colourOf(getComputedStyle(box).backgroundColor);
        return own[3] >= 1 ? own : over(own, behind(box.parentElement));
      };
      const contrast = (box: Element): number => {
        const ground = behind(box);
        const ink = over(colourOf(getComputedStyle(box).color), ground);
        const [light, dark] = [luminance(ink), luminance(ground)].sort((a, b) => b - a) as [number, number];
        return (light + 0.05) / (dark + 0.05);
      };
      const clipOf = (box: Element): DOMRect | undefined => box.closest('.wall-cut')?.getBoundingClientRect();
      const lines: { readonly node: Node; readonly text: string; readonly rect: DOMRect }[] = [];
      const walker = document.createTreeWalker(wall, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const box = node.parentElement;
        const text = node.textContent?.trim() ?? '';
        // The map's own small print, what only a screen reader hears, and the mark in a symbol are not the hall's.
        if (box === null || text === '' || box.closest('.map-view, .visually-hidden, svg') !== null) continue;
        if (!box.checkVisibility()) continue;
        const size = Number.parseFloat(getComputedStyle(box).fontSize);
        if (size < smallest * scale - 0.6) found.push(`${size.toFixed(1)} px: ${text}`);
        const ratio = contrast(box);
        if (ratio < least) found.push(`contrast ${ratio.toFixed(2)}: ${text}`);
        const range = document.createRange();
        range.selectNodeContents(node);
        const clip = clipOf(box);
        const ticker = box.closest('.ticker')?.getBoundingClientRect();
        for (const line of range.getClientRects()) {
          // The ticker is one line: what is older stands below it, where nobody sees it.
          if (ticker !== undefined && line.y + line.height / 2 > ticker.bottom) continue;
          // What stands on a second line of a text that has room for one is not shown.
          if (clip !== undefined && line.y + line.height / 2 > clip.bottom) continue;
          const right = clip === undefined ? line.right : Math.min(line.right, clip.right);
          // The letters of a line are lower than the line: what only touches is not one over the other.
          const rect = new DOMRect(line.x, line.y + line.height * 0.15, right - line.x, line.height * 0.7);
          if (rect.width > 1) lines.push({ node, text, rect });
          if (rect.right > innerWidth + 1 || rect.x < -1) found.push(`runs out of the screen: ${text}`);
        }
      }
      const overlap = (a: DOMRect, b: DOMRect) =>
        Math.min(a.right, b.right) - Math.max(a.x, b.x) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.y, b.y) > 2;
      for (const [i, one] of lines.entries())
        for (const other of lines.slice(i + 1))
          if (one.node !== other.node && overlap(one.rect, other.rect))
            found.push(`“${one.text}” lies over “${other.text}”`);

      const parts = ['.wall-bar', '.wall-left', '.wall-right', '.wall-legend', '.ticker'];
      const boxes = parts.flatMap((name) => {
        const rect = document.querySelector(name)?.getBoundingClientRect();
        return rect === undefined ? [] : [{ name, rect }];
      });
      for (const [i, one] of boxes.entries())
        for (const other of boxes.slice(i + 1))
          if (overlap(one.rect, other.rect)) found.push(`${one.name} lies over ${other.name}`);

      for (const column of document.querySelectorAll<HTMLElement>('.wall-column')) {
        const { bottom, left, right } = column.getBoundingClientRect();
        if (column.scrollWidth > column.clientWidth + 1) found.push(`${column.className} is too narrow`);
        for (const panel of column.querySelectorAll('.wall-panel')) {
          const inner = panel.getBoundingClientRect();
          const name = panel.getAttribute('aria-label');
          if (inner.bottom > bottom + 1)
            found.push(`${name} ends ${Math.round(inner.bottom - bottom)} px below its column`);
          if (inner.right > right + 1 || inner.left < left - 1) found.push(`${name} is wider than its column`);
        }
      }
      // What stands in the ring stands inside its innermost arc.
      const ring = document.querySelector('.ring')?.getBoundingClientRect();
      const inner = document.querySelector('.ring-middle .wall-headline')?.getBoundingClientRect();
      if (ring !== undefined && inner !== undefined && inner.width > 0.68 * ring.width)
        found.push(`the number is ${Math.round(inner.width - 0.68 * ring.width)} px wider than the ring holds`);
      if (document.documentElement.scrollHeight > innerHeight + 1) found.push('the page scrolls');
      return [...new Set(found)];
    },
    { smallest: SMALLEST, least: LEAST_CONTRAST },
  );
