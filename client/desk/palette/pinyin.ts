// The first letters of Chinese words as people type them: 重点高风险 is zdgfx. By the order of the language itself, which every
// browser has; a sign read in two ways has the first one.

/** The first sign of each letter in the order of pinyin; no word begins with i, u or v. */
const FIRST = Object.entries({
  a: 0x963f,
  b: 0x516b,
  c: 0x5693,
  d: 0x54d2,
  e: 0x59b8,
  f: 0x53d1,
  g: 0x65ee,
  h: 0x54c8,
  j: 0x8ba5,
  k: 0x5494,
  l: 0x5783,
  m: 0x5988,
  n: 0x62cf,
  o: 0x5662,
  p: 0x5991,
  q: 0x4e03,
  r: 0x5465,
  s: 0x4ee8,
  t: 0x4ed6,
  w: 0x5c72,
  x: 0x5915,
  y: 0x4e2b,
  z: 0x5e00,
});
const order = new Intl.Collator('zh-Hans-CN-u-co-pinyin');

/** @returns lower case; signs of no Han stay as they are, spaces and marks fall away */
export function initialsOf(text: string): string {
  let out = '';
  for (const sign of text.toLowerCase()) {
    if (/[a-z0-9]/.test(sign)) out += sign;
    else if (/\p{Script=Han}/u.test(sign))
      out += FIRST.findLast(([, first]) => order.compare(sign, String.fromCodePoint(first)) >= 0)?.[0] ?? '';
  }
  return out;
}
