// The built client and its pages; data never comes from here.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const PAGES = ['/', '/wall', '/wall/:scene', '/desk', '/field'];

export async function pageRoutes(app: FastifyInstance, root: string): Promise<void> {
  if (!existsSync(join(root, 'index.html'))) {
    for (const page of PAGES) {
      app.get(page, { schema: { hide: true } }, async (_, reply) =>
        reply
          .code(503)
          .type('text/plain; charset=utf-8')
          .send('The client is not built. Run: npm start (or npx vite build)\n'),
      );
    }
    return;
  }
  await app.register(fastifyStatic, {
    root,
    index: false,
    wildcard: true,
    serveDotFiles: false,
    // The build lays a compressed copy beside every text (vite.config.ts).
    preCompressed: true,
    setHeaders: (reply, path) => {
      // Names of assets carry their hash; pages must be asked for again, or an upgrade never arrives.
      void reply.header(
        'Cache-Control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  for (const page of PAGES) {
    app.get(page, { schema: { hide: true } }, (_, reply) =>
      reply.header('Cache-Control', 'no-cache').sendFile('index.html'),
    );
  }
  // No fallback page: only known pages answer with the client. A missing worker or script must be a 404 (app.ts), not a
  // page that looks like one.
}
