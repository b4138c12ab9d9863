// A corner by figures: a position in the reader's datum, or a direction and a length from the corner before.
import { type FormEvent, useId, useState } from 'react';
import { cornerAt } from '#shared/geo/edit/corners.ts';
import type { Shape } from '#shared/geo/edit/shape.ts';
import { geodesicDestination } from '#shared/geo/geodesic.ts';
import type { Position } from '#shared/geo/position.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import { readCoordinates } from '../../ui/coordinates.ts';
import { convertAll } from '../coordinate-results.tsx';
import { useDraw } from './draw-store.ts';
import { hands } from './hands.ts';
import { sidesAt } from './sides.ts';
import { useTexts } from './use-texts.ts';

type Props = {
  /** the shape whose chosen corner is moved; undefined while something new is drawn */ readonly edited:
    | Shape
    | undefined;
};
type Way = 'position' | 'bearing';

export function ExactEntry({ edited }: Props) {
  const { t } = useTexts();
  const datum = usePreferences((state) => state.datum);
  const { corner, progress, tool } = useDraw();
  const [way, setWay] = useState<Way>('position');
  const [text, setText] = useState('');
  const [bearing, setBearing] = useState('');
  const [length, setLength] = useState('');
  const [wrong, setWrong] = useState<'badPosition' | 'badLength'>();
  const id = useId();

  if (edited !== undefined && corner === null) return null;
  // Of a corner that is there: measured from the one before it; of a new one: from the last that was put.
  const from = edited === undefined || corner === null ? progress?.path.at(-1) : sidesAt(edited, corner)[0]?.[0];
  const isCircle = tool === 'circle';
  const hasFrom = from !== undefined;
  const put = (at: Position) => {
    if (edited === undefined) hands.drawing?.put(at);
    else hands.corners?.put(at);
    setWrong(undefined);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (way === 'bearing' && from !== undefined) {
      const [angle, metres] = [isCircle && bearing === '' ? 90 : Number(bearing), Number(length)];
      if (bearing === '' && !isCircle) return setWrong('badLength');
      if (!(angle >= 0 && angle <= 360) || !(metres > 0 && metres < 1_000_000)) return setWrong('badLength');
      return put(geodesicDestination(from, angle, metres));
    }
    const near = useView.getState().place;
    const read = readCoordinates(text, near === null ? [105, 35] : [near.longitude, near.latitude]);
    const [place] = read === undefined ? [] : await convertAll(read, read.datum ?? datum);
    if (place === undefined) return setWrong('badPosition');
    put(place);
    setText('');
  };
  return (
    <form className="draw-exact" onSubmit={(event) => void submit(event)}>
      <fieldset>
        <legend className="visually-hidden">{t('exact')}</legend>
        {(['position', 'bearing'] as const).map((name) => (
          <label key={name} className="draw-exact-way">
            <input
              type="radio"
              name={id}
              checked={way === name}
              disabled={name === 'bearing' && !hasFrom}
              onChange={() => setWay(name)}
            />
            {name === 'position' ? t('byPosition') : isCircle ? t('radius') : t('byBearing')}
          </label>
        ))}
      </fieldset>
      {way === 'position' || !hasFrom ? (
        <input
          className="input"
          value={text}
          aria-label={t('byPosition')}
          aria-invalid={wrong === 'badPosition'}
          placeholder={positionHint(edited, corner) ?? t('positionHere', { datum })}
          onChange={(event) => setText(event.target.value)}
        />
      ) : (
        <>
          {!isCircle && (
            <input
              className="input draw-exact-number"
              inputMode="decimal"
              value={bearing}
              aria-label={t('bearing')}
              placeholder={`${t('bearing')} 0–360°`}
              aria-invalid={wrong === 'badLength'}
              onChange={(event) => setBearing(event.target.value)}
            />
          )}
          <input
            className="input draw-exact-number"
            inputMode="decimal"
            value={length}
            aria-label={isCircle ? t('radius') : t('length')}
            placeholder={`${isCircle ? t('radius') : t('length')} (${t('metres')})`}
            aria-invalid={wrong === 'badLength'}
            onChange={(event) => setLength(event.target.value)}
          />
        </>
      )}
      <button type="submit" className="button">
        {t(edited === undefined ? 'put' : 'move')}
      </button>
      {wrong !== undefined && <p role="alert">{t(`${wrong}`)}</p>}
    </form>
  );
}

/** Where the chosen corner is now, in WGS-84. */
function positionHint(
  edited: Shape | undefined,
  corner: ReturnType<typeof useDraw.getState>['corner'],
): string | undefined {
  const at = edited === undefined || corner === null ? undefined : cornerAt(edited, corner);
  return at === undefined ? undefined : `${at[1].toFixed(6)}, ${at[0].toFixed(6)} (WGS-84)`;
}
