// Outlines of zones that the phone cannot put together itself, asked once for each version of a zone.
import { create } from 'zustand';
import type { Geometry } from '#shared/geo/geometry.ts';
import type { Zone } from '#shared/subject/zone.ts';
import { situation } from '../../connection/browser-connection.ts';
import { api } from '../../connection/http.ts';
import { wantsOutline } from './zones-here.ts';

type Outlines = {
  /** by `outlineKey` */
  readonly outlines: ReadonlyMap<string, Geometry>;
  readonly ask: () => Promise<void>;
  /** those that this phone kept: they stand until the server says them anew */
  readonly know: (kept: Readonly<Record<string, Geometry>>) => void;
};

export const outlineKey = ({ id, version }: Pick<Zone, 'id' | 'version'>): string => `${id}@${version}`;

const asked = new Set<string>();

export const useOutlines = create<Outlines>((set) => ({
  outlines: new Map(),
  /** Called when the zones changed; what fails is asked again the next time. */
  ask: async () => {
    for (const zone of situation.copy.all('zones').values()) {
      const key = outlineKey(zone);
      if (asked.has(key) || zone.status === 'released' || zone.status === 'cancelled') continue;
      if (!wantsOutline(situation.copy, zone)) continue;
      asked.add(key);
      const answer = await api<{ readonly geometry: Geometry | null }>(
        `/api/zones/${encodeURIComponent(zone.id)}/outline`,
      );
      const geometry = answer.ok ? answer.value.geometry : null;
      if (!answer.ok) asked.delete(key);
      if (geometry !== null) set(({ outlines }) => ({ outlines: new Map(outlines).set(key, geometry) }));
    }
  },
  know: (kept) => {
    set(({ outlines }) => ({ outlines: new Map([...Object.entries(kept), ...outlines]) }));
  },
}));
