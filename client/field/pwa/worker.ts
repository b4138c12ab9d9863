// The field's service worker: the app itself from the phone's own storage, whatever the network does. Never any data: those
// are the page's, which knows whose they are and when they must go.
/// <reference lib="webworker" />

declare const self: ServiceWorkerGlobalScope & {
  readonly CORDON_FILES: readonly string[];
  readonly CORDON_BUILD: string;
};

/** Written by the build (vite.config.ts): what the field's door needs to open, and a name that changes with it. */
const FILES = self.CORDON_FILES;
const CACHE = `cordon-field-${self.CORDON_BUILD}`;
const SHELL = '/index.html';

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      // Past the browser's own cache: an index.html of yesterday names files that are gone.
      .then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      // A page of the last build that is still open finds its parts until the next one.
      const mine = (await caches.keys()).filter((name) => name.startsWith('cordon-field-') && name !== CACHE);
      await Promise.all(mine.slice(0, -1).map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(fromHere(SHELL, request));
  else if (pathname.startsWith('/assets/') || FILES.includes(pathname)) event.respondWith(fromHere(pathname, request));
});

/** A page asks what should lie here, to say what does. */
self.addEventListener('message', ({ data, ports }) => {
  if (data === 'files') ports[0]?.postMessage({ cache: CACHE, files: FILES });
});

async function fromHere(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? (await caches.match(path)) ?? fetch(request);
}
