// The registered places, laid out so that an address finds them: names by their first two characters, pairs of characters
// for slips of the pen, children by parent. A hundred thousand areas; nothing is scanned.
import type { Geometry } from '../../geo/geometry.ts';
import type { Area } from '../../subject/area.ts';
import { coreOf, isOtherName, numberOf, slips, spelled } from './spelling.ts';

export type AddressArea = Pick<Area, 'id' | 'name' | 'level' | 'parent' | 'code' | 'geometry'>;
export type AddressRoad = { readonly id: string; readonly name?: string; readonly geometry: Geometry };

/** Levels below the compound: found by number under their parent, never by name alone. */
export const UNIT_LEVELS: ReadonlySet<string> = new Set(['building', 'staircase', 'floor', 'household']);

/** What a name may lead to. `name` and `core` as `spelled` and `coreOf` make them. */
export type Anchor = {
  readonly name: string;
  readonly core: string;
  readonly area?: AddressArea;
  readonly road?: AddressRoad;
};

export type Found = {
  readonly anchor: Anchor;
  /** where it begins in the text, and where it ends */
  readonly from: number;
  readonly to: number;
  /** 1 for the whole name, less for its core or with slips */
  readonly likeness: number;
};

const pairsOf = (text: string): string[] =>
  Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2));
const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
};

/** Pairs with one character between them. */
const gapsOf = (text: string): string[] =>
  Array.from({ length: Math.max(0, text.length - 2) }, (_, i) => `${text[i]}_${text[i + 2]}`);

/** What an anchor is found by when it is misspelled. Of two characters one may be wrong: its neighbours stand for it. */
function keysOf({ name, core }: Anchor): ReadonlySet<string> {
  const near = core.length === 2 ? [...gapsOf(name.slice(0, 3)), ...pairsOf(name.slice(1, 3))] : [];
  return new Set([...pairsOf(core), ...near]);
}

/** A name found by its core alone is a little less certain than by all of it. */
const CORE = 0.9;
/** Anchors looked at closer for slips of the pen: those that share most pairs. */
const CLOSE = 40;

export class AddressIndex {
  readonly #areas = new Map<string, AddressArea>();
  readonly #children = new Map<string, AddressArea[]>();
  readonly #byStart = new Map<string, Anchor[]>();
  readonly #byPair = new Map<string, Anchor[]>();
  readonly #byCode = new Map<string, AddressArea>();

  constructor(areas: Iterable<AddressArea>, roads: Iterable<AddressRoad> = []) {
    for (const area of areas) {
      this.#areas.set(area.id, area);
      if (area.parent !== undefined) push(this.#children, area.parent, area);
      if (area.code !== undefined) this.#byCode.set(area.code, area);
      if (!UNIT_LEVELS.has(area.level)) this.#anchor({ name: spelled(area.name), core: '', area });
    }
    const named = new Set<string>();
    for (const road of roads) {
      // A road is registered piece by piece; one piece stands for all that bear the name.
      if (road.name === undefined || named.has(road.name)) continue;
      named.add(road.name);
      this.#anchor({ name: spelled(road.name), core: '', road });
    }
  }

  #anchor(given: Anchor): void {
    if (given.name.length < 2) return;
    const anchor = { ...given, core: coreOf(given.name) };
    push(this.#byStart, anchor.name.slice(0, 2), anchor);
    for (const key of keysOf(anchor)) push(this.#byPair, key, anchor);
  }

  area(id: string): AddressArea | undefined {
    return this.#areas.get(id);
  }
  byCode(code: string): AddressArea | undefined {
    return this.#byCode.get(code);
  }

  /** From the area up to the province; ends where a parent is not registered, or leads back. */
  *above(area: AddressArea): Generator<AddressArea> {
    const seen = new Set<string>();
    for (let at: AddressArea | undefined = area; at !== undefined && !seen.has(at.id); ) {
      seen.add(at.id);
      yield at;
      at = at.parent === undefined ? undefined : this.#areas.get(at.parent);
    }
  }

  /** Address nodes of a level under an area that bear a number, through the levels between them. */
  numbered(under: AddressArea, level: string, number: string, most = 50): AddressArea[] {
    const found: AddressArea[] = [];
    const queue = [under];
    for (let i = 0; i < queue.length && i < 20_000 && found.length < most; i++) {
      for (const child of this.#children.get((queue[i] as AddressArea).id) ?? []) {
        if (child.level === level) {
          if (numberOf(child.name) === number) found.push(child);
        } else if (UNIT_LEVELS.has(child.level) || !UNIT_LEVELS.has(under.level)) queue.push(child);
      }
    }
    return found;
  }

  /** Every registered name in the text, and names whose core is in it. @param text of `spelled` */
  named(text: string): Found[] {
    const found: Found[] = [];
    for (let from = 0; from + 2 <= text.length; from++) {
      for (const anchor of this.#byStart.get(text.slice(from, from + 2)) ?? []) {
        const { name, core } = anchor;
        if (text.startsWith(name, from)) found.push({ anchor, from, to: from + name.length, likeness: 1 });
        else if (text.startsWith(core, from)) found.push({ anchor, from, to: from + core.length, likeness: CORE });
      }
    }
    return found;
  }

  /** Names that the text has with one or two slips of the pen. @param text of `spelled` */
  alike(text: string): Found[] {
    const shared = new Map<Anchor, number>();
    for (const pair of new Set([...pairsOf(text), ...gapsOf(text)])) {
      for (const anchor of this.#byPair.get(pair) ?? []) shared.set(anchor, (shared.get(anchor) ?? 0) + 1);
    }
    const close = [...shared]
      .filter(([{ name }]) => name.length >= 4)
      .sort(([a, m], [b, n]) => n / b.core.length - m / a.core.length || (a.name < b.name ? -1 : 1))
      .slice(0, CLOSE);
    return close.flatMap(([anchor]) => slipped(anchor, text));
  }
}

/** The best place of an anchor in the text, allowing one slip in four characters. */
function slipped(anchor: Anchor, text: string): Found[] {
  const { name } = anchor;
  const most = Math.floor(name.length / 4) || (name.length >= 3 ? 1 : 0);
  let best: Found | undefined;
  for (let from = 0; from < text.length; from++) {
    for (let length = name.length - most; length <= name.length + most; length++) {
      const part = text.slice(from, from + length);
      if (part.length < 3 || part.length < length) continue;
      if (isOtherName(part, name)) continue;
      const likeness = 1 - slips(part, name, most) / name.length;
      if (likeness > (best?.likeness ?? 1 - (most + 0.5) / name.length)) {
        best = { anchor, from, to: from + length, likeness: likeness * CORE };
        if (likeness === 1) return [best];
      }
    }
  }
  return best === undefined ? [] : [best];
}
