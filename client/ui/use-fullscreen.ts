// The whole screen for the page, and back; the browser's own Escape ends it as well.
import { useSyncExternalStore } from 'react';

function follow(tell: () => void): () => void {
  document.addEventListener('fullscreenchange', tell);
  return () => document.removeEventListener('fullscreenchange', tell);
}

export const useFullscreen = (): boolean => useSyncExternalStore(follow, () => document.fullscreenElement !== null);

export function toggleFullscreen(): void {
  // Refused where a frame or a policy forbids it: then nothing changes, which the button shows.
  const change =
    document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen();
  change.catch(() => {});
}
