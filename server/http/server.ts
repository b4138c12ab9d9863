// The HTTP face: what every request passes through, and the routes in the order of a reader's way in.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { Ajv } from 'ajv';
import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify';
import { LARGEST_IMPORT } from '#shared/import.ts';
import type { Identity } from '../access/identity.ts';
import { boundsOf } from '../access/territory.ts';
import type { Basemap } from '../basemap/basemap.ts';
import type { Config } from '../config.ts';
import { accountRoutes } from './accounts.ts';
import { addressRoutes } from './addresses.ts';
import { API_DESCRIPTION, LOGO } from './api-description.ts';
import { basemapRoutes } from './basemap.ts';
import { clockRoutes } from './clocks.ts';
import { collectionRoutes } from './collections.ts';
import { type Context, requirePrincipal } from './context.ts';
import { counterRoutes } from './counters.ts';
import { coverageRoutes } from './coverage.ts';
import { digestRoutes } from './digest.ts';
import { exportRoutes } from './exports.ts';
import { figureRoutes } from './figures.ts';
import { fileRoutes } from './files.ts';
import { refuseForeignOrigin } from './identity-guard.ts';
import { importRoutes } from './imports.ts';
import { nailRoutes } from './nails.ts';
import { pageRoutes } from './pages.ts';
import { phoneRoutes } from './phones.ts';
import { placeRoutes } from './places.ts';
import { policyRoutes } from './policies.ts';
import { onError, sendProblem } from './problem.ts';
import { readingRoutes } from './readings.ts';
import { addBodyParsers, reportRoutes } from './reports.ts';
import { sessionRoutes } from './session.ts';
import { shapeRoutes } from './shapes.ts';
import { situationRoutes } from './situation.ts';
import { statusRoutes } from './status.ts';
import { wallLinkRoutes, wallOpenRoute } from './wall-links.ts';
import { zoneDeskRoutes } from './zone-desk.ts';

export async function buildHttp(
  config: Config,
  context: Context,
  identity: Identity,
  isSecure: boolean,
  basemap: Basemap,
): Promise<FastifyInstance> {
  const options: FastifyServerOptions = {
    logger: { level: config.logLevel, redact: ['req.headers.authorization', 'req.headers.cookie'] },
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: false, // X-Forwarded-* is anybody's word
    requestTimeout: 60_000,
    keepAliveTimeout: 72_000,
    forceCloseConnections: true,
    bodyLimit: 1 << 20,
  };
  const http =
    config.tls === undefined
      ? Fastify(options)
      : (Fastify({ ...options, https: config.tls } as FastifyServerOptions) as unknown as FastifyInstance);
  strictValidation(http);
  http.setSerializerCompiler(() => (data) => JSON.stringify(data));
  http.setErrorHandler(onError);
  http.setNotFoundHandler((request, reply) =>
    sendProblem(reply, { code: 'not-found', message: `nothing is at ${request.url.slice(0, 200)}` }),
  );
  addBodyParsers(http);
  await http.register(helmet, securityHeaders(basemap.origins));
  await http.register(cookie);
  await http.register(multipart, { limits: { fileSize: LARGEST_IMPORT, files: 1, fields: 4, fieldSize: 1 << 20 } });
  refuseForeignOrigin(http, isSecure);
  requirePrincipal(http, (request) => identity.principalFromRequest(request.headers, isSecure));
  await http.register(rateLimit, {
    timeWindow: 10_000,
    // A machine key is never refused under 2,000 requests a second.
    max: (request) => (request.principal?.grant.kind === 'key' ? 40_000 : 5_000),
    keyGenerator: (request) => request.principal?.grant.id ?? request.ip,
    allowList: (request) => !request.url.startsWith('/api/'),
  });
  await http.register(swagger, { openapi: API_DESCRIPTION as unknown as FastifyDynamicSwaggerOptions['openapi'] });
  await http.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: true,
    logo: LOGO,
    theme: { title: 'Cordon API' },
  });
  http.get('/api/openapi.json', { schema: { hide: true } }, () => http.swagger());
  http.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/') && reply.getHeader('Cache-Control') === undefined)
      void reply.header('Cache-Control', 'no-store');
  });
  const access = {
    identity,
    secure: isSecure,
    notes: context.readings,
    boundsOf: (areas: readonly string[]) => boundsOf(areas, context.projector.situation),
  };
  await http.register(async (scope) => sessionRoutes(scope, access));
  await http.register(async (scope) => accountRoutes(scope, access));
  await http.register(async (scope) => wallOpenRoute(scope, access));
  await http.register(async (scope) => wallLinkRoutes(scope, access));
  reportRoutes(http, context);
  fileRoutes(http, context);
  importRoutes(http, context);
  shapeRoutes(http, context);
  exportRoutes(http, context);
  readingRoutes(http, context);
  addressRoutes(http, context);
  situationRoutes(http, context);
  placeRoutes(http, context);
  coverageRoutes(http, context);
  figureRoutes(http, context);
  digestRoutes(http, context);
  policyRoutes(http, context);
  zoneDeskRoutes(http, context);
  clockRoutes(http, context);
  nailRoutes(http, context);
  phoneRoutes(http, context);
  counterRoutes(http, context);
  collectionRoutes(http, context);
  basemapRoutes(http, basemap);
  statusRoutes(http, context, buildOf(config.clientDir));
  await pageRoutes(http, config.clientDir);
  return http;
}

/** Bodies are taken as they are (null is not 0, an unknown field is not dropped); only what a URL says is read as numbers. */
function strictValidation(http: FastifyInstance): void {
  const common = {
    strict: false,
    allErrors: false,
    useDefaults: false,
    removeAdditional: false,
    // The schemas are our own: checking them against the schema of schemas is most of what compiling them costs a start.
    meta: false,
    validateSchema: false,
  } as const;
  const body = new Ajv({ ...common, coerceTypes: false });
  const url = new Ajv({ ...common, coerceTypes: true });
  for (const ajv of [body, url]) for (const format of ['date-time', 'date', 'uuid']) ajv.addFormat(format, true);
  http.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? body : url).compile(schema as object));
}

const SELF = ["'self'"];
/** @param origins of an online basemap, the only foreign ones a screen may ask; usually none */
const securityHeaders = (origins: readonly string[]) =>
  ({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: SELF,
        workerSrc: SELF,
        connectSrc: [...SELF, ...origins],
        imgSrc: ["'self'", 'data:', 'blob:', ...origins],
        styleSrc: SELF,
        fontSrc: SELF,
        manifestSrc: SELF,
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        formAction: SELF,
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    // Over plain HTTP on loopback this header would lock the browser out of the very address we print.
    strictTransportSecurity: false,
  }) as const;

/** What the screens compare to know that the client changed under them. */
function buildOf(clientDir: string): string {
  try {
    return createHash('sha256')
      .update(readFileSync(join(clientDir, 'index.html')))
      .digest('hex')
      .slice(0, 12);
  } catch {
    return 'none';
  }
}
