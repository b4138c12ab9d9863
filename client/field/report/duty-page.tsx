// Duty taken at a post or a site: how many, and for how long. No names.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HOUR } from '#shared/time.ts';
import { situation } from '../../connection/browser-connection.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { fieldNow } from '../clock.ts';
import { usePages } from '../pages.ts';
import { SubPage } from '../sub-page.tsx';
import { FormEnd } from './form-end.tsx';
import { Stepper } from './stepper.tsx';
import { useReport } from './use-report.ts';

type Props = { readonly layer: 'checkpoints' | 'sites'; readonly id: string };
const HOURS = [4, 6, 8, 12] as const;

export function DutyPage({ layer, id }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const back = usePages((state) => state.back);
  const { report, isFailed } = useReport();
  const [staff, setStaff] = useState<number | undefined>(2);
  const [hours, setHours] = useState<number>(8);
  const send = async () => {
    if (staff === undefined) return;
    // From the full minute: sent twice in one minute it is one shift.
    const from = Math.floor(fieldNow() / 60_000) * 60_000;
    const isKept = await report('duty.changed', {
      ...(layer === 'sites' ? { siteId: id } : { checkpointId: id }),
      from: new Date(from).toISOString(),
      to: new Date(from + hours * HOUR).toISOString(),
      staff,
    });
    if (isKept) back();
  };
  return (
    <SubPage title={nameOf(situation.copy, layer, id, language)} note={t('field.dutyForm.title')}>
      <Stepper label={t('field.dutyForm.staff')} value={staff} onChange={setStaff} most={500} />
      <fieldset className="choices">
        <legend>{t('field.dutyForm.until')}</legend>
        {HOURS.map((one) => (
          <button key={one} type="button" className="choice" aria-pressed={hours === one} onClick={() => setHours(one)}>
            {t('field.dutyForm.hours', { n: one })}
          </button>
        ))}
      </fieldset>
      <FormEnd isReady={staff !== undefined} isFailed={isFailed} onSend={() => void send()} />
    </SubPage>
  );
}
