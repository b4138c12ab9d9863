// The names of drawings in an icon atlas: kind and fullness in steps, so that a few dozen drawings serve every row.
import type { SymbolKind, SymbolState } from './drawings.ts';
import { STEPS, step } from './marks.ts';

const MOST_COUNTED = { nail: 100, badge: 10 } as const;

const text = (value: number | undefined): string => (value === undefined ? '-' : String(value));

/** @returns the key of the drawing that stands for this state */
export function iconKey(kind: SymbolKind, { level, out, count }: SymbolState = {}): string {
  switch (kind) {
    case 'quarantine':
      return `${kind}:${text(step(level, STEPS.arc))}`;
    case 'testing':
      return `${kind}:${text(step(level, STEPS.bar))}`;
    case 'checkpoint':
      return `${kind}:${text(step(level, STEPS.flow))}:${text(step(out, STEPS.flow))}`;
    case 'nail':
      return `${kind}:${count === undefined ? '-' : Math.min(count, MOST_COUNTED.nail)}`;
    case 'boxes':
    case 'transfers':
    case 'disinfections':
    case 'tasks':
      return `${kind}:${Math.min(Math.max(count ?? 1, 1), MOST_COUNTED.badge)}`;
    default:
      return kind;
  }
}

export type Icon = { readonly key: string; readonly kind: SymbolKind; readonly state: SymbolState };

/** Every state of a kind that the map may need to draw. */
export function iconsOf(kind: SymbolKind): Icon[] {
  const icon = (state: SymbolState): Icon => ({ key: iconKey(kind, state), kind, state });
  const levels = (steps: number): (number | undefined)[] => [
    undefined,
    ...Array.from({ length: steps + 1 }, (_, index) => index / steps),
  ];
  switch (kind) {
    case 'quarantine':
      return levels(STEPS.arc).map((level) => icon({ level }));
    case 'testing':
      return levels(STEPS.bar).map((level) => icon({ level }));
    case 'checkpoint':
      return levels(STEPS.flow).flatMap((level) => levels(STEPS.flow).map((out) => icon({ level, out })));
    case 'nail':
      return [icon({}), ...Array.from({ length: MOST_COUNTED.nail + 1 }, (_, count) => icon({ count }))];
    case 'boxes':
    case 'transfers':
    case 'disinfections':
    case 'tasks':
      return Array.from({ length: MOST_COUNTED.badge }, (_, index) => icon({ count: index + 1 }));
    default:
      return [icon({})];
  }
}
