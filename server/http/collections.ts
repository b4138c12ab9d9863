// The lists: every layer as GeoJSON, in order of id, and one entity with its history.
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { problem } from '#shared/errors.ts';
import type { Geometry } from '#shared/geo/geometry.ts';
import type { Position } from '#shared/geo/position.ts';
import type { Bbox } from '#shared/protocol.ts';
import { OneOf } from '#shared/schema.ts';
import type { Entity, Layer, Situation } from '#shared/situation.ts';
import type { Source } from '#shared/subject/source.ts';
import { instant, isTime } from '#shared/time.ts';
import type { View } from '../access/view.ts';
import { silenceOf } from '../engine/alarm-scene.ts';
import { FIGURE_ROWS, type IsRow } from '../engine/figure-rows.ts';
import { isInBox } from '../publish/audience.ts';
import { type Context, principalOf } from './context.ts';
import { type Asked, Moment, momentOf } from './moment.ts';
import { sendProblem } from './problem.ts';

export const COLLECTIONS = [
  'cases',
  'contacts',
  'transfers',
  'disinfections',
  'checkpoints',
  'sites',
  'boxes',
  'duties',
  'areas',
  'zones',
  'gates',
  'roads',
  'teams',
  'positions',
  'tasks',
  'rounds',
  'rolls',
  'visits',
  'series',
  'alarms',
  'conflicts',
  'sources',
] as const satisfies readonly Layer[];

const Query = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000, default: 1000 })),
  offset: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
  bbox: Type.Optional(Type.String({ description: 'west,south,east,north in degrees' })),
  type: Type.Optional(Type.String()),
  level: Type.Optional(Type.String()),
  status: Type.Optional(Type.String()),
  parent: Type.Optional(Type.String()),
  updatedAfter: Type.Optional(Type.String({ description: 'ISO 8601 with offset; recordedAt after it' })),
  figure: Type.Optional(Type.String({ description: 'id of a figure: only the rows that it counts' })),
  fields: Type.Optional(OneOf('id')),
  ...Moment,
});
type Query = Static<typeof Query>;

/** Events of one entity that an answer carries at most; `historyTotal` says how many there are. */
const HISTORY = 200;

