// What is chosen on the first page: a form and the way back leave it as it was.
import { create } from 'zustand';
import { onLock } from '../lock/opened.ts';
import type { NearKind } from './nearby.ts';

type NearChoice = {
  /** undefined: every kind */
  readonly kind: NearKind | undefined;
  /** undefined: the nearest */
  readonly selectedKey: string | undefined;
};

const NOTHING: NearChoice = { kind: undefined, selectedKey: undefined };
export const useNear = create<NearChoice>(() => NOTHING);
onLock(() => useNear.setState(NOTHING));
