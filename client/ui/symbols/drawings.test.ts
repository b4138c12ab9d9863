import { describe, expect, it } from 'vitest';
import { DRAWINGS, drawingOf, type SymbolKind } from './drawings.ts';
import { iconsOf } from './keys.ts';

const KINDS = Object.keys(DRAWINGS) as SymbolKind[];

describe('drawings', () => {
  it.each(KINDS)('%s is made of paths in every state', (kind) => {
    for (const { state } of iconsOf(kind)) {
      const { marks } = drawingOf(kind, state);
      expect(marks.length).toBeGreaterThan(0);
      for (const { d, fill, stroke } of marks) {
        expect(d).toMatch(/^M[-\d\s.,a-zA-Z]+$/);
        expect(d).not.toMatch(/NaN|undefined|Infinity/);
        expect(fill ?? stroke).toBeDefined();
      }
    }
  });

  it('uses the colours of risk for cases, nails and zones alone', () => {
    const risky = KINDS.filter((kind) =>
      drawingOf(kind).marks.some(({ fill, stroke }) =>
        [fill, stroke].some((tone) => tone === 'risk' || tone === 'medium' || tone === 'low' || tone === 'fence'),
      ),
    );
    expect(risky.every((kind) => /^(case|nail|zone)/.test(kind))).toBe(true);
  });

  it('tells kinds apart by shape: no two drawings are the same paths', () => {
    const shapes = KINDS.map((kind) => JSON.stringify(drawingOf(kind)));
    expect(new Set(shapes).size).toBe(KINDS.length);
  });
});
