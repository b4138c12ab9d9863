// The house, in the order a report walks through it. The imports are the table of contents.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { FOLD_VERSION } from '#shared/project.ts';
import { prepareDemo } from './access/demo-accounts.ts';
import { type Identity, openIdentity } from './access/identity.ts';
import { type Principal, SYSTEM_PRINCIPAL } from './access/principal.ts';
import { ReadingNotes } from './access/reading-notes.ts';
import { isForeignOrigin } from './access/request-grant.ts';
import { View } from './access/view.ts';
import { openBasemap } from './basemap/basemap.ts';
import { incidentClock, type SituationClock, WALL_CLOCK } from './clock.ts';
import type { Config } from './config.ts';
import { AddressBook } from './engine/address-book.ts';
import { Alarms } from './engine/alarms.ts';
import { Clocks } from './engine/clocks.ts';
import { FigureDesk } from './engine/figure-desk.ts';
import { momentsOf } from './engine/held-moment.ts';
import { Nails } from './engine/nails.ts';
import { PolicyLibrary, recordChanged, registration } from './engine/policies.ts';
import { Rounds } from './engine/rounds.ts';
import { forgetPositions } from './engine/team-positions.ts';
import { countWholeRound } from './engine/zone-facts.ts';
import { Zones } from './engine/zones.ts';
import type { Context } from './http/context.ts';
import { buildHttp } from './http/server.ts';
import { createAcceptor } from './ingest/accept.ts';
import { aboutFormer, DEMONSTRATION_SEED, startDemo } from './ingest/demo.ts';
import { RoundKeys } from './ingest/round-keys.ts';
import type { Register } from './log/event-log.ts';
import { openSqliteLog } from './log/sqlite-log.ts';
import { openGateway } from './publish/gateway.ts';
import { Publisher } from './publish/publisher.ts';
import { Directory } from './situation/directory.ts';
import { Past } from './situation/past.ts';
import { Projector } from './situation/projector.ts';
import { openSqliteSnapshots } from './situation/sqlite-snapshots.ts';
import { FenceDesk } from './worker/fence-desk.ts';
import { GeometryChecker } from './worker/geometry-checker.ts';

/** The rules that ship; an installation's own lie in `policies` of its data directory. */
const POLICIES = join(import.meta.dirname, '..', 'data', 'policies');

export type App = {
  readonly http: FastifyInstance;
  readonly identity: Identity;
  /** for the operator's terminal */
  readonly lines: readonly string[];
  /** Answers what is under way, writes a checkpoint, closes every file. */
  close(): Promise<void>;
};

