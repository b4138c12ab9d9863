// A draft out of registered areas: the building or compound under a click, or what a name finds, one after the other; then
// what they cover together.
import { isShape } from '#shared/geo/edit/shape.ts';
import type { Position } from '#shared/geo/position.ts';
import { situation } from '../../connection/browser-connection.ts';
import { api } from '../../connection/http.ts';
import { type Area, useFineAreas } from '../../store/fine-area-store.ts';
import { newName } from './actions.ts';
import { useDrafts } from './drafts.ts';
import { useDraw } from './draw-store.ts';
import { runEdit } from './run-edit.ts';

type Found = { readonly features: readonly { readonly id: string }[] };

/** The finest that is registered there; levels above a village are nobody's fence by one click. */
const LEVELS = ['building', 'compound', 'village', 'block', 'community'] as const;

export async function pickAreaAt([lon, lat]: Position): Promise<void> {
  for (const level of LEVELS) {
    const query = new URLSearchParams({ lon: String(lon), lat: String(lat), level });
    const answer = await api<Found>(`/api/areas/containing?${query}`);
    const id = answer.ok ? answer.value.features[0]?.id : undefined;
    if (id === undefined) continue;
    const area = await useFineAreas.getState().wantArea(id);
    if (area !== undefined) pickArea(area);
    return;
  }
}

/** Picked again, it is put back. */
export function pickArea(area: Area): void {
  const { picked, set } = useDraw.getState();
  const { id, geometry } = area;
  if (!isShape(geometry)) return;
  const isIn = picked.some((one) => one.id === id);
  // Every compound has a building no. 4.
  const parent = area.parent === undefined ? undefined : situation.copy.get('areas', area.parent)?.name;
  const name = `${parent === undefined || area.level !== 'building' ? '' : `${parent} `}${area.name ?? id}`;
  set({ picked: isIn ? picked.filter((one) => one.id !== id) : [...picked, { id, name, geometry }] });
}

export async function draftFromPicked(): Promise<void> {
  const { picked, set } = useDraw.getState();
  if (picked.length === 0) return;
  set({ busy: 'merge', notice: null });
  const answer = await runEdit('merge', { shapes: picked.map(({ geometry }) => geometry) });
  set({ busy: null });
  if (answer === 'called-off') return;
  if (!answer.ok) return set({ notice: { kind: 'failed', error: answer.error } });
  const [geometry] = answer.value;
  if (geometry === undefined) return;
  const tags = { areas: picked.map(({ id }) => id).join(' ') };
  useDrafts.getState().add(picked.length === 1 ? (picked[0]?.name ?? newName()) : newName(), geometry, tags, 'draw');
  set({ picked: [], tool: null });
}
