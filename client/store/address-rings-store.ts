// Places that an address may mean, while somebody settles it: rings of confidence on the map, numbered like the keys.
import { create } from 'zustand';
import type { Position } from '#shared/geo/position.ts';

export type AddressRing = {
  readonly position: Position;
  /** metres */
  readonly accuracy: number;
  readonly label: string;
};

type RingStore = {
  readonly rings: readonly AddressRing[];
  readonly showRings: (rings: readonly AddressRing[]) => void;
};

export const useAddressRings = create<RingStore>((set) => ({ rings: [], showRings: (rings) => set({ rings }) }));
