// The hands that are on the map this moment, for keys and exact figures to act through them.
import type { CornerHand } from '../../map/draw/corner-hand.ts';
import type { DrawingHand } from '../../map/draw/drawing-hand.ts';

export const hands: { drawing: DrawingHand | null; corners: CornerHand | null } = { drawing: null, corners: null };
