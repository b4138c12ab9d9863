// Whether the legend is open: as somebody chose on this machine, else where the map has room for it.
import { useEffect, useState } from 'react';

const KEY = 'cordon.legend';
/** CSS pixels of map between the panels; on less the legend would hide too much of what it explains. */
const ROOM = 800;
/** The same where a button brings it: on a desk's usual screen it would hide a fifth of the map all day for a first look. */
const ROOM_WITH_BUTTON = 1440;

export type LegendChoice = 'open' | 'folded';

/**
 * @param room CSS pixels of map between the panels; undefined before it is laid out
 * @param hasButton somebody can open it with one click
 */
export const isLegendOpen = (
  chosen: LegendChoice | undefined,
  room: number | undefined,
  hasButton: boolean,
): boolean =>
  chosen === undefined ? room !== undefined && room >= (hasButton ? ROOM_WITH_BUTTON : ROOM) : chosen === 'open';

/**
 * @param canChoose a screen that nobody touches follows its room alone, whatever was chosen at another door
 * @param covered CSS pixels of the map's width that panels take
 */
export function useLegend(box: React.RefObject<HTMLElement | null>, canChoose: boolean, covered: number) {
  const [chosen, setChosen] = useState<LegendChoice | undefined>(canChoose ? recall : undefined);
  const [width, setWidth] = useState<number>();
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const watch = new ResizeObserver(() => setWidth(element.clientWidth));
    watch.observe(element);
    return () => watch.disconnect();
  }, [box]);
  const isOpen = isLegendOpen(chosen, width === undefined ? undefined : width - covered, canChoose);
  const toggle = () => {
    const now = isOpen ? 'folded' : 'open';
    setChosen(now);
    remember(now);
  };
  return { isOpen, toggle };
}

// Storage may be switched off by policy; a map must open all the same.
function recall(): LegendChoice | undefined {
  try {
    const found = localStorage.getItem(KEY);
    return found === 'open' || found === 'folded' ? found : undefined;
  } catch {
    return undefined;
  }
}
function remember(choice: LegendChoice): void {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // nothing to do: it holds until the page closes
  }
}
