// The drafts and the editor as other panels use them; without a browser's storage they are kept in memory, and say so.
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Shape } from '#shared/geo/edit/shape.ts';
import { useDrafts } from './drafts.ts';
import { cancelEditing, finishEditing, openEditor, shapeNow, useEditor } from './editor.ts';

const frames: (() => void)[] = [];
vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run));
afterAll(() => vi.unstubAllGlobals());
const frame = () => {
  for (const run of frames.splice(0)) run();
};

const triangle = (x: number): Shape => ({
  type: 'Polygon',
  coordinates: [
    [
      [x, 39],
      [x + 0.01, 39],
      [x, 39.01],
      [x, 39],
    ],
  ],
});
const drafts = () => useDrafts.getState();
const geometryOf = (id: string) => drafts().drafts.get(id)?.geometry;

beforeEach(() => {
  cancelEditing();
  drafts().remove([...drafts().drafts.keys()]);
  frame();
});

describe('drafts', () => {
  it('are added by a panel, chosen, changed together in one step, and all of it is undone together', () => {
    const [a, b] = [drafts().add('a', triangle(1), { zone: 'z1' }), drafts().add('b', triangle(2))];
    expect(drafts().chosen).toEqual([b]);
    const [c] = drafts().change('merge', {
      removed: [a, b],
      added: [{ name: 'c', geometry: triangle(3), tags: {} }],
    });
    expect([...drafts().drafts.keys()]).toEqual([c]);
    expect(drafts().undo()?.name).toBe('merge');
    expect([...drafts().drafts.keys()].sort()).toEqual([a, b].sort());
    expect(drafts().drafts.get(a)?.tags).toEqual({ zone: 'z1' });
    expect(drafts().redo()?.name).toBe('merge');
    expect(drafts().chosen).toEqual([c]);
  });

  it('make no step of a change that changes nothing', () => {
    const id = drafts().add('a', triangle(1));
    const { cursor } = drafts().history;
    drafts().replace(id, triangle(1));
    drafts().rename(id, 'a');
    drafts().replace('nobody', triangle(2));
    expect(drafts().history.cursor).toBe(cursor);
  });
});

describe('the editor', () => {
  it('tells of every change once a frame, by hand and by undo, and gives the shape at the end', () => {
    const told: Shape[] = [];
    const done = vi.fn();
    const id = openEditor({
      of: { name: 'a', geometry: triangle(1) },
      onChange: (shape) => told.push(shape),
      onFinish: done,
    }) as string;
    frame();
    expect(told).toEqual([]);
    useEditor.getState().setLive(triangle(2));
    useEditor.getState().setLive(triangle(3));
    expect(shapeNow()).toEqual(triangle(3));
    frame();
    expect(told).toEqual([triangle(3)]);
    drafts().replace(id, triangle(4), 'vertex');
    useEditor.getState().setLive(null);
    frame();
    drafts().undo();
    frame();
    expect(told).toEqual([triangle(3), triangle(4), triangle(1)]);
    drafts().redo();
    finishEditing();
    expect(done).toHaveBeenCalledExactlyOnceWith(triangle(4));
    expect(geometryOf(id)).toEqual(triangle(4));
    expect(useEditor.getState().editing).toBeNull();
  });

  it('leaves the draft as it was when it is cancelled, and that can be undone as well', () => {
    const cancelled = vi.fn();
    const id = drafts().add('a', triangle(1));
    openEditor({ of: { draft: id }, onCancel: cancelled });
    drafts().replace(id, triangle(2), 'vertex');
    cancelEditing();
    expect(cancelled).toHaveBeenCalledOnce();
    expect(geometryOf(id)).toEqual(triangle(1));
    drafts().undo();
    expect(geometryOf(id)).toEqual(triangle(2));
  });

  it('finishes one editing before it opens the next, and knows a draft that is not there', () => {
    const first = vi.fn();
    openEditor({ of: { name: 'a', geometry: triangle(1) }, onFinish: first });
    const id = openEditor({ of: { name: 'b', geometry: triangle(2) } });
    expect(first).toHaveBeenCalledOnce();
    expect(useEditor.getState().editing?.draft).toBe(id);
    expect(openEditor({ of: { draft: 'nobody' } })).toBeUndefined();
    expect(useEditor.getState().editing).toBeNull();
  });
});
