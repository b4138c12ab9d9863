// Marks what changed between two moments where it lies: a cross for what came, a ring for what is other than it was, a bar
// for what went. By shape alone, because colour means risk.
import './timeline.css';
import { type ComponentProps, useMemo } from 'react';
import { situation } from '../../connection/browser-connection.ts';
import type { Marks } from '../../map/tools/marks.tsx';
import { useProjection } from '../../map/tools/projection.ts';
import { useVersion } from '../../store/hooks.ts';
import { middleOf, placeOf } from '../../ui/place-of.ts';
import { useChanges } from './changes-store.ts';

type Props = Pick<ComponentProps<typeof Marks>, 'map'>;

/** More marks than this hide the map they stand on; the list has them all. */
const MOST = 400;
const SHAPES = {
  added: 'M-8 0H8M0 -8V8',
  changed: 'M-8 0a8 8 0 1 0 16 0a8 8 0 1 0 -16 0',
  removed: 'M-8 0H8',
} as const;

export function ChangeMarks({ map }: Props) {
  const changes = useChanges((state) => state.changes);
  return changes.length === 0 ? null : <Shown map={map} />;
}

function Shown({ map }: Props) {
  const changes = useChanges((state) => state.changes);
  const version = useVersion('areas', 'sites');
  const project = useProjection(map);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const placed = useMemo(
    () =>
      changes
        .flatMap(({ layer, id, change }) => {
          const place = placeOf(situation.copy, layer, id);
          return place === undefined ? [] : [{ key: `${layer}/${id}`, change, at: middleOf(place) }];
        })
        .slice(0, MOST),
    [changes, version],
  );
  return (
    <svg className="map-sketch" aria-hidden="true">
      {placed.map(({ key, change, at }) => {
        const spot = project(at);
        return (
          <path
            key={key}
            className="change-mark"
            d={SHAPES[change]}
            transform={`translate(${spot.x.toFixed(1)} ${spot.y.toFixed(1)})`}
          />
        );
      })}
    </svg>
  );
}
