// Questions with a position in them: what is near, what holds it. Exact, over what the reader may see.
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { bearing } from '#shared/geo/distance.ts';
import { checkPosition, type Position } from '#shared/geo/position.ts';
import type { Entities } from '#shared/situation.ts';
import { PlaceIndex } from '../engine/place-index.ts';
import { featureOf } from './collections.ts';
import { type Context, principalOf } from './context.ts';
import { sendProblem } from './problem.ts';

const At = { lon: Type.Number(), lat: Type.Number() };
const Near = Type.Object({
  ...At,
  type: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 20 })),
});
const Containing = Type.Object({ ...At, level: Type.Optional(Type.String()) });

export function placeRoutes(app: FastifyInstance, context: Context): void {
  const places = new PlaceIndex(context.projector);

  app.get<{ Querystring: Static<typeof Near> }>(
    '/api/sites/nearby',
    { schema: { summary: 'Nearest sites by great circle, metres', tags: ['reading'], querystring: Near } },
    async (request, reply) => {
      const { lon, lat, type, limit = 20 } = request.query;
      const from = checkPosition([lon, lat]);
      if (!from.ok) return sendProblem(reply, from.error);
      const view = context.viewOf(principalOf(request));
      const isShown = (site: Entities['sites']): boolean =>
        (type === undefined || site.type === type) && view.see('sites', site)?.position !== undefined;
      const found = await places.sitesNear(from.value, limit, isShown);
      return found.flatMap(({ site, metres }) => {
        const shown = view.see('sites', site);
        if (shown?.position === undefined) return [];
        const position: Position = [shown.position[0], shown.position[1]];
        return {
          id: shown.id,
          type: shown.type,
          distance: metres,
          bearing: bearing(from.value, position),
          properties: { ...featureOf(shown).properties, position },
        };
      });
    },
  );

  for (const layer of ['zones', 'areas'] as const) {
    app.get<{ Querystring: Static<typeof Containing> }>(
      `/api/${layer}/containing`,
      { schema: { summary: `The ${layer} that hold a position`, tags: ['reading'], querystring: Containing } },
      async (request, reply) => {
        const { lon, lat, level } = request.query;
        const at = checkPosition([lon, lat]);
        if (!at.ok) return sendProblem(reply, at.error);
        const view = context.viewOf(principalOf(request));
        const found = layer === 'zones' ? await places.zonesAt(at.value) : await places.areasAt(at.value);
        const shown = found.flatMap((entity) => {
          const seen = view.see(layer, entity);
          return seen === undefined || (level !== undefined && seen.level !== level) ? [] : [{ entity, seen }];
        });
        const features = shown.map(({ seen }) => featureOf(seen));
        const { situation } = context.projector;
        // A place has one level, whatever number of zones hold it.
        const holding = shown.map(({ entity }) => entity as Entities['zones']);
        const effective =
          layer === 'zones'
            ? { effective: context.zones.effective(situation, holding, context.clock().now()) ?? null }
            : {};
        return { type: 'FeatureCollection', features, total: features.length, ...effective, seq: situation.seq };
      },
    );
  }
}
