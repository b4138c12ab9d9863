// Distance along a line, and the area inside it, on the ellipsoid. By mouse: click, double-click ends. By keyboard: arrows
// move the map under the cross, Enter puts a place there. Backspace takes the last one back, Escape puts the tool away.
import './tools.css';
import { Ruler, Shapes, X } from 'lucide-react';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { crossesItself, pathLength, ringArea } from '#shared/geo/geodesic.ts';
import type { Position } from '#shared/schema.ts';
import type { Language } from '#shared/terms/term.ts';
import { measuredArea, measuredLength } from '../../ui/format.ts';
import { type Words, wordsOf } from '../words.ts';
import { pathOf, useProjection } from './projection.ts';
import { useSketch } from './use-sketch.ts';

export type MeasureKind = 'line' | 'area';

type Props = {
  readonly map: MapLibreMap;
  readonly kind: MeasureKind;
  readonly language: Language;
  readonly onKind: (kind: MeasureKind) => void;
  readonly onEnd: () => void;
};

const KINDS = [
  ['line', Ruler],
  ['area', Shapes],
] as const;

export function Measure({ map, kind, language, onKind, onEnd }: Props) {
  const words = wordsOf(language);
  const project = useProjection(map);
  const { points, next, isDone, hasCross } = useSketch(map);
  const path = next === undefined ? points : [...points, next];
  const isArea = kind === 'area';
  const { clientWidth, clientHeight } = map.getContainer();
  return (
    <>
      <svg className="map-sketch" aria-hidden="true">
        {isArea && <path className="map-measure-fill" d={pathOf(project, path, true)} />}
        <path className="map-measure-line" d={pathOf(project, points, isArea && isDone)} />
        {next !== undefined && (
          <path
            className="map-measure-next"
            d={pathOf(project, [...points.slice(-1), next, ...(isArea ? points.slice(0, 1) : [])], false)}
          />
        )}
        {points.map((point, index) => {
          const { x, y } = project(point);
          // biome-ignore lint/suspicious/noArrayIndexKey: a corner is known by its place in the line
          return <circle key={index} className="map-measure-point" cx={x} cy={y} r="4" />;
        })}
        {hasCross && (
          <path
            className="map-measure-cross"
            transform={`translate(${clientWidth / 2} ${clientHeight / 2})`}
            d="M-12 0H12M0 -12V12"
          />
        )}
      </svg>
      <section className="map-measure" aria-label={words.measure}>
        <fieldset>
          <legend className="visually-hidden">{words.measure}</legend>
          {KINDS.map(([name, Icon]) => (
            <button
              key={name}
              type="button"
              className="map-measure-kind"
              aria-pressed={kind === name}
              onClick={() => onKind(name)}
            >
              <Icon size={15} aria-hidden />
              {name === 'line' ? words.distance : words.area}
            </button>
          ))}
        </fieldset>
        <output>{resultOf(path, kind, language, words)}</output>
        <small>{points.length === 0 ? words.measureStart : words.measureKeys}</small>
        <button
          type="button"
          className="icon-button"
          aria-label={words.measureEnd}
          title={`${words.measureEnd}  Esc`}
          onClick={onEnd}
        >
          <X size={16} />
        </button>
      </section>
    </>
  );
}

function resultOf(path: readonly Position[], kind: MeasureKind, language: Language, words: Words): string {
  if (kind === 'line') return measuredLength(pathLength(path), language);
  if (crossesItself(path)) return words.crossed;
  const [start] = path;
  const around = pathLength(start === undefined ? path : [...path, start]);
  return `${measuredArea(ringArea(path), language)} · ${words.around} ${measuredLength(around, language)}`;
}
