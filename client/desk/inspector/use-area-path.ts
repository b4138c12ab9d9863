// What an area is called wherever it lies: a house says little without the compound it stands in, and is not in the copy.
import { useEffect } from 'react';
import { situation } from '../../connection/browser-connection.ts';
import { useFineAreas } from '../../store/fine-area-store.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { finePath } from './fine-path.ts';

/** @returns 松涛苑 4号楼 1单元; asked for where the copy does not hold it, and its id until the answer is there */
export function useAreaPath(id: string): string {
  const language = usePreferences((state) => state.language);
  const { areas, wantArea } = useFineAreas();
  const isFine = id !== '' && situation.copy.get('areas', id) === undefined;
  const parent = areas.get(id)?.parent;
  useEffect(() => {
    if (isFine) void wantArea(id);
    if (parent !== undefined && situation.copy.get('areas', parent) === undefined) void wantArea(parent);
  }, [isFine, id, parent, wantArea]);
  const top = topOf(areas, id);
  const below = isFine ? finePath(areas, id, language).join(' ') : '';
  const above =
    top === undefined || situation.copy.get('areas', top) === undefined
      ? ''
      : nameOf(situation.copy, 'areas', top, language);
  return [above, below].filter((part) => part !== '').join(' ');
}

/** The first area above the fine ones, or the area itself where it is not fine. */
function topOf(areas: ReadonlyMap<string, { readonly parent?: string }>, id: string): string | undefined {
  let at: string | undefined = id;
  for (let depth = 0; at !== undefined && areas.has(at) && depth < 5; depth += 1) at = areas.get(at)?.parent;
  return at;
}
