// A fence that is being thought of: the cases chosen for it, what the engine drew for them, and which of it is looked at.
import { create } from 'zustand';
import type { FenceUnit } from '#shared/domain/fence/drafts.ts';
import type { Alternative } from '#shared/domain/fence/propose.ts';
import type { Geometry } from '#shared/geo/geometry.ts';
import type { Entities } from '#shared/situation.ts';
import { type ApiProblem, api, json } from '../connection/http.ts';

export type { Alternative };

type Asked =
  | { readonly state: 'choosing' }
  | { readonly state: 'asking' }
  | { readonly state: 'failed'; readonly problem: ApiProblem }
  | {
      readonly state: 'answered';
      readonly alternatives: readonly Alternative[];
      /** the map has been there */
      readonly isSeen: boolean;
    };

/** A draft that is being changed: what is saved replaces this version of it, or is a conflict. */
export type Revised = Entities['zones'];

type Store = {
  readonly revised: Revised | null;
  /** the rule that is asked what if; null: the one in force */
  readonly policyId: string | null;
  readonly chosen: ReadonlySet<string>;
  /** the hand draws a box over cases */
  readonly isBoxing: boolean;
  readonly asked: Asked;
  /** the alternative that would be taken, and the one that a hand or the focus rests on */
  readonly taken: string | null;
  readonly hovered: string | null;
  readonly toggle: (caseId: string) => void;
  /** from a box, a lasso, a list */
  readonly add: (caseIds: Iterable<string>) => void;
  readonly clear: () => void;
  readonly box: (isBoxing: boolean) => void;
  readonly take: (id: string) => void;
  readonly hover: (id: string | null) => void;
  readonly ask: () => Promise<void>;
  /** draws them again under another rule */
  readonly askBy: (policyId: string | null) => void;
  /** one more beside them, of a unit that is not among them; `isSame`: what came of it is there already, and is taken */
  readonly askUnit: (unit: FenceUnit) => Promise<{ readonly isSame: boolean }>;
  /** begins with the cases of a draft; each alternative then says what it adds to it and lets go */
  readonly revise: (zone: Revised) => void;
  /** the map has gone to what was drawn */
  readonly seen: () => void;
  /** back to choosing; what was chosen stays */
  readonly back: () => void;
  /** one that a person drew, beside the engine's own; again with the same id it replaces it */
  readonly join: (drawn: Alternative) => void;
  /** what was drawn could not be measured; the other alternatives stand */
  readonly fail: (problem: ApiProblem) => void;
  /** said of the last fence drawn */
  readonly wrong: ApiProblem | null;
};

let asking: AbortController | undefined;

export const useProposal = create<Store>((set, get) => {
  const choose = (chosen: ReadonlySet<string>) => {
    asking?.abort();
    set({ chosen, asked: { state: 'choosing' }, taken: null, hovered: null, wrong: null });
  };
  const question = () => {
    const { chosen, revised, policyId } = get();
    return {
      caseIds: [...chosen],
      ...(revised === null ? {} : { zoneId: revised.id }),
      ...(policyId === null ? {} : { policyId }),
    };
  };
  return {
    revised: null,
    policyId: null,
    chosen: new Set(),
    isBoxing: false,
    asked: { state: 'choosing' },
    taken: null,
    hovered: null,
    toggle: (caseId) => {
      const chosen = new Set(get().chosen);
      if (!chosen.delete(caseId)) chosen.add(caseId);
      choose(chosen);
    },
    add: (caseIds) => choose(new Set([...get().chosen, ...caseIds])),
    clear: () => {
      choose(new Set());
      set({ revised: null, policyId: null });
    },
    revise: (zone) => {
      choose(new Set(zone.caseIds));
      set({ revised: zone });
      if (get().chosen.size > 0) void get().ask();
    },
    box: (isBoxing) => set({ isBoxing }),
    take: (taken) => set({ taken }),
    hover: (hovered) => set({ hovered }),
    ask: async () => {
      asking?.abort();
      const mine = new AbortController();
      asking = mine;
      set({ asked: { state: 'asking' }, isBoxing: false, taken: null, hovered: null });
      const answer = await api<{ readonly alternatives: readonly Alternative[] }>('/api/zones/propose', {
        ...json('POST', question()),
        signal: mine.signal,
      });
      if (mine.signal.aborted) return;
      if (!answer.ok) set({ asked: { state: 'failed', problem: answer.error } });
      else {
        const { alternatives } = answer.value;
        set({ asked: { state: 'answered', alternatives, isSeen: false }, taken: alternatives[0]?.id ?? null });
      }
    },
    askBy: (policyId) => {
      set({ policyId });
      void get().ask();
    },
    askUnit: async (unit) => {
      asking?.abort();
      const mine = new AbortController();
      asking = mine;
      const answer = await api<{ readonly alternatives: readonly Alternative[] }>('/api/zones/propose', {
        ...json('POST', { ...question(), unit }),
        signal: mine.signal,
      });
      if (mine.signal.aborted) return { isSame: false };
      const [made] = answer.ok ? answer.value.alternatives : [];
      if (!answer.ok) get().fail(answer.error);
      if (made === undefined) return { isSame: false };
      const { asked, join, take } = get();
      // Nothing finer may be known of these cases: the same ground by another name is no alternative.
      const held = (one: Alternative) => [...one.areaIds].sort().join();
      const twin = asked.state === 'answered' ? asked.alternatives.find((one) => held(one) === held(made)) : undefined;
      if (twin === undefined) join(made);
      else take(twin.id);
      return { isSame: twin !== undefined };
    },
    seen: () => {
      const { asked } = get();
      if (asked.state === 'answered') set({ asked: { ...asked, isSeen: true } });
    },
    back: () => {
      asking?.abort();
      set({ asked: { state: 'choosing' }, taken: null, hovered: null });
    },
    wrong: null,
    fail: (wrong) => set({ wrong }),
    join: (drawn) => {
      const { asked } = get();
      const others = asked.state === 'answered' ? asked.alternatives.filter(({ id }) => id !== drawn.id) : [];
      set({
        asked: { state: 'answered', alternatives: [...others, drawn], isSeen: true },
        taken: drawn.id,
        wrong: null,
      });
    },
  };
});

/** What is to be seen on the map: where the hand rests, else what would be taken. */
export function shownOf({
  asked,
  hovered,
  taken,
}: Pick<Store, 'asked' | 'hovered' | 'taken'>): Alternative | undefined {
  if (asked.state !== 'answered') return undefined;
  const by = (id: string | null) => asked.alternatives.find((one) => one.id === id);
  return by(hovered) ?? by(taken);
}

/** A fence drawn by hand, measured by the server's engine. */
export const measureFence = (
  asked: {
    readonly geometry?: Geometry;
    readonly areaIds?: readonly string[];
    readonly caseIds?: readonly string[];
    readonly policyId?: string;
    readonly before?: readonly string[];
  },
  signal?: AbortSignal,
) => api<Alternative>('/api/zones/measure', { ...json('POST', asked), ...(signal === undefined ? {} : { signal }) });
