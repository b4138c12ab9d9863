// Areas too fine and too many to travel to every screen (a town's buildings, staircases, flats): asked for one by one and by
// their parent, and kept, because houses do not move while one looks.
import { create } from 'zustand';
import type { Geometry } from '#shared/schema.ts';
import type { Entities } from '#shared/situation.ts';
import { type ApiProblem, api } from '../connection/http.ts';

export type Area = Entities['areas'];
type Feature = { readonly properties: Omit<Area, 'geometry'>; readonly geometry: Geometry | null };
type Page = { readonly features: readonly Feature[]; readonly total: number };

/** A building of more flats than the server gives at once would be cut short in silence. */
const MOST = 10_000;

type Store = {
  readonly areas: ReadonlyMap<string, Area>;
  /** ids in order, by parent */
  readonly children: ReadonlyMap<string, readonly string[]>;
  readonly problem: ApiProblem | null;
  readonly wantArea: (id: string) => Promise<Area | undefined>;
  readonly wantChildren: (id: string) => Promise<readonly Area[] | undefined>;
  readonly keep: (areas: readonly Area[]) => void;
};

const areaOf = ({ properties, geometry }: Feature): Area => ({
  ...properties,
  ...(geometry === null ? {} : { geometry }),
});

export const useFineAreas = create<Store>((set, get) => ({
  areas: new Map(),
  children: new Map(),
  problem: null,
  wantArea: async (id) => {
    const known = get().areas.get(id);
    if (known !== undefined) return known;
    const answer = await api<Feature>(`/api/areas/${encodeURIComponent(id)}`);
    if (!answer.ok) {
      set({ problem: answer.error });
      return undefined;
    }
    const area = areaOf(answer.value);
    get().keep([area]);
    return area;
  },
  wantChildren: async (id) => {
    const { children, areas, keep } = get();
    const known = children.get(id);
    if (known !== undefined) return known.flatMap((child) => areas.get(child) ?? []);
    const answer = await api<Page>(`/api/areas?${new URLSearchParams({ parent: id, limit: String(MOST) })}`);
    if (!answer.ok) {
      set({ problem: answer.error });
      return undefined;
    }
    const found = answer.value.features.map(areaOf);
    keep(found);
    set({
      children: new Map(get().children).set(
        id,
        found.map((area) => area.id),
      ),
      problem: null,
    });
    return found;
  },
  keep: (areas) =>
    set((state) => ({ areas: new Map([...state.areas, ...areas.map((area) => [area.id, area] as const)]) })),
}));