/** @param announce for the operator's terminal while a first start takes its time */
export async function buildApp(config: Config, announce: (line: string) => void = () => {}): Promise<App> {
  // the ground under it; first, because the demonstration refuses to run over a real one
  const ground = await openBasemap({
    dir: config.dir,
    demoSeed: config.isDemo ? DEMONSTRATION_SEED : undefined,
    log: (line) => console.error(`cordon: ${line}`),
  });
  if (!ground.ok) throw new Error(ground.error.message);
  const basemap = ground.value;

  // the log, and the situation folded from it
  const { log, register, readings } = await openSqliteLog({ dir: config.dir, ballastBytes: config.ballastBytes });
  const snapshots = await openSqliteSnapshots({
    file: join(config.dir, 'snapshots.db'),
    epoch: log.epoch,
    foldVersion: String(FOLD_VERSION),
    head: log.head(),
  });
  const projector = new Projector(log, snapshots);
  await projector.start();
  const directory = new Directory(projector);
  const past = new Past(log, snapshots);
  const rounds = new Rounds(projector);

  // time, and who may do and see what
  const clock = (): SituationClock => {
    const incident = projector.situation.get('clock', 'incident');
    return incident === undefined ? WALL_CLOCK : incidentClock(incident);
  };
  const identity = await openIdentity({ register, now: () => Date.now(), random: randomBytes });
  const maskKey = await secret(register, 'mask');
  const views = new Map<string, View>();
  const viewOf = (principal: Principal): View => {
    const key = View.keyOf(principal, projector.situation, maskKey);
    let view = views.get(key);
    if (view === undefined) {
      if (views.size > 100) views.clear(); // a view is only a cache; territories that changed leave old ones behind
      view = new View(principal, projector.situation, maskKey);
      views.set(key, view);
    }
    return view;
  };

  // the rules, and what follows from them
  const policies = new PolicyLibrary([POLICIES, join(config.dir, 'policies')], (line) =>
    console.error(`cordon: ${line}`),
  );
  await policies.refresh();
  await recordChanged(policies, { log, situation: projector.situation, now: clock().now() });
  const zones = new Zones(projector, policies);
  const clocks = new Clocks(projector, policies);
  const nails = new Nails(projector, policies, { rounds, zones, clocks });
  rounds.ready(clock().now());
  zones.countRound = (situation, round, areaIds, revision, now) =>
    rounds.countIn(situation, { round, areaIds }, countWholeRound(situation, round, areaIds, revision), now);

  // in
  const geometries = new GeometryChecker();
  // fences, drawn beside the event loop
  const fences = new FenceDesk(projector.situation);
  projector.onSteps((steps) => {
    for (const { changes } of steps) fences.follow(changes);
  });
  const roundKeys = await RoundKeys.open(register, projector, randomBytes);
  const texts = {
    find: (id: string) => policies.find(id),
    entry: (id: string, recordedAt: number) => {
      const known = policies.policies.get(id);
      return known === undefined ? undefined : registration(known, projector.situation, recordedAt);
    },
  };
  const accept = createAcceptor({
    log,
    projector,
    clock,
    checkElsewhere: geometries.check,
    roundKeys,
    policies: texts,
    blocksRoute: fences.blocksRoute,
  });

  // out
  const publisher = new Publisher(projector, log.epoch, () => new Date(clock().now()).toISOString());
  const inMoment = momentsOf({ projector, rounds, clocks, clock });
  const context: Context = {
    log,
    register,
    readings: new ReadingNotes(
      readings,
      () => clock().now(),
      (line) => console.error(`cordon: ${line}`),
    ),
    projector,
    directory,
    past,
    rounds,
    inMoment,
    figures: new FigureDesk(inMoment, projector, { rounds, zones, clocks, nails, library: policies }, clock),
    policies,
    zones,
    clocks,
    nails,
    addresses: new AddressBook(projector),
    publisher,
    accept,
    clock,
    checkElsewhere: geometries.check,
    uniteElsewhere: geometries.unite,
    proposeFences: fences.ask,
    measureFence: fences.measure,
    heldByZone: fences.held,
    viewOf,
    dir: config.dir,
    isDemo: config.isDemo,
  };
  const isSecure = config.tls !== undefined;
  const http = await buildHttp(config, context, identity, isSecure, basemap);
  const gateway = openGateway({
    server: http.server,
    publisher,
    authenticate: (headers) => identity.principalFromRequest(headers, isSecure),
    viewOf,
    touch: identity.touch,
    isOwnOrigin: (origin, host) => !isForeignOrigin({ origin, host }, isSecure),
    log: (line) => http.log.warn(line),
  });
  identity.onRevoked((grant, reason) => gateway.revoke(grant, reason));
  projector.onSteps((steps) => {
    if (steps.some(({ changes }) => changes.some(({ layer }) => layer === 'areas'))) setImmediate(gateway.recheck);
  });

  // what holds and should not, said through the same door
  const alarms = new Alarms({
    ...context,
    say: (said) => accept(said, SYSTEM_PRINCIPAL),
    log: (line) => http.log.error(line),
  });

  // where staff were, no longer than they share it
  const stopForgetting = forgetPositions({
    projector,
    say: (said) => accept(said, SYSTEM_PRINCIPAL),
    clock,
    random: randomBytes,
    log: (line) => http.log.error(line),
  });

  const demo = config.isDemo
    ? await startDemo({
        accept,
        projector,
        clock,
        log: (line) => http.log.error(line),
        announce,
        rate: config.demoRate,
        join: config.demoJoin,
      })
    : undefined;
  alarms.start(demo?.toldUntil); // once the past is told: a story's own hours are not silence
  const ready = await prepareDemo({
    identity,
    env: { password: config.demoPassword, key: config.demoKey },
    demo: config.isDemo,
    // Without the demonstration there is no district yet: `field` then works everywhere (README, accounts).
    fieldAreas: demo?.fieldAreas ?? [],
    random: randomBytes,
  });
  return {
    http,
    identity,
    lines: [...ready.lines, ...(config.isDemo ? aboutFormer(config.dir) : [])],
    close: async () => {
      stopForgetting();
      await alarms.close();
      await demo?.stop();
      publisher.close();
      await gateway.close();
      await http.close();
      await identity.close();
      roundKeys.close();
      rounds.close();
      zones.close();
      clocks.close();
      await projector.close();
      await snapshots.close();
      await geometries.close();
      await fences.close();
      await basemap.close();
      await log.close();
    },
  };
}

async function secret(register: Register, name: string): Promise<Buffer> {
  const known = (await register.all('secrets')).get(name);
  if (typeof known === 'string') return Buffer.from(known, 'hex');
  const made = randomBytes(32);
  await register.put('secrets', name, made.toString('hex'));
  return made;
}
