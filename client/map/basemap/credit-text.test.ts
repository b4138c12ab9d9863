// What stands under a map: its owner, its number, its datum; and in plain words that it must not be shown in public.
import { describe, expect, it } from 'vitest';
import type { BasemapTiles } from '#shared/basemap.ts';
import { creditOf } from './credit-text.ts';

const ground = (more: Partial<BasemapTiles>): BasemapTiles => ({
  kind: 'pmtiles',
  name: '甲地',
  tiles: [],
  format: 'mvt',
  tileSize: 512,
  minzoom: 0,
  maxzoom: 14,
  vectorLayers: [],
  datum: 'WGS-84',
  attribution: '© 甲省测绘院',
  needsReviewNumber: true,
  look: 'light',
  ...more,
});

describe('the credit of a basemap', () => {
  it('warns where a number is needed and missing, in both languages', () => {
    expect(creditOf(ground({}), 'zh')).toEqual({
      parts: ['底图 甲地', '© 甲省测绘院', 'WGS-84'],
      warning: '审图号缺失 — 不得公开',
    });
    expect(creditOf(ground({}), 'en')?.warning).toMatch(/not for publication/);
  });

  it('shows the number where there is one, and warns no more', () => {
    const credit = creditOf(ground({ reviewNumber: 'GS（2024）0650号' }), 'zh');
    expect(credit?.parts).toContain('审图号 GS（2024）0650号');
    expect(credit?.warning).toBeUndefined();
  });

  it('says when a basemap was moved to another datum, and when nobody said whose it is', () => {
    expect(creditOf(ground({ datum: 'GCJ-02' }), 'zh')?.parts.at(-1)).toMatch(/GCJ-02.*WGS-84/);
    expect(creditOf(ground({ attribution: '', needsReviewNumber: false }), 'zh')?.parts).toContain('来源未注明');
  });

  it('is nothing without a basemap, and says that the town is invented with the demonstration', () => {
    expect(creditOf({ kind: 'none' }, 'zh')).toBeUndefined();
    expect(creditOf(ground({ kind: 'demo', needsReviewNumber: false }), 'zh')).toEqual({
      parts: ['底图为程序生成的虚构城区', 'WGS-84'],
    });
  });
});
