// Sets a wall up: its name, its scenes with the seconds of each, and whether it shows where cases are.
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WALL_SCENES, type WallScene, type WallTurn } from '#shared/wall.ts';

export type Wanted = {
  readonly name: string;
  readonly playlist: readonly WallTurn[];
  readonly showsCases: boolean;
};

const [SHORTEST, LONGEST] = [10, 3600];
const USUAL: { readonly [S in WallScene]: number } = {
  overview: 60,
  nails: 80,
  checkpoints: 30,
  quarantine: 30,
  coverage: 40,
  digest: 0,
  replay: 0,
};

/** @param onMake returns whether it was made: then the form is empty again */
export function NewWall({ onMake }: { readonly onMake: (wanted: Wanted) => Promise<boolean> }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [seconds, setSeconds] = useState(USUAL);
  const [showsCases, setCases] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const id = useId();
  const playlist = WALL_SCENES.flatMap((scene) => (seconds[scene] > 0 ? [{ scene, seconds: seconds[scene] }] : []));
  const isReady = name.trim() !== '' && playlist.length > 0;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    if (await onMake({ name: name.trim(), playlist, showsCases })) setName('');
    setBusy(false);
  };
  return (
    <form className="walls-new" onSubmit={(event) => void submit(event)}>
      <label className="field">
        <span className="field-label">{t('walls.name')}</span>
        <input
          className="input"
          value={name}
          maxLength={80}
          placeholder={t('walls.namePlaceholder')}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <fieldset className="walls-scenes">
        <legend className="field-label">{t('walls.scenes')}</legend>
        {WALL_SCENES.map((scene) => (
          <p key={scene}>
            <input
              type="checkbox"
              className="switch"
              id={`${id}-${scene}`}
              checked={seconds[scene] > 0}
              onChange={(event) => setSeconds({ ...seconds, [scene]: event.target.checked ? USUAL[scene] || 60 : 0 })}
            />
            <label htmlFor={`${id}-${scene}`}>{t(`wall.scenes.${scene}`)}</label>
            <input
              type="number"
              className="input"
              aria-label={t('walls.secondsOf', { scene: t(`wall.scenes.${scene}`) })}
              min={SHORTEST}
              max={LONGEST}
              required={seconds[scene] > 0}
              disabled={seconds[scene] === 0}
              value={seconds[scene] === 0 ? '' : seconds[scene]}
              onChange={(event) =>
                setSeconds({ ...seconds, [scene]: Math.max(1, Math.round(Number(event.target.value))) })
              }
            />
          </p>
        ))}
      </fieldset>
      <p className="walls-cases">
        <input
          type="checkbox"
          className="switch"
          id={`${id}-cases`}
          checked={showsCases}
          onChange={(event) => setCases(event.target.checked)}
        />
        <label htmlFor={`${id}-cases`}>{t('walls.cases')}</label>
      </p>
      <button type="submit" className="button button-primary" disabled={!isReady || isBusy}>
        {t('walls.make')}
      </button>
    </form>
  );
}
