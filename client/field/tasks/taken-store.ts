// Watches the tasks that were accepted on this phone, over reloads and nights without a network.
import { create } from 'zustand';
import { connection, situation } from '../../connection/browser-connection.ts';
import { fieldNow } from '../clock.ts';
import { keepPart, keptPart } from '../keep/kept.ts';
import { useOutbox } from '../outbox/outbox.ts';
import { acceptedHere, acknowledged, type Watch, type Watched, watched } from './taken.ts';

type Store = { readonly watch: Watch; readonly read: (id: string) => void };

let keep: (watch: Watch) => void = () => {};

export const useTaken = create<Store>((set, get) => ({
  watch: {},
  read: (id) => {
    const watch = acknowledged(get().watch, id);
    set({ watch });
    keep(watch);
  },
}));

export const takenOf = (watch: Watch): readonly (Watched & { readonly id: string })[] =>
  Object.entries(watch).flatMap(([id, one]) => (one.taken === undefined ? [] : [{ id, ...one }]));

/** Runs while somebody is signed in. @returns how to stop */
export function watchTasks(account: string): () => void {
  let isReady = false;
  // Acceptances that are through: what was read and put away is not watched again because of the same old report.
  const put = new Set<string>();
  const accepted = () => acceptedHere(useOutbox.getState().entries, account);
  keep = (watch) => void keepPart('tasks', account, fieldNow(), { watch, put: [...put] });
  const look = () => {
    if (!isReady) return;
    const { watch } = useTaken.getState();
    const open = new Map([...accepted()].filter(([, opId]) => !put.has(opId)));
    const isWhole = connection.status.phase === 'live';
    const next = watched(watch, new Set(open.keys()), (id) => situation.copy.get('tasks', id), isWhole);
    for (const [id, opId] of open) {
      const status = situation.copy.get('tasks', id)?.status;
      if (next[id] === undefined && (status === 'done' || status === 'verified' || status === 'recalled'))
        put.add(opId);
    }
    if (next === watch) return;
    useTaken.setState({ watch: next });
    keep(next);
  };
  const stops = [
    situation.onChange((changed) => {
      if (changed === 'reset' || changed.some(({ layer }) => layer === 'tasks')) look();
    }),
    connection.onStatus(look),
    useOutbox.subscribe(look),
    useTaken.subscribe(({ watch }, before) => {
      for (const id of Object.keys(before.watch)) {
        const opId = watch[id] === undefined && before.watch[id]?.taken ? accepted().get(id) : undefined;
        if (opId !== undefined) put.add(opId);
      }
    }),
  ];
  void keptPart<{ readonly watch: Watch; readonly put: readonly string[] }>('tasks', account).then((kept) => {
    for (const id of kept?.part.put ?? []) put.add(id);
    if (kept !== undefined) useTaken.setState({ watch: kept.part.watch });
    isReady = true;
    look();
  });
  return () => {
    for (const stop of stops) stop();
    useTaken.setState({ watch: {} });
  };
}
