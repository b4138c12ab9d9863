// A wall hangs for weeks and nobody reloads it: when the server comes back with another build, the page renews itself.
import { useEffect } from 'react';
import { connection } from '../connection/browser-connection.ts';
import { readHealth } from '../connection/session.ts';

/** Wall ms over which the screens of a hall come back, so that they do not come all at once. */
const SPREAD = 10_000;
/** A server that answers with two builds in turn must not make the wall flicker. */
const REST = 10 * 60_000;
const RENEWED_AT = 'cordon.wall.renewed';

export function useRenewal(): void {
  useEffect(() => {
    let first: string | undefined;
    let wasLive = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const health = await readHealth();
      if (!health.ok || health.value.build === undefined) return;
      first ??= health.value.build;
      if (health.value.build === first || timer !== undefined) return;
      const last = Number(sessionStorage.getItem(RENEWED_AT) ?? 0);
      // Either way: a clock that was set back must not keep an old page for an hour.
      if (Math.abs(Date.now() - last) < REST) return;
      timer = setTimeout(() => {
        sessionStorage.setItem(RENEWED_AT, String(Date.now()));
        location.reload();
      }, Math.random() * SPREAD);
    };
    const stop = connection.onStatus(({ phase }) => {
      const isLive = phase === 'live';
      if (isLive && !wasLive) void look();
      wasLive = isLive;
    });
    void look();
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
}
