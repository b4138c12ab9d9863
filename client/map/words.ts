// The words of the map itself; the terms of codes are in shared/terms.ts.
import type { Language } from '#shared/terms/term.ts';

const ZH = {
  map: '态势地图',
  keys: '方括号键逐个浏览附近点位，回车选中，Esc 取消，方向键移动地图，加减号缩放',
  zoomIn: '放大',
  zoomOut: '缩小',
  fitAll: '显示全部',
  legend: '图例',
  nothingHere: '视野内没有点位',
  selected: '已选中',
  cleared: '已取消选中',
  of: (index: number, total: number) => `第 ${index} 个，共 ${total} 个`,
  more: (count: number) => `此处共 ${count} 项，再次点击切换`,
  community: '社会面发现',
  isolation: '管控中发现',
  masked: '位置已模糊，约在 500 米范围内',
  age: '越淡越早，7 天后为四分之一',
  flow: '左进右出',
  occupancy: '圆弧为在用比例',
  queue: '条柱为排队时间，满格 60 分钟',
  positives: (count: number) => `${count} 例阳性`,
  nail: '重点高风险区域（阳性数）',
  pending: '尚未执行',
  fence: '疫区',
  otherZone: '其他区域',
  preview: '待导入点位',
  near: '附近',
};
export type Words = typeof ZH;

const EN: Words = {
  map: 'Situation map',
  keys: 'Square brackets walk through nearby points, Enter selects, Escape clears, arrows move the map, plus and minus zoom',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fitAll: 'Show all',
  legend: 'Legend',
  nothingHere: 'No points in view',
  selected: 'Selected',
  cleared: 'Selection cleared',
  of: (index, total) => `${index} of ${total}`,
  more: (count) => `${count} items here, click again for the next`,
  community: 'Found in the community',
  isolation: 'Found under control',
  masked: 'Place masked, within about 500 m',
  age: 'fading with age, a quarter at 7 days',
  flow: 'in left, out right',
  occupancy: 'arc: share in use',
  queue: 'bar: queue, full at 60 min',
  positives: (count) => (count === 1 ? '1 positive' : `${count} positives`),
  nail: 'Key high-risk area (positives)',
  pending: 'Not yet in force',
  fence: 'Affected area',
  otherZone: 'Other zone',
  preview: 'Points to import',
  near: 'Nearby',
};

const WORDS: { readonly [L in Language]: Words } = { zh: ZH, en: EN };
export const wordsOf = (language: Language): Words => WORDS[language];
