// Where this phone is, if its owner lets us know.
import { useState } from 'react';
import type { Position } from '#shared/schema.ts';

export type LocateTrouble = 'denied' | 'failed';

export function useLocate(onFound: (position: Position) => void): {
  readonly locate: () => void;
  readonly isLocating: boolean;
  readonly trouble: LocateTrouble | undefined;
} {
  const [isLocating, setLocating] = useState(false);
  const [trouble, setTrouble] = useState<LocateTrouble>();
  const locate = () => {
    setTrouble(undefined);
    if (!('geolocation' in navigator)) {
      setTrouble('failed');
      return;
    }
    setLocating(true);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setLocating(false);
        onFound([coords.longitude, coords.latitude]);
      },
      ({ code, PERMISSION_DENIED }) => {
        setLocating(false);
        setTrouble(code === PERMISSION_DENIED ? 'denied' : 'failed');
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
    );
  };
  return { locate, isLocating, trouble };
}
