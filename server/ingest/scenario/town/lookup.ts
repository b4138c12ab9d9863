// Ways through the address tree: by id, down and up.
import type { Town, TownArea, TownLevel } from './town.ts';

export function lookup(areas: readonly TownArea[]): Pick<Town, 'area' | 'children' | 'within' | 'above'> {
  const byId = new Map<string, TownArea>();
  const children = new Map<string, TownArea[]>();
  for (const area of areas) {
    byId.set(area.id, area);
    if (area.parent === undefined) continue;
    const list = children.get(area.parent);
    if (list === undefined) children.set(area.parent, [area]);
    else list.push(area);
  }
  const within = (id: string, level: TownLevel): TownArea[] =>
    (children.get(id) ?? []).flatMap((child) => (child.level === level ? [child] : within(child.id, level)));
  const above = (id: string, level: TownLevel): TownArea | undefined => {
    const area = byId.get(id);
    if (area === undefined || area.level === level) return area;
    return area.parent === undefined ? undefined : above(area.parent, level);
  };
  return { area: (id) => byId.get(id), children: (id) => children.get(id) ?? [], within, above };
}
