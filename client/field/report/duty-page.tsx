// Duty taken at a post or a site: how many, for how long, as which team; and only here, whether the centre may see roughly where
// they are meanwhile. No names.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HOUR } from '#shared/time.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { nameIn } from '../../ui/name-in.ts';
import { fieldNow } from '../clock.ts';
import { COARSE } from '../duty/coarse.ts';
import { useDuty } from '../duty/duty-store.ts';
import { usePages } from '../pages.ts';
import { useWhere } from '../place/where-store.ts';
import { SubPage } from '../sub-page.tsx';
import { useAccountName } from '../use-account.ts';
import { FormEnd } from './form-end.tsx';
import { Stepper } from './stepper.tsx';
import { useReport } from './use-report.ts';

type Props = { readonly layer: 'checkpoints' | 'sites'; readonly id: string };
const HOURS = [4, 6, 8, 12] as const;

export function DutyPage({ layer, id }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const account = useAccountName();
  const back = usePages((state) => state.back);
  const { report, isFailed } = useReport();
  const [staff, setStaff] = useState<number | undefined>(2);
  const [hours, setHours] = useState<number>(8);
  const [wanted, setTeam] = useState(useDuty.getState().lastTeam ?? '');
  const [isSharing, setSharing] = useState(false);
  useVersion('teams');
  const teams = [...situation.copy.all('teams').values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const teamId = teams.some((team) => team.id === wanted) ? wanted : '';
  const send = async () => {
    if (staff === undefined) return;
    // From the full minute: sent twice in one minute it is one shift.
    const start = Math.floor(fieldNow() / 60_000) * 60_000;
    const [from, to] = [new Date(start).toISOString(), new Date(start + hours * HOUR).toISOString()];
    const place = layer === 'sites' ? { siteId: id } : { checkpointId: id };
    const isKept = await report('duty.changed', { ...place, from, to, staff });
    if (!isKept) return;
    const shares = isSharing && teamId !== '';
    useDuty
      .getState()
      .take({ account, layer, id, staff, from, to, ...(teamId === '' ? {} : { teamId }), isSharing: shares });
    // The browser asks for the position now, where its owner has just said what for.
    if (shares) useWhere.getState().locate();
    back();
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
      {teams.length > 0 && (
        <label className="duty-team">
          <span>{t('field.dutyForm.team')}</span>
          <select value={teamId} onChange={(event) => setTeam(event.target.value)}>
            <option value="">{t('field.dutyForm.teamNone')}</option>
            {teams.map((team) => (
              <option key={team.id} value={team.id}>
                {nameIn(team, language) ?? team.id}
              </option>
            ))}
          </select>
        </label>
      )}
      {teamId !== '' && (
        <label className="duty-share">
          <input type="checkbox" checked={isSharing} onChange={(event) => setSharing(event.target.checked)} />
          <span>
            <strong>{t('field.dutyForm.share')}</strong>
            <small>{t('field.dutyForm.shareNote', { n: COARSE })}</small>
          </span>
        </label>
      )}
      <FormEnd isReady={staff !== undefined} isFailed={isFailed} onSend={() => void send()} />
    </SubPage>
  );
}
