// How an address is written, made one: full and half width, Chinese and Arabic numerals, 幢 and 栋 and # for 号楼.
// Pure text; nothing here knows a place.

const DIGITS: Readonly<Record<string, number>> = {
  零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9,
}; // biome-ignore format: a row of figures
const TENS: Readonly<Record<string, number>> = { 十: 10, 百: 100 };

/** 十二 is 12, 二〇一 is 201, 三百零五 is 305. */
function numeral(text: string): string {
  if (![...text].some((mark) => mark in TENS)) return [...text].map((mark) => DIGITS[mark]).join('');
  let total = 0;
  let digit = 0;
  for (const mark of text) {
    const ten = TENS[mark];
    if (ten === undefined) digit = DIGITS[mark] ?? 0;
    else {
      total += (digit === 0 && total === 0 ? 1 : digit) * ten;
      digit = 0;
    }
  }
  return String(total + digit);
}

const NUMERAL = '[零〇一二两三四五六七八九十百]+';
/** Units that count: a numeral in front of one is a number, anywhere else it may be a name (三里屯). */
const COUNTED = new RegExp(`(${NUMERAL})(?=号|栋|幢|座|单元|层|楼|室|户|排|组|弄|门|区|期)`, 'g');
const NOISE = /[\s,，。.、;；:：·"'“”‘’()（）[\]【】<>《》]/g;
const DASH = /[-‐‑–—－~～至]+/g;

/**
 * @param text as a list has it
 * @returns without blanks and brackets, numbers in digits, buildings as `3号楼`, staircases as `1单元`, doors as `502室`
 */
export function spelled(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(NOISE, '')
    .replace(DASH, '-')
    .replace(COUNTED, (all) => numeral(all))
    .replace(/(\d+|[A-Z])(?:号楼|号院?楼|栋楼?|幢楼?|座|#楼?|号栋|号幢|楼(?=\d+单元|\d+-|\d+室|$))/g, '$1号楼')
    .replace(/(\d+)(?:门栋|门洞|单元门|楼门|门)(?!牌)/g, '$1单元')
    .replace(/(?:^|(?<=\D))(\d{1,3}[A-Z]?|[A-Z])-(\d{1,2})-(\d{2,4}[A-Z]?)(?:室|户|房|号)?$/, '$1号楼$2单元$3室')
    .replace(/(号楼)(\d{1,2})-(\d{2,4}[A-Z]?)(?:室|户|房|号)?$/, '$1$2单元$3室')
    .replace(/(号楼|单元|层)-?(\d{2,4}[A-Z]?)(?:户|房|号)?$/, '$1$2室')
    .replaceAll('-', '');
}

/** What an address says below its compound; numbers as text, letters in upper case. */
export type Units = {
  readonly building?: string;
  readonly staircase?: string;
  readonly floor?: string;
  readonly door?: string;
};

/** @param text of `spelled`. @returns the last of each unit: the first may belong to the name in front */
export function unitsIn(text: string): Units {
  const last = (pattern: RegExp): string | undefined => [...text.matchAll(pattern)].at(-1)?.[1];
  const building = last(/(\d+|[A-Z])(?:号楼|排)/g);
  const staircase = last(/(\d+)单元/g);
  const floor = last(/(\d+)层/g);
  const door = last(/(\d{1,4}[A-Z]?)(?:室|户|房)/g);
  return {
    ...(building === undefined ? {} : { building: plain(building) }),
    ...(staircase === undefined ? {} : { staircase: plain(staircase) }),
    ...(floor === undefined ? {} : { floor: plain(floor) }),
    ...(door === undefined ? {} : { door: plain(door) }),
  };
}

/** 03 and 3 are one building. */
const plain = (number: string): string => number.replace(/^0+(?=.)/, '');

/** The number of one address node's own name (`3号楼`, `1单元`, `502室`, `502`), or its whole name where it has none. */
export function numberOf(name: string): string {
  const text = spelled(name);
  const found = [...text.matchAll(/(\d+[A-Z]?|[A-Z](?=号楼))/g)].at(-1)?.[1];
  return found === undefined ? text : plain(found);
}

const SUFFIX =
  /(?:街道办事处|街道|社区居委会|居委会|村委会|社区|小区|家园|花园|公寓|新村|村|镇|乡|区|县|市|大厦|大道|大街|路|街|巷|胡同|院|苑|里)$/;

/** The part of a name that tells it from others: 柳湾 of 柳湾社区. At least two characters, else the whole. */
export function coreOf(name: string): string {
  const core = name.replace(SUFFIX, '');
  return core.length >= 2 ? core : name;
}

// 东苑 and 西苑, 一村 and 二村 differ by one character and are two places: no slip of the pen.
const TELLING = /[0-9A-Z一二三四五六七八九十东西南北上下前后左右新老大小]/g;

/** Whether two names that look alike name two places on purpose. */
export const isOtherName = (a: string, b: string): boolean =>
  (a.match(TELLING) ?? []).join('') !== (b.match(TELLING) ?? []).join('');

/** Characters to change, add or leave out (and neighbours to swap) to make one text of the other; stops above `most`. */
export function slips(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + same);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) cost = Math.min(cost, (before[j - 2] as number) + 1);
      next.push(cost);
    }
    if (Math.min(...next) > most) return most + 1;
    before = row;
    row = next;
  }
  return row[b.length] as number;
}
