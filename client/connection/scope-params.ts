// The part of the situation that a door asks for, as the parameters of a question.
import type { Scope } from '#shared/protocol.ts';

export const scopeParams = ({ layers, bbox, whole }: Scope): Record<string, string> => ({
  ...(layers === undefined ? {} : { layers: layers.join() }),
  ...(bbox === undefined ? {} : { bbox: bbox.join() }),
  ...(whole === undefined ? {} : { whole: whole.join() }),
});
