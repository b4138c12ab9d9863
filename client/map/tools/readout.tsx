// The position under the pointer, in the datum the reader works in; a click or the key C copies it. Without a pointer it
// is the middle of the map, so that the keyboard can read it as well.
import './tools.css';
import type { Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import { useCallback, useEffect, useState } from 'react';
import type { Position } from '#shared/schema.ts';
import type { Language } from '#shared/terms/term.ts';
import { positionText } from '../../ui/coordinates.ts';
import { copyText } from '../../ui/copy-text.ts';
import { type Converter, DEGREE_DATUMS, type DegreeDatum, loadConverter } from '../../ui/datums.ts';
import { isTyping } from '../../ui/is-typing.ts';
import { wordsOf } from '../words.ts';

type Props = {
  readonly map: MapLibreMap;
  readonly language: Language;
  readonly datum: DegreeDatum;
  readonly onDatum: (datum: DegreeDatum) => void;
};

/** Milliseconds that "copied" is said. */
const SAID_FOR = 1600;

export function Readout({ map, language, datum, onDatum }: Props) {
  const words = wordsOf(language);
  const place = usePlace(map);
  const convert = useConverter(datum);
  const [said, setSaid] = useState<boolean | undefined>(undefined);
  const shown = datum === 'WGS-84' ? place : convert?.fromWgs84(place, datum);
  const text = shown === undefined ? '…' : positionText(shown);

  const copy = useCallback(async () => {
    if (shown === undefined) return;
    setSaid(await copyText(text));
    setTimeout(() => setSaid(undefined), SAID_FOR);
  }, [shown, text]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'c' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!isTyping(event.target)) void copy();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [copy]);

  return (
    <div className="map-readout">
      <button
        type="button"
        className="map-readout-text"
        title={`${words.copyPosition}  C`}
        aria-label={`${words.copyPosition} ${text}`}
        onClick={copy}
      >
        {text}
      </button>
      <select
        className="map-readout-datum"
        value={datum}
        aria-label={words.datum}
        title={words.datum}
        onChange={(event) => onDatum(event.target.value as DegreeDatum)}
      >
        {DEGREE_DATUMS.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <output>{said === undefined ? '' : said ? words.copied : words.notCopied}</output>
    </div>
  );
}

function usePlace(map: MapLibreMap): Position {
  const [place, setPlace] = useState<Position>(() => middleOf(map));
  useEffect(() => {
    let isOver = false;
    let frame = 0;
    const move = ({ lngLat }: MapMouseEvent) => {
      isOver = true;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => setPlace([lngLat.lng, lngLat.lat]));
    };
    // With the keyboard the map moves and no pointer with it.
    const moved = (event: { readonly originalEvent?: unknown }) => {
      if (!isOver || event.originalEvent instanceof KeyboardEvent) setPlace(middleOf(map));
    };
    map.on('mousemove', move);
    map.on('moveend', moved);
    return () => {
      cancelAnimationFrame(frame);
      map.off('mousemove', move);
      map.off('moveend', moved);
    };
  }, [map]);
  return place;
}

const middleOf = (map: MapLibreMap): Position => {
  const { lng, lat } = map.getCenter();
  return [lng, lat];
};

function useConverter(datum: DegreeDatum): Converter | undefined {
  const [convert, setConvert] = useState<Converter>();
  useEffect(() => {
    if (datum === 'WGS-84') return;
    loadConverter().then(setConvert, () => {});
  }, [datum]);
  return convert;
}
