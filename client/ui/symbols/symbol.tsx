// A symbol for lists, legends and tooltips: the same paths as on the map.
import './symbol.css';
import { drawingOf, type SymbolKind, type SymbolState } from './drawings.ts';

export type SymbolProps = SymbolState & {
  readonly kind: SymbolKind;
  /** CSS pixels */
  readonly size?: number;
  /** Words for readers who do not see it; without them the symbol is decoration beside a text that says the same. */
  readonly title?: string;
};

// biome-ignore lint/suspicious/noShadowRestrictedNames: the field's word; the language's Symbol is not used here
export function Symbol({ kind, size = 20, title, ...state }: SymbolProps) {
  const { marks, label } = drawingOf(kind, state);
  return (
    <svg
      className="symbol"
      viewBox="0 0 32 32"
      width={size}
      height={size}
      role={title === undefined ? undefined : 'img'}
      aria-label={title}
      aria-hidden={title === undefined}
    >
      {marks.map((mark, index) => (
        <path
          // The marks of a drawing never change places.
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
          key={index}
          d={mark.d}
          className={`symbol-fill-${mark.fill ?? 'none'} symbol-stroke-${mark.stroke ?? 'none'}`}
          strokeWidth={mark.width}
          strokeDasharray={mark.dash?.join(' ')}
          opacity={mark.opacity}
        />
      ))}
      {label !== undefined && label.text !== '' && (
        <text className="symbol-label" data-tone={label.tone} x={label.x} y={label.y} fontSize={label.size}>
          {label.text}
        </text>
      )}
    </svg>
  );
}
