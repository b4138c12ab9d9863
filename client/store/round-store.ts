// Which round the desk looks at: one that somebody chose, or else the running one of the whole place.
import { create } from 'zustand';

type RoundStore = {
  readonly chosen: string | null;
  readonly choose: (roundId: string | null) => void;
};

export const useRoundChoice = create<RoundStore>((set) => ({ chosen: null, choose: (chosen) => set({ chosen }) }));
