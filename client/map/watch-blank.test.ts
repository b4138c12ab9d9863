// A map that went blank is found, in whichever way it went; a healthy one and a slow one never are.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Pixels, type Watched, watchBlank } from './watch-blank.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A map that can be broken in each of the ways a map breaks. */
function fake(generation = 0) {
  const state = {
    width: 800,
    height: 600,
    hasStyle: true,
    draws: true,
    alpha: 255,
    isLost: false,
    isHidden: false,
    answers: true,
    isMoving: false,
  };
  let listeners: (() => void)[] = [];
  let repaints = 0;
  const sent = { buffers: 0, fences: 0 };
  let fetched = 0;
  let picture = new Uint8Array(4);
  const gl = {
    RGBA: 0x1908,
    UNSIGNED_BYTE: 0x1401,
    drawingBufferWidth: 800,
    drawingBufferHeight: 600,
    isContextLost: () => state.isLost,
    SIGNALED: 0x9119,
    PIXEL_PACK_BUFFER: 0x88eb,
    createBuffer: () => {
      sent.buffers += 1;
      return {};
    },
    deleteBuffer: () => {
      sent.buffers -= 1;
    },
    bindBuffer: () => undefined,
    bufferData: () => undefined,
    readPixels: (...given: unknown[]) => {
      // Into the buffer: with a picture of its own it would wait for the card.
      expect(given[6]).toBe(0);
      picture = new Uint8Array([17, 25, 34, state.alpha]);
    },
    getBufferSubData: (_: number, __: number, into: Uint8Array) => {
      fetched += 1;
      into.set(picture);
    },
    fenceSync: () => {
      sent.fences += 1;
      return {};
    },
    deleteSync: () => {
      sent.fences -= 1;
    },
    getSyncParameter: () => (state.answers ? 0x9119 : 0),
    flush: () => undefined,
  } as unknown as Pixels;
  const map: Watched = {
    getCanvas: () => ({ width: state.width, height: state.height, getContext: () => gl }),
    getLayer: () => (state.hasStyle ? {} : undefined),
    isMoving: () => state.isMoving,
    triggerRepaint: () => {
      repaints += 1;
      if (!state.draws) return;
      const told = listeners;
      listeners = [];
      for (const tell of told) tell();
    },
    once: (_, run) => listeners.push(run),
    off: (_, run) => {
      listeners = listeners.filter((other) => other !== run);
    },
  };
  const blank = vi.fn();
  const stop = watchBlank(map, { isHidden: () => state.isHidden, blank, generation });
  return { state, sent, blank, stop, repaints: () => repaints, fetched: () => fetched, listeners: () => listeners };
}

describe('a map', () => {
  it('that is well is left alone, and asked for a picture of itself three times a minute', () => {
    const { sent, blank, repaints } = fake();
    vi.advanceTimersByTime(62_000);
    expect(blank).not.toHaveBeenCalled();
    expect(repaints()).toBe(3);
    expect(sent, 'nothing is left on the card').toEqual({ buffers: 0, fences: 0 });
  });

  it.each([
    ['without a size', { width: 0 }],
    ['without a style', { hasStyle: false }],
    ['that draws no frame', { draws: false }],
    ['whose card answers no more', { answers: false }],
    ['whose picture is empty', { alpha: 0 }],
    ['whose context is lost', { isLost: true }],
  ])('%s is called blank, once', (_, broken) => {
    const { state, blank } = fake();
    vi.advanceTimersByTime(60_000);
    Object.assign(state, broken);
    vi.advanceTimersByTime(60_000);
    expect(blank).toHaveBeenCalledTimes(1);
  });

  it('that a hand moves is not held up for its picture, but not for ever', () => {
    const { state, blank, fetched } = fake();
    vi.advanceTimersByTime(19_000);
    state.isMoving = true;
    vi.advanceTimersByTime(15_000);
    expect(fetched()).toBe(0);
    state.isMoving = false;
    vi.advanceTimersByTime(2_000);
    expect(fetched()).toBe(1);
    // One whose flight never ends, because nothing is drawn any more, is found.
    state.isMoving = true;
    state.alpha = 0;
    vi.advanceTimersByTime(120_000);
    expect(blank).toHaveBeenCalledTimes(1);
  });

  it('that is well again at the next look is not', () => {
    const { state, blank } = fake();
    state.hasStyle = false;
    vi.advanceTimersByTime(4_000);
    state.hasStyle = true;
    vi.advanceTimersByTime(60_000);
    expect(blank).not.toHaveBeenCalled();
  });

  it('that is slow to draw is not: a busy machine is no broken one', () => {
    const { state, blank, listeners } = fake();
    state.draws = false;
    vi.advanceTimersByTime(20_000 + 18_000);
    state.draws = true;
    for (const tell of listeners()) tell();
    vi.advanceTimersByTime(60_000);
    expect(blank).not.toHaveBeenCalled();
  });

  it('whose card is slow to answer is not: it has its own time after the frame', () => {
    const { state, blank, listeners } = fake();
    Object.assign(state, { draws: false, answers: false });
    vi.advanceTimersByTime(20_000 + 18_000);
    for (const tell of listeners()) tell();
    vi.advanceTimersByTime(18_000);
    Object.assign(state, { draws: true, answers: true });
    vi.advanceTimersByTime(60_000);
    expect(blank).not.toHaveBeenCalled();
  });

  it('that follows others has longer: where each is late, making more of them makes all later', () => {
    const [early, later] = [fake(), fake(2)];
    for (const { state } of [early, later]) state.draws = false;
    vi.advanceTimersByTime(20_000 + 60_000);
    expect(early.blank).toHaveBeenCalledTimes(1);
    expect(later.blank).not.toHaveBeenCalled();
    vi.advanceTimersByTime(60_000);
    expect(later.blank).toHaveBeenCalledTimes(1);
  });

  it('that nobody sees draws nothing, and is not blank for that', () => {
    const { state, blank } = fake();
    Object.assign(state, { isHidden: true, draws: false });
    vi.advanceTimersByTime(600_000);
    expect(blank).not.toHaveBeenCalled();
  });

  it('that is taken down is watched no more', () => {
    const { state, blank, stop, listeners } = fake();
    state.draws = false;
    vi.advanceTimersByTime(22_000);
    stop();
    vi.advanceTimersByTime(60_000);
    expect(blank).not.toHaveBeenCalled();
    expect(listeners()).toEqual([]);
  });
});
