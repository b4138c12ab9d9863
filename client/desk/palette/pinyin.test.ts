import { expect, it } from 'vitest';
import { initialsOf } from './pinyin.ts';

it.each([
  ['重点高风险区域', 'zdgfxqy'],
  ['卡点', 'kd'],
  ['核酸覆盖：本轮与各社区', 'hsfgblygsq'],
  ['无疫单元', 'wydy'],
  ['打印地图（A4）', 'dydta4'],
  ['时间轴', 'sjz'],
])('%s is typed as %s', (text, letters) => expect(initialsOf(text)).toBe(letters));
