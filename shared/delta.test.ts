import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDelta, type Delta, digestOf, moveDigest, squash } from './delta.ts';
import { EMPTY_DIGEST, fnv1a64, hex } from './digest.ts';
import { advance } from './project.ts';
import { LAYER_NAMES, Situation } from './situation.ts';
import { anyLog } from './testing.ts';

const deltasOf = (events: Parameters<typeof advance>[1][]): { readonly end: Situation; readonly deltas: Delta[] } => {
  const end = new Situation();
  const deltas = events.map((event): Delta => {
    const { changes } = advance(end, event);
    return {
      from: event.seq - 1,
      to: event.seq,
      changes: changes.flatMap(({ layer, id, after }) =>
        after === undefined ? [] : [{ layer, id, version: after.version, op: 'put' as const, entity: after }],
      ),
    };
  });
  return { end, deltas };
};

describe('deltas', () => {
  it('give the same copy whether applied one by one or squashed in any grouping', () => {
    fc.assert(
      fc.property(anyLog(), fc.array(fc.boolean()), (events, joints) => {
        const { end, deltas } = deltasOf(events);
        const grouped: Delta[] = [];
        deltas.forEach((delta, index) => {
          const last = grouped.at(-1);
          if (last !== undefined && joints[index] === true) grouped[grouped.length - 1] = squash(last, delta);
          else grouped.push(delta);
        });
        const copy = new Situation();
        for (const delta of grouped) expect(applyDelta(copy, delta)).toBe(true);
        expect(hex(digestOf(copy, LAYER_NAMES))).toBe(hex(digestOf(end, LAYER_NAMES)));
        for (const layer of LAYER_NAMES) expect(new Map(copy.all(layer))).toEqual(new Map(end.all(layer)));
      }),
    );
  });

  it('refuses a delta that does not start where the copy stands, and touches nothing', () => {
    const { deltas } = deltasOf([
      ...fc.sample(
        anyLog(20).filter((log) => log.length > 3),
        1,
      )[0]!,
    ]);
    const copy = new Situation();
    expect(applyDelta(copy, deltas[1]!)).toBe(false);
    expect(copy.size()).toBe(0);
    expect(() => squash(deltas[0]!, deltas[2]!)).toThrow(/do not meet/);
  });

  it('keeps a digest up to date by moves', () => {
    fc.assert(
      fc.property(anyLog(), (events) => {
        const situation = new Situation();
        let digest = EMPTY_DIGEST;
        for (const event of events) {
          for (const { layer, id, before, after } of advance(situation, event).changes) {
            digest = moveDigest(digest, layer, id, before?.version, after?.version);
          }
        }
        expect(hex(digest)).toBe(hex(digestOf(situation, LAYER_NAMES)));
      }),
    );
  });
});

describe('FNV-1a-64', () => {
  // Published test vectors of the algorithm (Fowler, Noll, Vo), and an own computation with BigInt over UTF-8.
  it('agrees with the published vectors', () => {
    expect(hex(fnv1a64(''))).toBe('cbf29ce484222325');
    expect(hex(fnv1a64('a'))).toBe('af63dc4c8601ec8c');
    expect(hex(fnv1a64('foobar'))).toBe('85944171f73967e8');
  });

  it('agrees with BigInt arithmetic on any text', () => {
    const slow = (text: string): string => {
      let hash = 0xcbf29ce484222325n;
      for (const byte of new TextEncoder().encode(text))
        hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
      return hash.toString(16).padStart(16, '0');
    };
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(hex(fnv1a64(text))).toBe(slow(text));
      }),
    );
  });
});
