// Where this phone is: its own position once its owner asked for it, or a place somebody chose by name.
import { create } from 'zustand';
import type { Position } from '#shared/geo/position.ts';

export type LocateTrouble = 'denied' | 'failed' | 'insecure';
export type Fix = {
  /** WGS-84 */
  readonly position: Position;
  /** metres, 95 % as the browser says it */
  readonly accuracy: number;
  /** ms of the page's monotonic clock */
  readonly at: number;
};
export type Chosen = { readonly name: string; readonly position: Position };

type Where = {
  readonly fix: Fix | null;
  readonly chosen: Chosen | null;
  readonly isLocating: boolean;
  readonly trouble: LocateTrouble | undefined;
  /** Asks the browser, and so its owner, for the position, and follows it from then on. */
  readonly locate: () => void;
  readonly choose: (chosen: Chosen | null) => void;
  readonly stop: () => void;
};

// Whether the owner let us know before: asked for again only then, never out of the blue. No position is kept.
const KEY = 'cordon.field.locate';
export const locatedBefore = (): boolean => {
  try {
    return localStorage.getItem(KEY) === 'yes';
  } catch {
    return false;
  }
};
function remember(): void {
  try {
    localStorage.setItem(KEY, 'yes');
  } catch {
    // without storage it is asked again next time
  }
}

let watch: number | undefined;

export const useWhere = create<Where>((set, get) => ({
  fix: null,
  chosen: null,
  isLocating: false,
  trouble: undefined,
  locate: () => {
    if (!window.isSecureContext || !('geolocation' in navigator)) {
      set({ trouble: 'insecure' });
      return;
    }
    set({ isLocating: get().fix === null, trouble: undefined, chosen: null });
    if (watch !== undefined) navigator.geolocation.clearWatch(watch);
    watch = navigator.geolocation.watchPosition(
      ({ coords: { longitude, latitude, accuracy } }) => {
        remember();
        set({
          fix: { position: [longitude, latitude], accuracy, at: performance.now() },
          isLocating: false,
          trouble: undefined,
        });
      },
      ({ code, PERMISSION_DENIED }) =>
        set({ isLocating: false, trouble: code === PERMISSION_DENIED ? 'denied' : 'failed' }),
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 15_000 },
    );
  },
  choose: (chosen) => set({ chosen, trouble: undefined }),
  stop: () => {
    if (watch !== undefined) navigator.geolocation.clearWatch(watch);
    watch = undefined;
    set({ fix: null, isLocating: false });
  },
}));
