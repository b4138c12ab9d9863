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
  // What was read and put away is not accepted again by the same old report.
  const put = new Set<string>();
  keep = (watch) => void keepPart('tasks', account, fieldNow(), { watch, put: [...put] });
  const look = () => {
    if (!isReady) return;
    const { watch } = useTaken.getState();
    const accepted = [...acceptedHere(useOutbox.getState().entries, account)].filter((id) => !put.has(id));
    const isWhole = connection.status.phase === 'live';
    const next = watched(watch, new Set(accepted), (id) => situation.copy.get('tasks', id), isWhole);
    for (const id of accepted) {
      const status = situation.copy.get('tasks', id)?.status;
      if (next[id] === undefined && (status === 'done' || status === 'verified' || status === 'recalled')) put.add(id);
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
      for (const id of Object.keys(before.watch)) if (watch[id] === undefined && before.watch[id]?.taken) put.add(id);
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
