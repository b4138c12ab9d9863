// Shapes of a file: what was read and in which datum, before any of it becomes a draft.
import { useEffect, useState } from 'react';
import { DEGREE_DATUMS, type DegreeDatum } from '../../ui/datums.ts';
import { number } from '../../ui/format.ts';
import { newName } from './actions.ts';
import { useDraftFile } from './draft-file.ts';
import { useDrafts } from './drafts.ts';
import { type FileFailure, type FileShapes, readShapes } from './from-file.ts';
import { useTexts } from './use-texts.ts';

export function FileShapesForm() {
  const { t } = useTexts();
  const { file, take } = useDraftFile();
  const [datum, setDatum] = useState<DegreeDatum>('WGS-84');
  const [read, setRead] = useState<FileShapes | FileFailure>();
  useEffect(() => {
    let isWanted = true;
    setRead(undefined);
    if (file !== null) {
      readShapes(file, datum).then((found) => isWanted && setRead(found.ok ? found.value : found.error));
    }
    return () => {
      isWanted = false;
    };
  }, [file, datum]);
  if (file === null) return null;
  const isRead = typeof read === 'object';
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
        <select className="select" value={datum} onChange={(event) => setDatum(event.target.value as DegreeDatum)}>
          {DEGREE_DATUMS.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
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
