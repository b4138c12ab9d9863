// Parts of a page that are loaded when they are wanted. A server that is gone in that very moment must not take the page with
// it: the part is asked for again until it comes, and everything around it stays.
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/** Milliseconds between two tries. */
const AGAIN = 2_000;

export function lazyPart<P extends object>(
  load: () => Promise<ComponentType<P>>,
): LazyExoticComponent<ComponentType<P>> {
  return lazy(async () => {
    for (;;) {
      try {
        return { default: await load() };
      } catch {
        await new Promise((go) => setTimeout(go, AGAIN));
        askForStyles();
      }
    }
  });
}

/** Vite asks for a style sheet once: one that did not come would never be asked for again. */
function askForStyles(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    if (link.sheet === null) link.replaceWith(link.cloneNode());
  }
}
