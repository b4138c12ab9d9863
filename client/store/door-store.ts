// Which door is open. Doors are pages of their own: going through one is a navigation, and the back button leads out.
import { create } from 'zustand';

export type Door = 'home' | 'wall' | 'desk' | 'field' | 'missing';

/** @param pathname of an address, with its leading slash */
export function doorOf(pathname: string): Door {
  const [, first = '', ...rest] = pathname.replace(/\/+$/, '').split('/');
  if (first === '') return 'home';
  if (first === 'wall' && rest.length <= 1) return 'wall';
  return (first === 'desk' || first === 'field') && rest.length === 0 ? first : 'missing';
}

export const useDoor = create<{ readonly door: Door; readonly go: (path: string) => void }>((set) => {
  window.addEventListener('popstate', () => set({ door: doorOf(location.pathname) }));
  return {
    door: doorOf(location.pathname),
    go: (path) => {
      history.pushState(null, '', path);
      set({ door: doorOf(location.pathname) });
    },
  };
});
