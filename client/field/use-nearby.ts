// The nearest sites to a place, asked of the server again when the place, the type or the sites change.
import { useEffect, useState } from 'react';
import type { Position } from '#shared/schema.ts';
import type { Site } from '#shared/subject/site.ts';
import { type ApiProblem, api } from '../connection/http.ts';
import { useVersion } from '../store/hooks.ts';

export type Start = { readonly name: string; readonly position: Position };
/** distance in metres, bearing in degrees clockwise from north, both of the great circle */
export type NearSite = {
  readonly id: string;
  readonly type: Site['type'];
  readonly distance: number;
  readonly bearing: number;
  readonly properties: Site;
};
export type Nearby =
  | { readonly state: 'idle' }
  | { readonly state: 'failed'; readonly problem: ApiProblem }
  | { readonly state: 'done'; readonly sites: readonly NearSite[] };

const LIMIT = 30;
/** A city of sites reports many times a second; a person reads a list once in a while. */
const PAUSE = 1500;

export function useNearby(start: Start | null, type: string | undefined): Nearby {
  const [nearby, setNearby] = useState<Nearby>({ state: 'idle' });
  const version = useVersion('sites');
  const [asked, setAsked] = useState(version);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(version), PAUSE);
    return () => clearTimeout(timer);
  }, [version]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` is why it is asked again
  useEffect(() => {
    if (start === null) return;
    let isWanted = true;
    const [lon, lat] = start.position;
    const query = new URLSearchParams({ lon: String(lon), lat: String(lat), limit: String(LIMIT) });
    if (type !== undefined) query.set('type', type);
    void api<readonly NearSite[]>(`/api/sites/nearby?${query}`).then((answer) => {
      if (!isWanted) return;
      setNearby(answer.ok ? { state: 'done', sites: answer.value } : { state: 'failed', problem: answer.error });
    });
    return () => {
      isWanted = false;
    };
  }, [start, type, asked]);
  return nearby;
}
