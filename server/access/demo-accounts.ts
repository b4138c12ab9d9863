// The demonstration's cast and machine key. They are marked as its own: a real account of the same name is never touched,
// and where the demonstration is not wanted any more, nothing of it stays.
import type { Identity } from './identity.ts';
import type { Role } from './principal.ts';
import { type Random, readablePassword } from './secrets.ts';

const CAST = ['commander', 'analyst', 'field', 'observer', 'admin'] as const satisfies readonly Role[];
export const DEMO_KEY_NAME = 'demo-machine';

export type DemoOptions = {
  readonly identity: Pick<Identity, 'accounts' | 'keys'>;
  /** CORDON_DEMO_PASSWORD and CORDON_DEMO_KEY; an empty text is an unset one, as a compose file writes it */
  readonly env: { readonly password?: string; readonly key?: string };
  /** false with --empty: then each exists only if its variable is set */
  readonly demo: boolean;
  /** ids of the areas in which `field` reports and reads */
  readonly fieldAreas: readonly string[];
  readonly random: Random;
};

/** Lines for the operator's terminal. `password` and `key` are there only when they were made up here. */
export type DemoReady = { readonly password?: string; readonly key?: string; readonly lines: readonly string[] };

/** Called at every start: what the variables say replaces what was. */
export async function prepareDemo(options: DemoOptions): Promise<DemoReady> {
  const { demo, env } = options;
  const cast = demo || env.password ? await prepareCast(options) : await removeCast(options);
  const machine = demo || env.key ? await prepareKey(options) : await removeKey(options);
  const exposed = !demo && (env.password || env.key);
  const warning = 'warning: demonstration accounts or key are enabled by CORDON_DEMO_PASSWORD or CORDON_DEMO_KEY';
  return {
    password: cast.password,
    key: machine.key,
    lines: [...(exposed ? [warning] : []), ...cast.lines, ...machine.lines],
  };
}

async function prepareCast({ identity, env, fieldAreas, random }: DemoOptions): Promise<DemoReady> {
  const password = env.password || readablePassword(random);
  const lines = [`accounts: ${CAST.join(', ')}; password: ${env.password ? 'as CORDON_DEMO_PASSWORD says' : password}`];
  for (const name of CAST) {
    const areas = name === 'field' ? fieldAreas : [];
    const made = await identity.accounts.replaceDemo({ name, password, roles: [name], areas });
    if (!made.ok) lines.push(`warning: ${made.error.message}`);
  }
  return env.password ? { lines } : { password, lines };
}

async function prepareKey({ identity, env }: DemoOptions): Promise<DemoReady> {
  const made = await identity.keys.replaceDemo(DEMO_KEY_NAME, env.key || undefined);
  if (!made.ok) return { lines: [`warning: ${made.error.message}`] };
  if (env.key) return { lines: ['machine key: as CORDON_DEMO_KEY says'] };
  return { key: made.value.key, lines: [`machine key: ${made.value.key}`] };
}

async function removeCast({ identity }: DemoOptions): Promise<DemoReady> {
  const names = await identity.accounts.removeDemo();
  return { lines: names.length > 0 ? [`demonstration accounts removed: ${names.join(', ')}`] : [] };
}

async function removeKey({ identity }: DemoOptions): Promise<DemoReady> {
  const names = await identity.keys.removeDemo();
  return { lines: names.length > 0 ? ['demonstration key removed'] : [] };
}
