// Zoom in, zoom out, show all: buttons for hands, keys and readers of the screen.
import { Focus, List, Minus, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Words } from './words.ts';

type Props = {
  readonly words: Words;
  readonly onZoom: (by: number) => void;
  readonly onFit: () => void;
  readonly hasLegend: boolean;
  readonly onLegend: () => void;
  readonly children?: ReactNode;
};

export function MapControls({ words, onZoom, onFit, hasLegend, onLegend, children }: Props) {
  return (
    <div className="map-controls">
      <button type="button" aria-label={words.zoomIn} title={words.zoomIn} onClick={() => onZoom(1)}>
        <Plus size={18} aria-hidden />
      </button>
      <button type="button" aria-label={words.zoomOut} title={words.zoomOut} onClick={() => onZoom(-1)}>
        <Minus size={18} aria-hidden />
      </button>
      <button type="button" aria-label={words.fitAll} title={words.fitAll} onClick={() => onFit()}>
        <Focus size={17} aria-hidden />
      </button>
      <button type="button" aria-label={words.legend} title={words.legend} aria-pressed={hasLegend} onClick={onLegend}>
        <List size={17} aria-hidden />
      </button>
      {children}
    </div>
  );
}
