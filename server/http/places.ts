// Questions with a position in them: what is near, what holds it. Exact, over what the reader may see.
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { bearing, distance } from '#shared/geo/distance.ts';
import { checkPosition, type Position } from '#shared/geo/position.ts';
import type { Entities } from '#shared/situation.ts';
import { boxOf } from '../publish/audience.ts';
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

const HAS_ENDED: ReadonlySet<string> = new Set(['released', 'cancelled']);

export function placeRoutes(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: Static<typeof Near> }>(
    '/api/sites/nearby',
    { schema: { summary: 'Nearest sites by great circle, metres', tags: ['reading'], querystring: Near } },
    async (request, reply) => {
      const { lon, lat, type, limit = 20 } = request.query;
      const from = checkPosition([lon, lat]);
      if (!from.ok) return sendProblem(reply, from.error);
      const view = context.viewOf(principalOf(request));
      const found: { readonly site: Entities['sites']; readonly position: Position; readonly metres: number }[] = [];
      for (const site of context.projector.situation.all('sites').values()) {
        if (type !== undefined && site.type !== type) continue;
        const shown = view.see('sites', site);
        if (shown?.position === undefined) continue;
        const position: Position = [shown.position[0], shown.position[1]];
        found.push({ site: shown, position, metres: distance(from.value, position) });
      }
      // Equal distances keep the order of ids, so that an answer can be compared.
      found.sort((a, b) => a.metres - b.metres || (a.site.id < b.site.id ? -1 : 1));
      return found.slice(0, limit).map(({ site, position, metres }) => ({
        id: site.id,
        type: site.type,
        distance: metres,
        bearing: bearing(from.value, position),
        properties: { ...featureOf(site).properties, position },
      }));
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
        const features: object[] = [];
        const holding: Entities['zones'][] = [];
        for (const entity of context.directory.inOrder(layer)) {
          const shown = view.see(layer, entity as Entities['areas']);
          if (shown === undefined || (level !== undefined && shown.level !== level)) continue;
          // What has ended holds nobody.
          if (layer === 'zones' && HAS_ENDED.has((entity as Entities['zones']).status)) continue;
          const isHolding =
            layer === 'zones' && shown.geometry === undefined
              ? context.zones.holds(context.projector.situation, entity as Entities['zones'], at.value)
              : holds(shown.geometry, at.value);
          if (!isHolding) continue;
          features.push(featureOf(shown));
          if (layer === 'zones') holding.push(entity as Entities['zones']);
        }
        const { situation } = context.projector;
        // A place has one level, whatever number of zones hold it.
        const effective =
          layer === 'zones'
            ? { effective: context.zones.effective(situation, holding, context.clock().now()) ?? null }
            : {};
        return { type: 'FeatureCollection', features, total: features.length, ...effective, seq: situation.seq };
      },
    );
  }
}

function holds(geometry: Entities['areas']['geometry'], [lon, lat]: Position): boolean {
  if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return false;
  const [west, south, east, north] = boxOf(geometry);
  if (lon < west || lon > east || lat < south || lat > north) return false;
  return booleanPointInPolygon([lon, lat], geometry);
}
