// Orders a task: what, at the place that is selected, for which team, by when.
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TASK_TYPE_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { HOUR } from '#shared/time.ts';
import { situation } from '../../connection/browser-connection.ts';
import { newId } from '../../connection/send-report.ts';
import { nowInSituation, useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import type { Selection } from '../../store/view-url.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { commandTime } from '../../ui/format.ts';
import { MomentField } from '../../ui/moment-field.tsx';
import { nameIn } from '../../ui/name-in.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useSend } from '../../ui/use-send.ts';

/** What a task is usually given; whoever orders it may say otherwise. */
const USUAL = 4 * HOUR;

/** Which field of a task names a thing of this layer. */
const PLACE_FIELDS = { areas: 'areaId', sites: 'siteId', gates: 'gateId' } as const;
type PlaceLayer = keyof typeof PLACE_FIELDS;
const isPlace = (layer: string): layer is PlaceLayer => Object.hasOwn(PLACE_FIELDS, layer);

export function TaskForm({ onDone }: { readonly onDone: (taskId: string | null) => void }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const textOf = useProblemText();
  const selection = useView((state) => state.selection);
  const { send, isSending, problem } = useSend();
  const [type, setType] = useState(Object.keys(TASK_TYPE_TERMS)[0] ?? '');
  const [teamId, setTeam] = useState('');
  const [due, setDue] = useState(() => nowInSituation() + USUAL);
  const [note, setNote] = useState('');
  const teams = useTeams();
  const place = selection !== null && isPlace(selection.layer) ? selection : undefined;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (place === undefined) return;
    const id = newId();
    const sent = await send('task.assigned', {
      id,
      type,
      [PLACE_FIELDS[place.layer as PlaceLayer]]: place.id,
      ...(teamId === '' ? {} : { teamId }),
      due: commandTime(due),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    });
    if (sent) onDone(id);
  };
  return (
    <form className="task-form" onSubmit={(event) => void submit(event)} aria-label={t('tasks.order')}>
      <PlaceLine place={place} />
      <div className="task-form-pair">
        <label className="field">
          <span className="field-label">{t('tasks.type')}</span>
          <select className="select" value={type} onChange={(event) => setType(event.target.value)}>
            {Object.keys(TASK_TYPE_TERMS).map((code) => (
              <option key={code} value={code}>
                {term(TASK_TYPE_TERMS, code, language)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="field-label">{t('tasks.team')}</span>
          <select className="select" value={teamId} onChange={(event) => setTeam(event.target.value)}>
            <option value="">{t('tasks.teamNone')}</option>
            {teams.map((team) => (
              <option key={team.id} value={team.id}>
                {nameIn(team, language) ?? team.id}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="field">
        <span className="field-label">{t('tasks.due')}</span>
        <MomentField label={t('tasks.due')} at={due} onMove={setDue} isWrong={due <= nowInSituation()} />
      </div>
      <label className="field">
        <span className="field-label">{t('tasks.note')}</span>
        <textarea
          className="input"
          rows={2}
          maxLength={1000}
          value={note}
          placeholder={t('tasks.notePlaceholder')}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      {problem !== null && (
        <p className="notice" role="alert">
          {textOf(problem)}
        </p>
      )}
      <p className="round-actions">
        <button type="submit" className="button button-primary" disabled={isSending || place === undefined}>
          {t('tasks.send')}
        </button>
        <button type="button" className="button" onClick={() => onDone(null)}>
          {t('tasks.cancel')}
        </button>
      </p>
    </form>
  );
}

function PlaceLine({ place }: { readonly place: Selection | undefined }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  return (
    <div className="field" role="status">
      <span className="field-label">{t('tasks.place')}</span>
      {place === undefined ? (
        <span className="notice">{t('tasks.placeNone')}</span>
      ) : (
        <strong>{nameOf(situation.copy, place.layer, place.id, language)}</strong>
      )}
    </div>
  );
}

function useTeams() {
  useVersion('teams');
  return [...situation.copy.all('teams').values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
