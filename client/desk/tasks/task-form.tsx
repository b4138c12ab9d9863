// Orders a task: what, at the place that is selected, for which team, by when.
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { situation } from '../../connection/browser-connection.ts';
import { newId } from '../../connection/send-report.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import type { Selection } from '../../store/view-url.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { commandTime } from '../../ui/format.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useSend } from '../../ui/use-send.ts';
import { newOrder, OrderFields } from './order-fields.tsx';

/** Which field of a task names a thing of this layer. */
const PLACE_FIELDS = { areas: 'areaId', sites: 'siteId', gates: 'gateId' } as const;
type PlaceLayer = keyof typeof PLACE_FIELDS;
const isPlace = (layer: string): layer is PlaceLayer => Object.hasOwn(PLACE_FIELDS, layer);

export function TaskForm({ onDone }: { readonly onDone: (taskId: string | null) => void }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const selection = useView((state) => state.selection);
  const { send, isSending, problem } = useSend();
  const [order, setOrder] = useState(newOrder);
  const place = selection !== null && isPlace(selection.layer) ? selection : undefined;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (place === undefined) return;
    const id = newId();
    const { type, teamId, due } = order;
    const note = order.note.trim();
    const sent = await send('task.assigned', {
      id,
      type,
      [PLACE_FIELDS[place.layer as PlaceLayer]]: place.id,
      ...(teamId === '' ? {} : { teamId }),
      due: commandTime(due),
      ...(note === '' ? {} : { note }),
    });
    if (sent) onDone(id);
  };
  return (
    <form className="task-form" onSubmit={(event) => void submit(event)} aria-label={t('tasks.order')}>
      <PlaceLine place={place} />
      <OrderFields order={order} onChange={setOrder} />
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
