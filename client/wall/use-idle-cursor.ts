// A pointer left on the wall would sit there for a month: it goes after three seconds and comes back when moved.
import { useEffect } from 'react';

const IDLE_AFTER = 3000;

export function useIdleCursor(): void {
  useEffect(() => {
    const set = (isIdle: boolean) => document.querySelector('.wall')?.setAttribute('data-idle', String(isIdle));
    let timer = setTimeout(() => set(true), IDLE_AFTER);
    const onMove = () => {
      set(false);
      clearTimeout(timer);
      timer = setTimeout(() => set(true), IDLE_AFTER);
    };
    window.addEventListener('pointermove', onMove);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointermove', onMove);
    };
  }, []);
}
