// A position that was typed or pasted: the datum it was taken in, to be changed, and each order of the two figures that
// makes sense. Choosing one goes there.
import './coordinate-results.css';
import { MapPin } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Position } from '#shared/geo/position.ts';
import { useView } from '../store/view-store.ts';
import { type Coordinates, positionText } from '../ui/coordinates.ts';
import { type Converter, DEGREE_DATUMS, type DegreeDatum, loadConverter } from '../ui/datums.ts';

type Props = {
  readonly coordinates: Coordinates;
  readonly datum: DegreeDatum;
  readonly onDatum: (datum: DegreeDatum) => void;
};

/** Near enough to see which house it is. Zoom. */
const HOUSE = 17;

export function goToPosition(position: Position): void {
  const { putPin, fly } = useView.getState();
  putPin(position);
  fly({ position, zoom: HOUSE });
}

export async function convertAll(
  { read }: Coordinates,
  datum: DegreeDatum,
): Promise<readonly (Position | undefined)[]> {
  if (datum === 'WGS-84') return read.map(({ position }) => position);
  const convert: Converter = await loadConverter();
  return read.map(({ position }) => convert.toWgs84(position, datum));
}

export function CoordinateResults({ coordinates, datum, onDatum }: Props) {
  const { t } = useTranslation();
  const [places, setPlaces] = useState<readonly (Position | undefined)[]>([]);
  useEffect(() => {
    let isWanted = true;
    convertAll(coordinates, datum).then(
      (found) => isWanted && setPlaces(found),
      () => isWanted && setPlaces([]),
    );
    return () => {
      isWanted = false;
    };
  }, [coordinates, datum]);
  const { read } = coordinates;
  return (
    <section className="coordinates" aria-label={t('search.position')}>
      <ul>
        {read.map(({ position, order }, index) => {
          const place = places[index];
          return (
            <li key={order}>
              <button
                type="button"
                disabled={place === undefined}
                onClick={() => place !== undefined && goToPosition(place)}
              >
                <MapPin size={18} strokeWidth={1.75} aria-hidden />
                <span>
                  <strong>{positionText(position)}</strong>
                  <small>
                    {read.length > 1 && `${t(`search.${order}`)} · `}
                    {datum === 'WGS-84' || place === undefined
                      ? t('search.latFirst')
                      : t('search.asWgs84', { place: positionText(place) })}
                  </small>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <fieldset>
        <legend>{t(coordinates.datum === undefined ? 'search.datumTaken' : 'search.datumNamed')}</legend>
        {DEGREE_DATUMS.map((name) => (
          <label key={name}>
            <input type="radio" name="datum" checked={datum === name} onChange={() => onDatum(name)} />
            {name}
          </label>
        ))}
      </fieldset>
      <p className="panel-note">{t('search.datumHint')}</p>
    </section>
  );
}
