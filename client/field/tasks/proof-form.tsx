// Proof of what was done: a photo, how many, where, and in words; one of them is enough. Time is the report's own.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { positionText } from '../../ui/coordinates.ts';
import type { Photo } from '../outbox/photo.ts';
import { useWhere } from '../place/where-store.ts';
import { FormEnd } from '../report/form-end.tsx';
import { PhotoField } from '../report/photo-field.tsx';
import { Stepper } from '../report/stepper.tsx';
import { TextLine } from '../report/text-line.tsx';
import { useReport } from '../report/use-report.ts';

export function ProofForm({ id, onSent }: { readonly id: string; readonly onSent: () => void }) {
  const { t } = useTranslation();
  const { report, isFailed } = useReport();
  const { fix, locate, isLocating } = useWhere();
  const [count, setCount] = useState<number>();
  const [words, setWords] = useState('');
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const place =
    fix === null ? undefined : t('field.tasks.at', { place: positionText(fix.position), n: Math.round(fix.accuracy) });
  const proof = [
    ...(words.trim() === '' ? [] : [words.trim()]),
    ...(count === undefined ? [] : [t('field.tasks.counted', { n: count })]),
    ...(place === undefined ? [] : [place]),
    ...photos.map((photo) => photo.id),
  ];
  const isReady = words.trim() !== '' || count !== undefined || photos.length > 0;
  const send = async () => {
    if (await report('task.done', { id, proof }, { photos })) onSent();
  };
  return (
    <div className="proof">
      <PhotoField photos={photos} onChange={setPhotos} />
      <Stepper label={t('field.tasks.count')} value={count} onChange={setCount} />
      <TextLine label={t('field.tasks.words')} value={words} onChange={setWords} />
      {place === undefined ? (
        <button type="button" className="field-button" disabled={isLocating} onClick={locate}>
          {isLocating ? t('field.locating') : t('forms.task.locate')}
        </button>
      ) : (
        <p className="field-note">{place}</p>
      )}
      <FormEnd isReady={isReady} isFailed={isFailed} text={t('field.tasks.sendDone')} onSend={() => void send()} />
    </div>
  );
}
