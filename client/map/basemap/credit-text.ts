// What must stand under every map, in words: whose it is, its review number or that it has none, and its datum.
import { type BasemapInfo, mayBePublished } from '#shared/basemap.ts';
import type { Language } from '#shared/terms/term.ts';

const ZH = {
  coming: '正在准备底图，业务数据已可使用……',
  source: '底图',
  demo: '底图为程序生成的虚构城区',
  review: '审图号',
  noReview: '审图号缺失 — 不得公开',
  noAttribution: '来源未注明',
  moved: 'GCJ-02（已转换为 WGS-84）',
};
const EN: typeof ZH = {
  coming: 'Preparing the ground; the data on it are complete…',
  source: 'Basemap',
  demo: 'Basemap: a generated, fictional town',
  review: 'Review no.',
  noReview: 'No review number: not for publication',
  noAttribution: 'source not stated',
  moved: 'GCJ-02, converted to WGS-84',
};

export type Credit = { readonly parts: readonly string[]; readonly warning?: string };

/** Until the server knows what lies under the map: a demonstration's first start grows its town. */
export const comingText = (language: Language): string => (language === 'en' ? EN : ZH).coming;

/** @returns undefined where there is no basemap to credit */
export function creditOf(info: BasemapInfo, language: Language): Credit | undefined {
  const words = language === 'en' ? EN : ZH;
  if (info.kind === 'none') return undefined;
  if (info.kind === 'demo') return { parts: [words.demo, info.datum] };
  const datum = info.datum === 'GCJ-02' ? words.moved : info.datum;
  const parts = [
    `${words.source} ${info.name}`,
    info.attribution === '' ? words.noAttribution : info.attribution,
    ...(info.reviewNumber === undefined ? [] : [`${words.review} ${info.reviewNumber}`]),
    datum,
  ];
  return mayBePublished(info) ? { parts } : { parts, warning: words.noReview };
}
