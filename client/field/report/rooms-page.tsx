// Rooms of a quarantine site, from what was last said: change what changed, and see whether they add up to the house.

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

const ROOMS = ['ready', 'occupied', 'reserved', 'cleaning', 'blocked'] as const;
type Rooms = { readonly [R in (typeof ROOMS)[number]]?: number };

export function RoomsPage({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const back = usePages((state) => state.back);
  const { report, isFailed } = useReport();
  const site = situation.copy.get('sites', id);
  const [rooms, setRooms] = useState<Rooms>(() => pick(site?.rooms));
  const [persons, setPersons] = useState(site?.rooms?.persons);
  const said = Object.values(rooms).filter((count) => count !== undefined);
  const sum = said.reduce((total, count) => total + count, 0);
  const capacity = site?.capacity;
  const send = async () => {
    const data = { id, ...pick(rooms), ...(persons === undefined ? {} : { persons }) };
    if (await report('site.rooms', data)) back();
  };
  return (
    <SubPage title={nameOf(situation.copy, 'sites', id, language)} note={t('field.roomsForm.title')}>
      {ROOMS.map((name) => (
        <Stepper
          key={name}
          label={t(`field.roomsForm.${name}`)}
          value={rooms[name]}
          onChange={(value) => setRooms({ ...rooms, [name]: value })}
        />
      ))}
      <Stepper label={t('field.roomsForm.persons')} value={persons} onChange={setPersons} />
      {capacity !== undefined && (
        <p className={sum > capacity ? 'notice' : 'field-note'}>
          {t(sum > capacity ? 'field.roomsForm.over' : 'field.roomsForm.sum', {
            sum: number(sum),
            capacity: number(capacity),
          })}
        </p>
      )}
      <FormEnd isReady={said.length > 0} isFailed={isFailed} onSend={() => void send()} />
    </SubPage>
  );
}

/** What is known and no more: a field that nobody filled stays unknown. */
function pick(from: Rooms | undefined): Rooms {
  return Object.fromEntries(ROOMS.flatMap((name) => (from?.[name] === undefined ? [] : [[name, from[name]]])));
}
