// The drafts of the person who is signed in: in memory for every panel and the map, on disk in this browser, one line of
// history over all of them. Other panels add, read and replace drafts here; only their author ever sees them.
import { create } from 'zustand';
import type { Shape } from '#shared/geo/edit/shape.ts';
import { uuidV7 } from '#shared/ids.ts';
import { useSession } from '../../store/session-store.ts';
import { type Kept, readKept, type Write, writeKept } from './drafts-db.ts';
import {
  applied,
  type Change,
  changeOf,
  type Draft,
  type Drafts,
  EMPTY_HISTORY,
  type History,
  isNothing,
  pushed,
  redone,
  type Step,
  type StepName,
  undone,
} from './history.ts';

export type { Draft } from './history.ts';

/** `memory`: the browser keeps nothing (private window, no room); drafts end with the page, and the panel says so. */
export type Keeping = 'opening' | 'kept' | 'memory';

type DraftStore = {
  readonly person: string | null;
  readonly keeping: Keeping;
  /** in the order in which they came */
  readonly drafts: Drafts;
  readonly history: History;
  /** the ones that tools work on, first chosen first */
  readonly chosen: readonly string[];
  readonly choose: (ids: readonly string[]) => void;
  /** @returns the new draft's id; it is the chosen one afterwards */
  readonly add: (name: string, geometry: Shape, tags?: Draft['tags'], step?: StepName) => string;
  readonly replace: (id: string, geometry: Shape, step?: StepName) => void;
  readonly rename: (id: string, name: string) => void;
  readonly tag: (id: string, tags: Draft['tags']) => void;
  readonly remove: (ids: readonly string[]) => void;
  /** several changes as one step; drafts that appear in `added` get ids here. @returns their ids */
  readonly change: (
    name: StepName,
    what: {
      readonly removed?: readonly string[];
      readonly added?: readonly Omit<Draft, 'id'>[];
      readonly replaced?: readonly { readonly id: string; readonly geometry: Shape }[];
    },
  ) => readonly string[];
  readonly undo: () => Step | undefined;
  readonly redo: () => Step | undefined;
};

const newId = (): string => `draft-${uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))}`;
/** Other windows of the same account. */
const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('cordon-drafts');
let revision = 0;
/** One write after the other, in the order in which they were made. */
let queue: Promise<void> = Promise.resolve();

export const useDrafts = create<DraftStore>((set, get) => {
  const keep = (before: Drafts, step: Step | undefined): void => {
    const { person, drafts, history, keeping } = get();
    if (person === null || keeping !== 'kept') return;
    const ids = new Set([...before.keys(), ...drafts.keys()]);
    const changed = [...ids]
      .filter((id) => before.get(id) !== drafts.get(id))
      .map((id) => ({ id, draft: drafts.get(id) }));
    const order = [...drafts.keys()];
    const write: Omit<Write, 'revision'> = { order, changed, cursor: history.cursor, ...(step ? { step } : {}) };
    queue = queue
      .then(async () => {
        if (get().person !== person) return;
        const now = await writeKept(person, { ...write, revision });
        if (now === undefined) {
          // Another window wrote in the same moment. Its drafts stand, and what was done here stands beside them.
          show(await readKept(person), person);
          for (const { draft } of changed) {
            if (draft !== undefined && draft.geometry !== before.get(draft.id)?.geometry) {
              get().add(`${draft.name} (2)`, draft.geometry, draft.tags);
            }
          }
          return;
        }
        revision = now;
        channel?.postMessage({ person, revision });
      })
      .catch(() => set({ keeping: 'memory' }));
  };
  const show = (kept: Kept, person: string): void => {
    revision = kept.revision;
    const drafts = new Map(kept.drafts.map((draft) => [draft.id, draft]));
    set(({ chosen }) => ({
      person,
      keeping: 'kept',
      drafts,
      history: { steps: kept.steps, cursor: kept.cursor },
      chosen: chosen.filter((id) => drafts.has(id)),
    }));
  };
  const does = (name: StepName, changes: readonly Change[], chosen?: readonly string[]): void => {
    const real = changes.filter((change) => !isNothing(change));
    if (real.length === 0) return;
    const step: Step = { name, changes: real };
    const before = get().drafts;
    set({ drafts: applied(before, step), history: pushed(get().history, step), ...(chosen ? { chosen } : {}) });
    keep(before, step);
  };
  const walk = (by: typeof undone): Step | undefined => {
    const found = by(get().history);
    if (found === undefined) return undefined;
    const before = get().drafts;
    const drafts = applied(before, found.step);
    const touched = found.step.changes.map(({ id }) => id).filter((id) => drafts.has(id));
    set({ drafts, history: found.history, chosen: [...new Set(touched)] });
    keep(before, undefined);
    return found.step;
  };
  const put = (draft: Draft, after: Draft | null): Change => ({ kind: 'put', id: draft.id, before: draft, after });

  const open = (person: string | null): void => {
    set({ person, keeping: 'opening', drafts: new Map(), history: EMPTY_HISTORY, chosen: [] });
    if (person === null) return;
    readKept(person).then(
      (kept) => get().person === person && show(kept, person),
      () => get().person === person && set({ keeping: 'memory' }),
    );
  };
  const personOf = () => {
    const { session } = useSession.getState();
    return session.state === 'in' ? session.account.name : null;
  };
  queueMicrotask(() => open(personOf()));
  useSession.subscribe(() => {
    if (personOf() !== get().person) open(personOf());
  });
  channel?.addEventListener('message', ({ data }: MessageEvent<{ person: string; revision: number }>) => {
    if (data.person !== get().person || data.revision <= revision) return;
    readKept(data.person).then(
      (kept) => show(kept, data.person),
      () => {},
    );
  });

  return {
    person: null,
    keeping: 'opening',
    drafts: new Map(),
    history: EMPTY_HISTORY,
    chosen: [],
    choose: (chosen) => set({ chosen }),
    add: (name, geometry, tags = {}, step = 'add') =>
      get().change(step, { added: [{ name, geometry, tags }] })[0] ?? '',
    replace: (id, geometry, step = 'edit') => {
      const draft = get().drafts.get(id);
      if (draft !== undefined) does(step, [changeOf(draft, geometry)]);
    },
    rename: (id, name) => {
      const draft = get().drafts.get(id);
      if (draft !== undefined && draft.name !== name) does('rename', [put(draft, { ...draft, name })]);
    },
    tag: (id, tags) => {
      const draft = get().drafts.get(id);
      if (draft !== undefined) does('edit', [put(draft, { ...draft, tags })]);
    },
    remove: (ids) => {
      get().change('remove', { removed: ids });
    },
    change: (name, { removed = [], added = [], replaced = [] }) => {
      const { drafts, chosen } = get();
      const fresh = added.map((draft): Draft => ({ ...draft, id: newId() }));
      const ids = fresh.map(({ id }) => id);
      does(
        name,
        [
          ...removed.flatMap((id) => drafts.get(id) ?? []).map((draft) => put(draft, null)),
          ...replaced.flatMap(({ id, geometry }) => {
            const draft = drafts.get(id);
            return draft === undefined ? [] : [changeOf(draft, geometry)];
          }),
          ...fresh.map((draft): Change => ({ kind: 'put', id: draft.id, before: null, after: draft })),
        ],
        ids.length > 0 ? ids : chosen.filter((id) => !removed.includes(id)),
      );
      return ids;
    },
    undo: () => walk(undone),
    redo: () => walk(redone),
  };
});
