// The built client and its pages; data never comes from here.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { problem } from '#shared/errors.ts';
import { sendProblem } from './problem.ts';

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
  // Only known pages answer with the client: a missing worker or script must be a 404, not a page that looks like one.
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, problem('not-found', `nothing is at ${request.url.slice(0, 200)}`)),
  );
}
