// The lists: every layer as GeoJSON, in order of id, and one entity with its history.
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { problem } from '#shared/errors.ts';
import type { Geometry } from '#shared/geo/geometry.ts';
import type { Position } from '#shared/geo/position.ts';
import { OneOf } from '#shared/schema.ts';
import type { Entity, Layer } from '#shared/situation.ts';
import type { Source } from '#shared/subject/source.ts';
import { maySay, type Principal } from '../access/principal.ts';
import type { View } from '../access/view.ts';
import { silenceOf } from '../engine/alarm-scene.ts';
import { listAnswer, oneAnswer } from './collection-schema.ts';
import { type Context, principalOf } from './context.ts';
import { type Asked, Paging } from './moment.ts';
import { sendProblem } from './problem.ts';
import { type Selected, Selection, select } from './select.ts';

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
  ...Paging,
  ...Selection,
  fields: Type.Optional(OneOf('id')),
});
type Query = Static<typeof Query>;

/** Events of one entity that an answer carries at most; `historyTotal` says how many there are. */
const HISTORY = 200;

export function collectionRoutes(app: FastifyInstance, context: Context): void {
  for (const layer of COLLECTIONS) {
    app.get<{ Querystring: Query }>(
      `/api/${layer}`,
      {
        schema: {
          summary: `All ${layer} this reader may see`,
          tags: ['reading'],
          querystring: Query,
          response: { 200: listAnswer(layer) },
        },
      },
      async (request, reply) => {
        const view = context.viewOf(principalOf(request));
        const selected = await select(context, view, layer, request.query, reply);
        if (selected === undefined) return reply;
        await noted(context, principalOf(request), view, layer);
        return page(layer, selected, request.query);
      },
    );
    app.get<{ Params: { id: string } }>(
      `/api/${layer}/:id`,
      {
        schema: {
          summary: `One of ${layer}, with its history`,
          tags: ['reading'],
          params: Type.Object({ id: Type.String() }),
          response: { 200: oneAnswer(layer) },
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
        await noted(context, principalOf(request), view, layer);
        const asked = { situation: context.projector.situation, now: context.clock().now() };
        const told = await historyOf(context, layer, entity, view, maySay(principalOf(request), 'report.seen'));
        return { ...featureAt(asked, layer, shown), ...told };
      },
    );
  }
}

/** Layers that say where persons are. */
const OF_PERSONS: ReadonlySet<Layer> = new Set<Layer>(['cases', 'contacts', 'transfers', 'positions']);

async function noted({ readings }: Context, principal: Principal, view: View, layer: Layer): Promise<void> {
  if (OF_PERSONS.has(layer) && view.may('L2')) await readings.noteOnce(principal, 'places', layer, {});
}

/** What is true of an entity only now, and stands in no report: whether a source still speaks. */
function standing({ situation, now }: Asked, layer: Layer, entity: Entity): object {
  if (layer !== 'sources') return {};
  const silence = silenceOf({ situation, now, listeningSince: Number.NEGATIVE_INFINITY }, entity as Source);
  const lastHeard = situation.heard.get(entity.id) ?? null;
  if (typeof silence !== 'object') return { state: silence === 'never' ? 'notConnected' : 'ok', lastHeard };
  return { state: 'silent', lastHeard, silentSince: new Date(silence.since).toISOString() };
}

function page(layer: Layer, { asked, rows }: Selected, { limit = 1000, offset = 0, fields }: Query): object {
  const { seq } = asked.situation;
  const shownRows: Entity[] = [];
  let total = 0;
  for (const shown of rows()) {
    if (total >= offset && shownRows.length < limit) shownRows.push(shown);
    total += 1;
  }
  if (fields === 'id') return { ids: shownRows.map(({ id }) => id), total, seq };
  const features = shownRows.map((shown) => featureAt(asked, layer, shown));
  return { type: 'FeatureCollection', features, total, seq };
}

export function featureAt(asked: Asked, layer: Layer, shown: Entity): ReturnType<typeof featureOf> {
  const feature = featureOf(shown);
  return { ...feature, properties: { ...feature.properties, ...standing(asked, layer, shown) } };
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

const seenAt = (seen: { readonly seenAt: string } | undefined) => (seen === undefined ? {} : { seenAt: seen.seenAt });

/** @param isCentre a phone's own reports are told by their numbers, and whether the centre has read them */
async function historyOf(
  context: Context,
  layer: Layer,
  entity: Entity,
  view: View,
  isCentre: boolean,
): Promise<object> {
  const { situation } = context.projector;
  const { events, total } = await context.log.history(`${layer}/${entity.id}`, HISTORY);
  const history = [];
  for (const { seq, opId, kind, observedAt, recordedAt, actor, source, device, data } of events) {
    const shown = view.seeData(layer, entity, data);
    if (shown === undefined) return { history: [], historyTotal: 0 };
    history.push({
      seq,
      kind,
      observedAt,
      recordedAt,
      actor,
      ...(source === undefined ? {} : { source }),
      ...(isCentre && device !== undefined ? { opId, ...seenAt(situation.get('seen', opId)) } : {}),
      data: shown,
    });
  }
  return { history, historyTotal: total };
}
