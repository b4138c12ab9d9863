// What lies under the map, asked once a page: it changes only when the server starts again.
import { useEffect, useState } from 'react';
import type { BasemapInfo } from '#shared/basemap.ts';
import { api } from '../../connection/http.ts';

const NONE: BasemapInfo = { kind: 'none' };
const RETRY = 5000; // milliseconds; a server that is starting, or not signed in yet

let known: BasemapInfo | undefined;

/** @returns undefined until it is known; the plain graticule shows meanwhile */
export function useBasemap(): BasemapInfo | undefined {
  const [info, setInfo] = useState(known);
  useEffect(() => {
    if (known !== undefined) return;
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const answer = await api<BasemapInfo>('/api/basemap');
      if (isGone) return;
      if (!answer.ok && answer.error.code !== 'not-found') {
        timer = setTimeout(ask, RETRY);
        return;
      }
      known = answer.ok ? answer.value : NONE;
      setInfo(known);
    };
    void ask();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, []);
  return info;
}
