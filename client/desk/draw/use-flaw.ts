// What is wrong with a shape, asked of the worker a moment after it changed and remembered with it.
import { useEffect, useState } from 'react';
import type { Flaw } from '#shared/geo/edit/flaw.ts';
import type { Shape } from '#shared/geo/edit/shape.ts';
import { runEdit } from './run-edit.ts';

const known = new WeakMap<Shape, Flaw | null>();
const asked = new WeakMap<Shape, Promise<void>>();

/** Once for all who want to know. */
function ask(shape: Shape): Promise<void> {
  const found = asked.get(shape) ?? check(shape);
  asked.set(shape, found);
  return found;
}
async function check(shape: Shape): Promise<void> {
  const answer = await runEdit('check', { shape });
  known.set(shape, answer === 'called-off' || answer.ok ? null : (answer.error.flaw ?? null));
}

/** Milliseconds a hand must rest before it is told. */
const REST = 120;

/** @returns null while it is right, and until it is known to be wrong */
export function useFlaw(shape: Shape | undefined): Flaw | null {
  const [, again] = useState(0);
  useEffect(() => {
    if (shape === undefined || known.has(shape)) return;
    let isWanted = true;
    const timer = setTimeout(async () => {
      await ask(shape);
      if (isWanted) again((count) => count + 1);
    }, REST);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [shape]);
  return (shape === undefined ? null : known.get(shape)) ?? null;
}
