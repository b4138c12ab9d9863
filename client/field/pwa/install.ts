// Makes the field door an app of the phone: its manifest, and the worker that opens it without a network.

/** Once, when the door opens. Without HTTPS (away from this machine) browsers offer neither, and the menu says so. */
export function makeInstallable(): void {
  if (document.querySelector('link[rel="manifest"]') === null) {
    const link = document.createElement('link');
    link.rel = 'manifest';
    link.href = '/field.webmanifest';
    document.head.append(link);
  }
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  navigator.serviceWorker.register('/field-worker.js', { scope: '/field' }).catch(() => {
    // A browser that forbids it (a private window) still has the app while there is a network.
  });
  // Asked of the browser without a question to the person: stored reports must not be evicted for somebody's photos.
  void navigator.storage?.persist?.().catch(() => false);
}
