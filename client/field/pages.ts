// Which page of the field door is open. The phone's own back button leads one page back, never out by surprise.
import { create } from 'zustand';

export type ReportForm = 'counter' | 'queue' | 'rooms' | 'wrong' | 'duty' | 'positive' | 'box' | 'chase';
export type FieldPage =
  | { readonly name: 'near' }
  | { readonly name: 'place' }
  | { readonly name: 'menu' }
  | { readonly name: 'outbox' }
  | { readonly name: 'give' }
  | { readonly name: 'take' }
  | { readonly name: 'pack' }
  | { readonly name: 'tasks' }
  | { readonly name: 'doors'; readonly roundId?: string; readonly walk?: string }
  | {
      readonly name: 'report';
      readonly form: ReportForm;
      readonly layer?: 'checkpoints' | 'sites';
      readonly id?: string;
    };

const NEAR: FieldPage = { name: 'near' };
const pageOf = (state: unknown): FieldPage => (state as { readonly field?: FieldPage } | null)?.field ?? NEAR;

type Pages = {
  readonly page: FieldPage;
  readonly open: (page: FieldPage) => void;
  readonly back: () => void;
  /** to the first page, from wherever */
  readonly home: () => void;
};

export const usePages = create<Pages>((set, get) => {
  window.addEventListener('popstate', ({ state }) => set({ page: pageOf(state) }));
  return {
    page: pageOf(history.state),
    open: (page) => {
      history.pushState({ field: page }, '', location.pathname);
      set({ page });
    },
    back: () => {
      // A page that was reloaded has nothing behind it.
      if (history.length > 1 && get().page.name !== 'near') history.back();
      else get().home();
    },
    home: () => {
      history.pushState({ field: NEAR }, '', location.pathname);
      set({ page: NEAR });
    },
  };
});
