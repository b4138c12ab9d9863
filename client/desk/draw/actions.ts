// What the tools do: what a hand has drawn becomes a draft, and drafts become other drafts.
import type { Shape } from '#shared/geo/edit/shape.ts';
import { simplify } from '#shared/geo/edit/widen.ts';
import { isInside } from '#shared/geo/inside.ts';
import type { Position } from '#shared/geo/position.ts';
import { circle } from '#shared/geo/shapes.ts';
import { situation } from '../../connection/browser-connection.ts';
import type { Drawn } from '../../map/draw/drawing-hand.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { type Draft, useDrafts } from './drafts.ts';
import { type Tool, useDraw } from './draw-store.ts';
import { finishEditing, openEditor, useEditor } from './editor.ts';
import type { Inputs, Operation } from './operations.ts';
import { callOff, runEdit } from './run-edit.ts';
import { drawText } from './use-texts.ts';

/** Corners of the circle that a round draft is. */
const ROUND = 64;

export const chosenDrafts = (): readonly Draft[] => {
  const { chosen, drafts } = useDrafts.getState();
  return chosen.flatMap((id) => drafts.get(id) ?? []);
};

/** Runs in the worker; says so, and says what came of it. @returns undefined when nothing did */
async function compute<O extends Operation>(operation: O, input: Inputs[O]): Promise<readonly Shape[] | undefined> {
  const { set } = useDraw.getState();
  set({ busy: operation, notice: null });
  const answer = await runEdit(operation, input);
  set({ busy: null });
  if (answer === 'called-off') return undefined;
  if (answer.ok) return answer.value;
  set({ notice: { kind: 'failed', error: answer.error } });
  return undefined;
}
export const stopComputing = (): void => callOff();

export function newName(): string {
  const numbers = [...useDrafts.getState().drafts.values()].map(({ name }) => Number(/\d+$/.exec(name)?.[0] ?? 0));
  return drawText(usePreferences.getState().language, 'named', { n: Math.max(0, ...numbers) + 1 });
}

/** What the tool works on: the chosen draft, or the only one there is. */
function theDraft(): Draft | undefined {
  const chosen = chosenDrafts();
  const { drafts, choose } = useDrafts.getState();
  const [only] = chosen.length === 0 ? drafts.values() : chosen;
  if (only === undefined || (chosen.length === 0 && drafts.size > 1) || chosen.length > 1) {
    useDraw.getState().set({ notice: { kind: 'choose', how: 'one' } });
    return undefined;
  }
  choose([only.id]);
  return only;
}

export function startTool(tool: Tool): void {
  const draw = useDraw.getState();
  if (draw.tool === tool) {
    draw.set({ tool: null, notice: null });
    return;
  }
  const { editing } = useEditor.getState();
  if (tool === 'split' || tool === 'hole') {
    if (tool === 'split' && editing !== null) {
      draw.set({ notice: { kind: 'split-editing' } });
      return;
    }
    if (theDraft() === undefined) return;
  } else if (editing !== null) finishEditing();
  draw.set({ tool, notice: null, progress: null, lasso: null, picked: [] });
}

export function startEditing(movesAll: boolean): void {
  const { editing } = useEditor.getState();
  const { set, movesAll: before } = useDraw.getState();
  set({ tool: null, notice: null });
  if (editing !== null && before === movesAll) {
    finishEditing();
    return;
  }
  if (editing === null) {
    const draft = theDraft();
    if (draft === undefined) return;
    openEditor({ of: { draft: draft.id } });
  }
  set({ movesAll, corner: null });
}

/** The first chosen draft is the one that others are taken from. */
export async function combine(operation: 'merge' | 'intersect' | 'subtract'): Promise<void> {
  if (useEditor.getState().editing !== null) finishEditing();
  const chosen = chosenDrafts();
  const [first] = chosen;
  if (first === undefined || chosen.length < 2) {
    useDraw.getState().set({ notice: { kind: 'choose', how: 'several' } });
    return;
  }
  const found = await compute(operation, { shapes: chosen.map(({ geometry }) => geometry) });
  const [geometry] = found ?? [];
  if (geometry === undefined) return;
  const { name, tags } = first;
  // What is taken away stays: it is somebody else's ground, not a part of this one.
  const removed = operation === 'subtract' ? [first.id] : chosen.map(({ id }) => id);
  useDrafts.getState().change(operation, { removed, added: [{ name, tags, geometry }] });
}

/** Something done to the chosen draft that leaves one draft. */
async function reshape<O extends 'buffer' | 'hole' | 'mend'>(
  draft: Draft,
  operation: O,
  input: Inputs[O],
): Promise<void> {
  const [geometry] = (await compute(operation, input)) ?? [];
  if (geometry !== undefined) useDrafts.getState().replace(draft.id, geometry, operation);
}

export async function widenChosen(): Promise<void> {
  const draft = theDraft();
  if (draft !== undefined) await reshape(draft, 'buffer', { shape: draft.geometry, metres: useDraw.getState().margin });
}

export async function mendDraft(id: string): Promise<void> {
  const draft = useDrafts.getState().drafts.get(id);
  if (draft !== undefined) await reshape(draft, 'mend', { shape: draft.geometry });
}

async function splitDraft(line: readonly Position[]): Promise<void> {
  const draft = theDraft();
  if (draft === undefined) return;
  const pieces = await compute('split', { shape: draft.geometry, line });
  if (pieces === undefined) return;
  const { name, tags } = draft;
  const added = pieces.map((geometry, i) => ({ name: `${name}-${i + 1}`, tags, geometry }));
  useDrafts.getState().change('split', { removed: [draft.id], added });
}

const shapeFrom = (drawn: Drawn): Shape | undefined => {
  if (drawn.kind === 'line') return undefined;
  const ring = drawn.kind === 'circle' ? circle(drawn.middle, drawn.radius, ROUND) : drawn.path;
  return { type: 'Polygon', coordinates: [ring] };
};

function takeLasso(shape: Shape): void {
  const found = [...situation.copy.all('cases').values()].filter(
    ({ position }) => position !== undefined && isInside(position, shape),
  );
  useDraw.getState().set({
    lasso: {
      shape,
      cases: found.map(({ id }) => id),
      places: found.flatMap(({ position }) => (position === undefined ? [] : [position])),
    },
  });
}

/** @param pixel degrees of latitude that one pixel takes where it was drawn */
export async function takeDrawn(drawn: Drawn, pixel: number): Promise<void> {
  const { tool, width, set } = useDraw.getState();
  const shape = shapeFrom(drawn);
  set({ tool: null, progress: null, snapped: null });
  if (tool === 'corridor' && drawn.kind === 'line') {
    const [corridor] = (await compute('corridor', { line: drawn.path, width })) ?? [];
    if (corridor !== undefined) useDrafts.getState().add(newName(), corridor, {}, 'draw');
  } else if (tool === 'split' && drawn.kind === 'line') await splitDraft(drawn.path);
  else if (shape === undefined) return;
  else if (tool === 'lasso') takeLasso(shape);
  else if (tool === 'hole') {
    const draft = theDraft();
    if (draft !== undefined) await reshape(draft, 'hole', { shape: draft.geometry, hole: shape });
  } else useDrafts.getState().add(newName(), tool === 'freehand' ? simplify(shape, 1.5 * pixel) : shape, {}, 'draw');
}
