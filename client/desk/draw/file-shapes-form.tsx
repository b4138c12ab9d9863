// Shapes of a file: what was read and in which datum, before any of it becomes a draft.
import { useEffect, useState } from 'react';
import { DEGREE_DATUMS } from '../../ui/datums.ts';
import { number } from '../../ui/format.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { newName } from './actions.ts';
import { useDraftFile } from './draft-file.ts';
import { useDrafts } from './drafts.ts';
import { type FileFailure, type FileShapes, readShapes } from './from-file.ts';
import { useTexts } from './use-texts.ts';

export function FileShapesForm() {
  const { t } = useTexts();
  const { file, take } = useDraftFile();
  const problemText = useProblemText();
  const [datum, setDatum] = useState<string>('WGS-84');
  // What the file named stays on offer when another datum is tried.
  const [named, setNamed] = useState<readonly string[]>([]);
  const [read, setRead] = useState<FileShapes | FileFailure>();
  useEffect(() => {
    let isWanted = true;
    setRead(undefined);
    if (file !== null) {
      void readShapes(file, datum).then((found) => {
        if (!isWanted) return;
        setRead(found.ok ? found.value : found.error);
        if (found.ok) setNamed(found.value.datums);
      });
    }
    return () => {
      isWanted = false;
    };
  }, [file, datum]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file has another word for it
  useEffect(() => setNamed([]), [file]);
  if (file === null) return null;
  const isRead = typeof read === 'object' && 'shapes' in read;
  const isRefused = typeof read === 'object' && !('shapes' in read);
  const datums = [...DEGREE_DATUMS, ...named.filter((name) => !(DEGREE_DATUMS as readonly string[]).includes(name))];
  const add = () => {
    if (!isRead) return;
    const { change } = useDrafts.getState();
    const first = newName();
    const added = read.shapes.map(({ name, geometry }, i) => ({
      name: name || (read.shapes.length === 1 ? first : `${first}-${i + 1}`),
      geometry,
      tags: { file: file.name },
    }));
    change('add', { added });
    take(null);
  };
  return (
    <div className="draw-picker">
      <p>
        <strong>{file.name}</strong>
      </p>
      <label className="draw-setting">
        <span>{t('file.datum')}</span>
        <select className="select" value={datum} onChange={(event) => setDatum(event.target.value)}>
          {datums.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      {named
        .filter((name) => name !== datum)
        .map((name) => (
          <p key={name}>
            {t('file.named', { datum: name })}{' '}
            <button type="button" className="value-link" onClick={() => setDatum(name)}>
              {t('file.use', { datum: name })}
            </button>
          </p>
        ))}
      {read === undefined && <p role="status">{t('file.reading')}</p>}
      {isRefused && (
        <p role="alert">
          {problemText(read)}
          {read.detail === undefined ? '' : ` (${read.detail})`}
        </p>
      )}
      {isRead && <p role="status">{t('file.found', { n: number(read.shapes.length) })}</p>}
      {isRead && read.off > 0 && <p role="alert">{t('file.off', { n: number(read.off) })}</p>}
      {typeof read === 'string' && <p role="alert">{t(`file.${read}`)}</p>}
      <p className="panel-note">{t('file.what')}</p>
      <div className="draw-buttons">
        <button
          type="button"
          className="button button-primary"
          disabled={!isRead || read.shapes.length === 0}
          onClick={add}
        >
          {t('file.read')}
        </button>
        <button type="button" className="button" onClick={() => take(null)}>
          {t('cancel')}
        </button>
      </div>
    </div>
  );
}
