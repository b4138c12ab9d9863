// The queue of a testing point: how long one waits, how many stand there, how many desks work. The rest is known.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { situation } from '../../connection/browser-connection.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { number } from '../../ui/format.ts';
import { usePages } from '../pages.ts';
import { SubPage } from '../sub-page.tsx';
import { FormEnd } from './form-end.tsx';
import { Stepper } from './stepper.tsx';
import { useReport } from './use-report.ts';

/** What most queues are, one tap each; minutes. */
const USUAL = [5, 10, 20, 30, 45, 60] as const;

export function QueuePage({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const back = usePages((state) => state.back);
  const { report, isFailed } = useReport();
  const site = situation.copy.get('sites', id);
  const known = site?.queue;
  const [minutes, setMinutes] = useState<number>();
  const [waiting, setWaiting] = useState(known?.waiting);
  const [desks, setDesks] = useState(known?.desks ?? site?.desks);
  const isReady = minutes !== undefined && waiting !== undefined && desks !== undefined;
  const send = async () => {
    if (isReady && (await report('site.queue', { id, minutes, waiting, desks }))) back();
  };
  return (
    <SubPage title={nameOf(situation.copy, 'sites', id, language)} note={t('field.queueForm.title')}>
      <fieldset className="choices">
        <legend>
          {t('field.queueForm.minutes')}{' '}
          {known !== undefined && (
            <span className="was">{t('field.was', { n: number(Math.round(known.minutes)) })}</span>
          )}
        </legend>
        {USUAL.map((one) => (
          <button
            key={one}
            type="button"
            className="choice"
            aria-pressed={minutes === one}
            onClick={() => setMinutes(one)}
          >
            {t('field.queueForm.n', { n: one })}
          </button>
        ))}
      </fieldset>
      <Stepper label={t('field.queueForm.exact')} value={minutes} step={5} most={1440} onChange={setMinutes} />
      <Stepper label={t('field.inLine')} value={waiting} step={10} onChange={setWaiting} />
      <Stepper label={t('field.desks')} value={desks} onChange={setDesks} most={500} />
      <FormEnd isReady={isReady} isFailed={isFailed} onSend={() => void send()} />
    </SubPage>
  );
}
