// What is wrong here: what the map says and is not so, as a correction that the centre sees, with both sides kept if two differ.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataOf } from '#shared/report.ts';
import { situation } from '../../connection/browser-connection.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import type { Photo } from '../outbox/photo.ts';
import { usePages } from '../pages.ts';
import { useWhere } from '../place/where-store.ts';
import { SubPage } from '../sub-page.tsx';
import { FormEnd } from './form-end.tsx';
import { PhotoField } from './photo-field.tsx';
import { TextLine } from './text-line.tsx';
import { useReport } from './use-report.ts';

type Props = { readonly layer: 'checkpoints' | 'sites'; readonly id: string };

export function WrongPage({ layer, id }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const back = usePages((state) => state.back);
  const fix = useWhere((state) => state.fix);
  const { report, isFailed } = useReport();
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const [words, setWords] = useState('');
  const proof = [...(words.trim() === '' ? [] : [words.trim()]), ...photos.map((photo) => photo.id)];
  const more = { baseVersion: situation.copy.get(layer, id)?.version, photos };
  const said = proof.length === 0 ? {} : { proof };
  const site = (change: DataOf<'site.updated'> | object) => report('site.updated', { ...change, ...said, id }, more);
  const post = (change: DataOf<'checkpoint.updated'> | object) =>
    report('checkpoint.updated', { ...change, ...said, id }, more);
  const say = layer === 'sites' ? site : post;
  const choices: readonly (readonly [string, () => Promise<boolean>])[] = [
    ...(layer === 'sites'
      ? ([
          ['closed', () => site({ open: false })],
          ['open', () => site({ open: true })],
        ] as const)
      : ([
          ['unstaffed', () => post({ status: 'unstaffed' })],
          ['staffed', () => post({ status: 'staffed' })],
          ['postClosed', () => post({ status: 'closed' })],
        ] as const)),
    ['phone', () => say({ phone: null })],
    ...(fix === null ? [] : ([['place', () => say({ position: fix.position })]] as const)),
  ];
  return (
    <SubPage title={nameOf(situation.copy, layer, id, language)} note={t('field.wrongForm.title')}>
      <PhotoField photos={photos} onChange={setPhotos} />
      <div className="choices choices-tall">
        {choices.map(([name, send]) => (
          <button
            key={name}
            type="button"
            className="choice"
            onClick={() => void send().then((isKept) => isKept && back())}
          >
            {t(`field.wrongForm.${name}` as 'field.wrongForm.phone', { n: Math.round(fix?.accuracy ?? 0) })}
          </button>
        ))}
      </div>
      <TextLine label={t('forms.photo.words')} value={words} onChange={setWords} />
      {proof.length > 0 && (
        <FormEnd isReady isFailed={false} onSend={() => void say({}).then((isKept) => isKept && back())} />
      )}
      {isFailed && (
        <p className="notice" role="alert">
          {t('field.notKept')}
        </p>
      )}
      <p className="field-note">{t('field.wrongForm.note')}</p>
    </SubPage>
  );
}
