// Links that open a wall: read-only, bound to scenes and areas, good until somebody revokes them. A wall hangs for weeks with
// nobody to sign in, so its link is its grant; like a key it is shown once, and only its SHA-256 is kept.
import Type, { type Static } from 'typebox';
import { Check } from 'typebox/value';
import { type Problem, problem } from '#shared/errors.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { WallPlaylist, type WallTurn } from '#shared/wall.ts';
import type { Register } from '../log/event-log.ts';
import { DATA_CLASSES, type Principal } from './principal.ts';
import type { Revocations } from './revocation.ts';
import { digestOf, findBySecret, grantIdOf, newSecret, type Random } from './secrets.ts';

const SPACE = 'wall-links';
const MOST = 200;
const ROW = Type.Object({
  name: Type.String(),
  /** SHA-256, hex */
  digest: Type.String(),
  /** account that made it */
  by: Type.String(),
  areas: Type.Array(Type.String()),
  playlist: WallPlaylist,
  showsCases: Type.Boolean(),
  /** ms since 1970 */
  createdAt: Type.Number(),
});
type Row = Readonly<Static<typeof ROW>>;
type Link = Row & { readonly principal: Principal };

export type WallLinkView = {
  readonly id: string;
  readonly name: string;
  readonly by: string;
  readonly areas: readonly string[];
  readonly playlist: readonly WallTurn[];
  readonly showsCases: boolean;
  readonly createdAt: string;
};
export type NewWallLink = {
  readonly name: string;
  readonly areas?: readonly string[];
  readonly playlist: readonly WallTurn[];
  /** precise places of cases; a wall in a hall with visitors shows them only when somebody says so */
  readonly showsCases?: boolean;
};

const viewOf = ({ digest, createdAt, name, by, areas, playlist, showsCases }: Row): WallLinkView => ({
  id: grantIdOf(digest),
  name,
  by,
  areas,
  playlist,
  showsCases,
  createdAt: new Date(createdAt).toISOString(),
});

function linkOf(row: Row): Link {
  const principal: Principal = {
    name: `wall ${row.name}`,
    roles: ['observer'],
    // None: whatever the page is made to ask for, it can only read.
    rights: new Set(),
    areas: row.areas,
    classes: DATA_CLASSES.slice(0, DATA_CLASSES.indexOf(row.showsCases ? 'L2' : 'L1') + 1),
    grant: { kind: 'link', id: grantIdOf(row.digest) },
  };
  return { ...row, principal };
}

export class WallLinks {
  readonly #register: Register;
  readonly #now: () => number;
  readonly #random: Random;
  readonly #revocations: Revocations;
  readonly #byId = new Map<string, Link>();

  constructor(register: Register, now: () => number, random: Random, revocations: Revocations) {
    this.#register = register;
    this.#now = now;
    this.#random = random;
    this.#revocations = revocations;
  }

  /** @throws Error when a row of the register is no link */
  async load(): Promise<void> {
    for (const [id, row] of await this.#register.all(SPACE)) {
      if (!Check(ROW, row)) throw new Error(`the register's wall link ${JSON.stringify(id)} is damaged`);
      this.#byId.set(id, linkOf(row));
    }
  }

  find(secret: string): Principal | undefined {
    return findBySecret(this.#byId, secret)?.principal;
  }

  holds(grantId: string): boolean {
    return this.#byId.has(grantId);
  }

  /** What the wall behind a grant was set up to show. */
  view(grantId: string): WallLinkView | undefined {
    const link = this.#byId.get(grantId);
    return link && viewOf(link);
  }

  /** Newest first. */
  list(): WallLinkView[] {
    return [...this.#byId.values()].sort((a, b) => b.createdAt - a.createdAt).map(viewOf);
  }

  /**
   * @param maker a link shows nothing that its maker may not see
   * @returns the link's secret, this once
   */
  async create(
    maker: Principal,
    wanted: NewWallLink,
  ): Promise<Result<WallLinkView & { readonly secret: string }, Problem>> {
    const { name, areas = maker.areas, playlist, showsCases = false } = wanted;
    if (this.#byId.size >= MOST) return err(problem('too-large', `there are ${MOST} links already; revoke some first`));
    if (maker.areas.length > 0 && (areas.length === 0 || areas.some((id) => !maker.areas.includes(id))))
      return err(problem('forbidden', 'a wall shows no area that its maker may not see', 'areas'));
    if (showsCases && !maker.classes.includes('L2'))
      return err(problem('forbidden', 'a wall shows no precise place that its maker may not see', 'showsCases'));
    const secret = newSecret(this.#random);
    const row: Row = {
      name,
      digest: digestOf(secret),
      by: maker.name,
      areas: [...areas],
      playlist: [...playlist],
      showsCases,
      createdAt: this.#now(),
    };
    const id = grantIdOf(row.digest);
    await this.#register.put(SPACE, id, row);
    this.#byId.set(id, linkOf(row));
    return ok({ ...viewOf(row), secret });
  }

  /** Cuts the walls that hang on it at once. */
  async revoke(id: string): Promise<Result<WallLinkView, Problem>> {
    const link = this.#byId.get(id);
    if (!link) return err(problem('not-found', 'there is no such link', 'id'));
    this.#byId.delete(id);
    this.#revocations.tell(link.principal.grant, 'link-revoked');
    await this.#register.remove(SPACE, id);
    return ok(viewOf(link));
  }
}
