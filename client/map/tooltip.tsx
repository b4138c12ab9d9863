// The name of what is under the pointer, beside it and never under the hand.
import { useLayoutEffect, useRef } from 'react';
import type { Description } from './describe.ts';
import type { Hover } from './pointer.ts';
import type { Words } from './words.ts';

type Props = { readonly hover: Hover; readonly description: Description; readonly words: Words };

const AWAY = 16; // CSS pixels

export function Tooltip({ hover, description, words }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    const room = element?.parentElement;
    if (element === null || room === null || room === undefined) return;
    const { offsetWidth: width, offsetHeight: height } = element;
    const x = hover.x + AWAY + width > room.clientWidth ? hover.x - AWAY - width : hover.x + AWAY;
    const y = Math.max(4, Math.min(room.clientHeight - height - 4, hover.y - height / 2));
    // Set on the element: a style attribute would be refused by a strict style-src.
    element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  });
  return (
    <div ref={box} className="map-tooltip" role="tooltip">
      <strong>{description.title}</strong>
      {description.detail !== '' && <span>{description.detail}</span>}
      {hover.cluster !== undefined && <em>{words.openCluster}</em>}
      {hover.cluster === undefined && hover.count > 1 && <em>{words.more(hover.count)}</em>}
    </div>
  );
}
