// The demonstration as users start it: a process of its own, from an empty directory, at 600 incident seconds a second;
// killed in the middle, started again. What it serves at a moment is what the story's own account of that moment says.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Entity, SHOWN_LAYERS, Situation } from '#shared/situation.ts';
import { instant } from '#shared/time.ts';
import { AS_MACHINE, type Body, until } from '../testing/line.ts';
import { freePort, ServerProcess } from '../testing/process.ts';
import type { Scenario } from './scenario/scenario.ts';
import { countOf, plain } from './scenario/story/count.fixture.ts';
import { sourceId } from './scenario/story/sources.ts';
import { clock, STORY_START } from './scenario/telling.ts';
import { newScenario } from './scenario/told.fixture.ts';

const RATE = '600';
/** Incident minutes; half a minute past, so that nothing becomes known just then. */
const FIRST = clock(3, 14, 40.5);
const KILLED = clock(3, 15, 20);
const LAST = clock(3, 16, 10.5);
const timeOf = (minute: number) => new Date(STORY_START + minute * 60_000).toISOString();

let dir: string;
let server: ServerProcess;
let story: Scenario;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cordon-demonstration-'));
  server = new ServerProcess(dir, await freePort(), []);
  story = newScenario();
  await server.start({ CORDON_DEMO_RATE: RATE }, 300_000);
}, 330_000);

afterAll(async () => {
  await server.end('SIGTERM');
  await rm(dir, { recursive: true, force: true });
});

async function get(path: string): Promise<Body> {
  const answer = await fetch(server.url + path, { headers: AS_MACHINE });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/**
 * Waits until everything of this minute is in: the story is told in order, and nobody else speaks. Asked of a source whose
 * words are kept; those of the teams are dated by the clock and tell nothing of a story that is behind it.
 */
async function told(minute: number): Promise<void> {
  const goal = STORY_START + minute * 60_000;
  await until(
    async () => {
      const { sources } = (await get('/api/ready')) as { sources: { id: string; lastHeard?: string }[] };
      const { lastHeard } = sources.find(({ id }) => id === sourceId('testing')) ?? {};
      return lastHeard !== undefined && instant(lastHeard) > goal + 60_000;
    },
    `the story past ${timeOf(minute)}`,
    300_000,
  );
}

async function knownAt(minute: number): Promise<Situation> {
  const body = await get(`/api/situation?knownAt=${encodeURIComponent(timeOf(minute))}`);
  const situation = new Situation();
  for (const layer of SHOWN_LAYERS)
    for (const entity of (body.entities[layer] ?? []) as Entity[]) situation.put(layer, entity.id, entity);
  return situation;
}

async function compare(minute: number): Promise<void> {
  const account = story.account(minute);
  expect(countOf(await knownAt(minute), story.world, account.figures)).toEqual(plain(account));
}

describe('the demonstration at 600 times', () => {
  it('serves what the story accounts for', async () => {
    await told(FIRST);
    await compare(FIRST);
  }, 330_000);

  it('does so after a kill -9 in the middle', async () => {
    await told(KILLED);
    expect(await server.end('SIGKILL')).toBe('SIGKILL');
    await server.start({ CORDON_DEMO_RATE: RATE }, 300_000);
    await told(LAST);
    await compare(LAST);
    expect(server.complaints).toBe('');
  }, 600_000);
});