export function collectionRoutes(app: FastifyInstance, context: Context): void {
  for (const layer of COLLECTIONS) {
    app.get<{ Querystring: Query }>(
      `/api/${layer}`,
      { schema: { summary: `All ${layer} this reader may see`, tags: ['reading'], querystring: Query } },
      async (request, reply) => {
        const filter = filterOf(request.query);
        if ('code' in filter) return sendProblem(reply, filter);
        const asked = await momentOf(context, request.query, reply);
        if (asked === undefined) return reply;
        const { figure, fields } = request.query;
        const rows = figure === undefined || !Object.hasOwn(FIGURE_ROWS, figure) ? undefined : FIGURE_ROWS[figure];
        if (figure !== undefined && rows?.layer !== layer)
          return sendProblem(reply, problem('invalid-value', `no figure of this id counts ${layer}`, 'figure'));
        const view = context.viewOf(principalOf(request));
        const { rounds, zones, clocks, nails, policies: library } = context;
        const isRow = rows?.of({ ...asked, view, rounds, zones, clocks, nails, library });
        return page(context, layer, view, { ...filter, asked, isRow, isBrief: fields === 'id' });
      },
    );
    app.get<{ Params: { id: string } }>(
      `/api/${layer}/:id`,
      {
        schema: {
          summary: `One of ${layer}, with its history`,
          tags: ['reading'],
          params: Type.Object({ id: Type.String() }),
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const view = context.viewOf(principalOf(request));
        const entity: Entity | undefined = context.projector.situation.get(layer, id);
        const shown = entity === undefined ? undefined : view.see(layer, entity);
        // Hidden and absent have one answer: whether it exists is not told either.
        if (entity === undefined || shown === undefined)
          return sendProblem(reply, problem('not-found', `no ${layer} has this id`));
        const asked = { situation: context.projector.situation, now: context.clock().now() };
        return { ...featureAt(asked, layer, shown), ...(await historyOf(context, layer, entity, view)) };
      },
    );
  }
}

type Filter = {
  readonly limit: number;
  readonly offset: number;
  readonly bbox: Bbox | undefined;
  readonly equal: readonly (readonly [string, string])[];
  readonly after: number | undefined;
};
type Wanted = Filter & {
  readonly asked: Asked;
  readonly isRow: IsRow | undefined;
  /** ids alone, for who has the rows already */
  readonly isBrief: boolean;
};

function filterOf(query: Query): Filter | ReturnType<typeof problem> {
  const { limit = 1000, offset = 0, bbox, updatedAfter } = query;
  let box: Bbox | undefined;
  if (bbox !== undefined) {
    const parts = bbox.split(',').map(Number);
    const [west, south, east, north] = parts as [number, number, number, number];
    if (parts.length !== 4 || parts.some((part) => !Number.isFinite(part)) || west > east || south > north) {
      return problem('invalid-value', 'bbox is west,south,east,north in degrees', 'bbox');
    }
    box = [west, south, east, north];
  }
  if (updatedAfter !== undefined && !isTime(updatedAfter)) {
    return problem('bad-time', 'updatedAfter is a time with an offset (a + in a URL is %2B)', 'updatedAfter');
  }
  const equal = (['type', 'level', 'status', 'parent'] as const).flatMap((name) =>
    query[name] === undefined ? [] : [[name, query[name]] as const],
  );
  return { limit, offset, bbox: box, equal, after: updatedAfter === undefined ? undefined : instant(updatedAfter) };
}

/** What is true of an entity only now, and stands in no report: whether a source still speaks. */
function standing({ situation, now }: Asked, layer: Layer, entity: Entity): object {
  if (layer !== 'sources') return {};
  const silence = silenceOf({ situation, now, listeningSince: Number.NEGATIVE_INFINITY }, entity as Source);
  const lastHeard = situation.heard.get(entity.id) ?? null;
  if (typeof silence !== 'object') return { state: silence === 'never' ? 'notConnected' : 'ok', lastHeard };
  return { state: 'silent', lastHeard, silentSince: new Date(silence.since).toISOString() };
}

function page(context: Context, layer: Layer, view: View, wanted: Wanted): object {
  const { asked, isRow, isBrief, offset, limit } = wanted;
  const { situation } = asked;
  const shownRows: Entity[] = [];
  let total = 0;
  for (const entity of inOrder(context, layer, situation)) {
    const shown: Entity | undefined = view.see(layer, entity);
    // What a figure counts is decided on the whole row; who may see the row was asked before.
    if (shown === undefined || isRow?.(entity) === false || !matches(shown, wanted)) continue;
    if (total >= offset && shownRows.length < limit) shownRows.push(shown);
    total += 1;
  }
  if (isBrief) return { ids: shownRows.map(({ id }) => id), total, seq: situation.seq };
  const features = shownRows.map((shown) => featureAt(asked, layer, shown));
  return { type: 'FeatureCollection', features, total, seq: situation.seq };
}

function inOrder(context: Context, layer: Layer, situation: Situation): Iterable<Entity> {
  if (situation === context.projector.situation) return context.directory.inOrder(layer);
  return [...situation.all(layer).values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function featureAt(asked: Asked, layer: Layer, shown: Entity): ReturnType<typeof featureOf> {
  const feature = featureOf(shown);
  return { ...feature, properties: { ...feature.properties, ...standing(asked, layer, shown) } };
}

function matches(shown: Entity, { bbox, equal, after }: Filter): boolean {
  const fields = shown as unknown as Readonly<Record<string, unknown>>;
  if (equal.some(([name, value]) => fields[name] !== value)) return false;
  if (after !== undefined && instant(shown.recordedAt) <= after) return false;
  if (bbox === undefined) return true;
  const hasPlace = fields['position'] !== undefined || fields['geometry'] !== undefined;
  return hasPlace && isInBox(bbox, shown);
}

/** Fields flat in `properties`; the place as GeoJSON, null when it is not known. */
export function featureOf(entity: Entity): {
  readonly type: 'Feature';
  readonly id: string;
  readonly geometry: Geometry | null;
  readonly properties: object;
} {
  const { position, geometry, ...properties } = entity as Entity & {
    readonly position?: Position;
    readonly geometry?: Geometry;
  };
  return {
    type: 'Feature',
    id: entity.id,
    geometry: geometry ?? (position === undefined ? null : { type: 'Point', coordinates: position }),
    properties,
  };
}

async function historyOf(context: Context, layer: Layer, entity: Entity, view: View): Promise<object> {
  const { events, total } = await context.log.history(`${layer}/${entity.id}`, HISTORY);
  const history = [];
  for (const { seq, kind, observedAt, recordedAt, actor, source, data } of events) {
    const shown = view.seeData(layer, entity, data);
    if (shown === undefined) return { history: [], historyTotal: 0 };
    history.push({
      seq,
      kind,
      observedAt,
      recordedAt,
      actor,
      ...(source === undefined ? {} : { source }),
      data: shown,
    });
  }
  return { history, historyTotal: total };
}
