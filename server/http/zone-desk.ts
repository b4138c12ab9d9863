// All that is asked about zones: what each waits for and holds, alternatives of a fence, one that was drawn, who has it open.
import type { FastifyInstance } from 'fastify';
import type { Context } from './context.ts';
import { measureRoutes } from './measure.ts';
import { proposeRoutes } from './propose.ts';
import { zoneHeldRoutes } from './zone-held.ts';
import { presenceRoutes } from './zone-presence.ts';
import { zoneRoutes } from './zones.ts';

export function zoneDeskRoutes(app: FastifyInstance, context: Context): void {
  zoneRoutes(app, context);
  zoneHeldRoutes(app, context);
  proposeRoutes(app, context);
  measureRoutes(app, context);
  presenceRoutes(app, context);
}
