// Which rows of a layer a question means: the same filters for a list on the screen and for a file that is taken away.
import type { FastifyReply } from 'fastify';
import Type, { type Static } from 'typebox';
import { type Problem, problem } from '#shared/errors.ts';
import type { Bbox } from '#shared/protocol.ts';
import type { Entity, Layer, Situation } from '#shared/situation.ts';
import { instant, isTime } from '#shared/time.ts';
import type { View } from '../access/view.ts';
import { FIGURE_ROWS } from '../engine/figure-rows.ts';
import { isInBox } from '../publish/audience.ts';
import type { Context } from './context.ts';
import { type Asked, Moment, momentOf } from './moment.ts';
import { sendProblem } from './problem.ts';
import { boxFrom } from './scope.ts';

export const Selection = {
  bbox: Type.Optional(Type.String({ description: 'west,south,east,north in degrees' })),
  type: Type.Optional(Type.String()),
  level: Type.Optional(Type.String()),
  status: Type.Optional(Type.String()),
  parent: Type.Optional(Type.String()),
  has: Type.Optional(Type.String({ description: 'name of a field: only rows in which this reader sees it said' })),
  updatedAfter: Type.Optional(Type.String({ description: 'ISO 8601 with offset; recordedAt after it' })),
  figure: Type.Optional(Type.String({ description: 'id of a figure: only the rows that it counts' })),
  ...Moment,
};
const Asking = Type.Object(Selection);
export type SelectionQuery = Static<typeof Asking>;

export type Selected = {
  readonly asked: Asked;
  /** as the reader may see them, in order of id */
  readonly rows: () => Generator<Entity>;
};

type Filter = {
  readonly bbox: Bbox | undefined;
  readonly equal: readonly (readonly [string, string])[];
  readonly has: string | undefined;
  readonly after: number | undefined;
};

/** @returns undefined when the question was answered with a problem */
export async function select(
  context: Context,
  view: View,
  layer: Layer,
  query: SelectionQuery,
  reply: FastifyReply,
): Promise<Selected | undefined> {
  const answer = (wrong: Problem): undefined => void sendProblem(reply, wrong);
  const filter = filterOf(query);
  if ('code' in filter) return answer(filter);
  const asked = await momentOf(context, query, reply);
  if (asked === undefined) return undefined;
  const { figure } = query;
  const counted = figure === undefined || !Object.hasOwn(FIGURE_ROWS, figure) ? undefined : FIGURE_ROWS[figure];
  if (figure !== undefined && counted?.layer !== layer) {
    return answer(problem('invalid-value', `no figure of this id counts ${layer}`, 'figure'));
  }
  const { rounds, zones, clocks, nails, policies: library } = context;
  const isRow =
    counted === undefined
      ? undefined
      : await context.inMoment(asked.situation, asked.now, (situation) =>
          counted.of({ situation, now: asked.now, view, rounds, zones, clocks, nails, library }),
        );
  function* rows(): Generator<Entity> {
    for (const entity of inOrder(context, layer, (asked as Asked).situation)) {
      const shown: Entity | undefined = view.see(layer, entity);
      // What a figure counts is decided on the whole row; who may see the row was asked before.
      if (shown !== undefined && isRow?.(entity) !== false && matches(shown, filter as Filter)) yield shown;
    }
  }
  return { asked, rows };
}

function filterOf(query: SelectionQuery): Filter | Problem {
  const { bbox, has, updatedAfter } = query;
  let box: Bbox | undefined;
  if (bbox !== undefined) {
    box = boxFrom(bbox);
    if (box === undefined) return problem('invalid-value', 'bbox is west,south,east,north in degrees', 'bbox');
  }
  if (updatedAfter !== undefined && !isTime(updatedAfter)) {
    return problem('bad-time', 'updatedAfter is a time with an offset (a + in a URL is %2B)', 'updatedAfter');
  }
  const equal = (['type', 'level', 'status', 'parent'] as const).flatMap((name) =>
    query[name] === undefined ? [] : [[name, query[name]] as const],
  );
  return { bbox: box, equal, has, after: updatedAfter === undefined ? undefined : instant(updatedAfter) };
}

function inOrder(context: Context, layer: Layer, situation: Situation): Iterable<Entity> {
  if (situation === context.projector.situation) return context.directory.inOrder(layer);
  return [...situation.all(layer).values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function matches(shown: Entity, { bbox, equal, has, after }: Filter): boolean {
  const fields = shown as unknown as Readonly<Record<string, unknown>>;
  if (equal.some(([name, value]) => fields[name] !== value)) return false;
  if (has !== undefined && !Object.hasOwn(fields, has)) return false;
  if (after !== undefined && instant(shown.recordedAt) <= after) return false;
  if (bbox === undefined) return true;
  const hasPlace = fields['position'] !== undefined || fields['geometry'] !== undefined;
  return hasPlace && isInBox(bbox, shown);
}
