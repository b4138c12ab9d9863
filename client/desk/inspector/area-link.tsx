// An area by its name, also one that is too fine to be in the copy: a staircase, a flat. It leads there.
import { useEffect } from 'react';
import { situation } from '../../connection/browser-connection.ts';
import { useFineAreas } from '../../store/fine-area-store.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import { finePath } from './fine-path.ts';

export function AreaLink({ id }: { readonly id: string }) {
  const language = usePreferences((state) => state.language);
  const select = useView((state) => state.select);
  const { areas, wantArea } = useFineAreas();
  const area = areas.get(id);
  const parent = area?.level === 'staircase' || area?.level === 'household' ? area.parent : undefined;
  useEffect(() => {
    if (situation.copy.get('areas', id) === undefined) void wantArea(id);
    if (parent !== undefined && situation.copy.get('areas', parent) === undefined) void wantArea(parent);
  }, [id, parent, wantArea]);
  if (area === undefined) return id;
  return (
    <button type="button" className="value-link" onClick={() => select({ layer: 'areas', id })}>
      {finePath(areas, id, language).join(' ')}
    </button>
  );
}
