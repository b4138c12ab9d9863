// Tasks for what lies in the ring: which kind of place, which of them, for whom; said before it is sent, and taken back at once
// where it was a slip.
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Shape } from '#shared/geo/edit/shape.ts';
import { situation } from '../../connection/browser-connection.ts';
import type { ApiProblem } from '../../connection/http.ts';
import { newId, saying, sendAll } from '../../connection/send-report.ts';
import { nowInSituation, useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { commandTime, number, shortTime } from '../../ui/format.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { startTool } from '../draw/actions.ts';
import { useDraw } from '../draw/draw-store.ts';
import { newOrder, OrderFields } from '../tasks/order-fields.tsx';
import type { Ordered } from '../tasks/recall.ts';
import { RecallOutcome } from '../tasks/recall-outcome.tsx';
import { useRecall } from '../tasks/use-recall.ts';
import { type HandOutKind, insideOf, MOST_AT_ONCE, ordersFor, type Place } from './hand-out.ts';

const keyOf = ({ layer, id }: Place): string => `${layer}/${id}`;
const close = (): void => useDraw.getState().set({ lasso: null });

type Sent = { readonly orders: readonly Ordered[]; readonly refused: readonly ApiProblem[] };

export function HandOut({ ring }: { readonly ring: Shape }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const version = useVersion('areas', 'gates', 'sites');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const inside = useMemo(() => insideOf(situation.copy, ring), [version, ring]);
  const [wanted, setKind] = useState<HandOutKind>();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [order, setOrder] = useState(newOrder);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const [sent, setSent] = useState<Sent>();
  const kind = wanted !== undefined && inside.has(wanted) ? wanted : [...inside.keys()][0];
  const all = (kind === undefined ? undefined : inside.get(kind)) ?? [];
  const places = all.filter((place) => !left.has(keyOf(place)));
  const isTooMany = places.length > MOST_AT_ONCE;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const now = nowInSituation();
    const orders = ordersFor(places, { ...order, due: commandTime(order.due), note: order.note.trim() }, newId);
    setSending(true);
    const answer = await sendAll(orders.map((data) => saying('task.assigned', data, now)));
    setSending(false);
    setProblem(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    setSent({
      orders: orders.filter((_, i) => answer.value[i] === undefined),
      refused: answer.value.filter((one) => one !== undefined),
    });
  };
  if (sent !== undefined) return <Done sent={sent} />;
  if (kind === undefined)
    return (
      <div className="task-form" role="status">
        <p>{t('teams.nothingInside')}</p>
        <Ends />
      </div>
    );
  return (
    <form className="panel-body hand-out" onSubmit={(event) => void submit(event)} aria-label={t('teams.handOut')}>
      <div className="field">
        <span className="field-label">{t('teams.kind')}</span>
        <div className="hand-out-kinds" role="radiogroup" aria-label={t('teams.kind')}>
          {[...inside].map(([one, found]) => (
            <label key={one}>
              <input
                type="radio"
                name="hand-out-kind"
                checked={one === kind}
                onChange={() => {
                  setKind(one);
                  setLeft(new Set());
                }}
              />
              {t(`teams.kinds.${one}`)} {number(found.length)}
            </label>
          ))}
        </div>
      </div>
      <Choice all={all} left={left} onChange={setLeft} />
      <OrderFields order={order} onChange={setOrder} />
      <Effect count={places.length} teamId={order.teamId} due={order.due} />
      {isTooMany && <p className="notice">{t('teams.tooMany', { n: MOST_AT_ONCE })}</p>}
      {problem !== undefined && (
        <p className="notice" role="alert">
          {textOf(problem)}
        </p>
      )}
      <p className="round-actions">
        <button
          type="submit"
          className="button button-primary"
          disabled={isSending || places.length === 0 || isTooMany || order.due <= nowInSituation()}
        >
          {t('teams.send', { n: number(places.length) })}
        </button>
        <Ends />
      </p>
    </form>
  );
}

function Ends() {
  const { t } = useTranslation();
  return (
    <>
      <button type="button" className="button" onClick={() => startTool('lasso')}>
        {t('teams.again')}
      </button>
      <button type="button" className="button" onClick={close}>
        {t('teams.cancel')}
      </button>
    </>
  );
}

type ChoiceProps = {
  readonly all: readonly Place[];
  /** keys of those that get no task */
  readonly left: ReadonlySet<string>;
  readonly onChange: (left: ReadonlySet<string>) => void;
};

function Choice({ all, left, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const toggle = (key: string) => {
    const next = new Set(left);
    if (!next.delete(key)) next.add(key);
    onChange(next);
  };
  return (
    <fieldset className="field">
      <legend className="field-label split-line">
        <span>{t('teams.found')}</span>
        <span>
          <button type="button" className="text-button" onClick={() => onChange(new Set())}>
            {t('teams.all')}
          </button>{' '}
          <button type="button" className="text-button" onClick={() => onChange(new Set(all.map(keyOf)))}>
            {t('teams.noneOf')}
          </button>
        </span>
      </legend>
      <ul className="hand-out-places">
        {all.map((place) => (
          <li key={keyOf(place)}>
            <label>
              <input type="checkbox" checked={!left.has(keyOf(place))} onChange={() => toggle(keyOf(place))} />
              {nameOf(situation.copy, place.layer, place.id, language)}
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

/** What sending will do, before it is sent. */
function Effect({ count, teamId, due }: { readonly count: number; readonly teamId: string; readonly due: number }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const said = { n: number(count), due: shortTime(due) };
  return (
    <p className="hand-out-effect" role="status">
      {teamId === ''
        ? t('teams.effectNoTeam', said)
        : t('teams.effect', { ...said, team: nameOf(situation.copy, 'teams', teamId, language) })}
    </p>
  );
}

function Done({ sent: { orders, refused } }: { readonly sent: Sent }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const recall = useRecall();
  // Given again, they are taken back as the first ones were.
  const standing = recall.again.length > 0 ? recall.again : orders;
  const mayTakeBack = recall.recalled.length === 0 && standing.length > 0;
  return (
    <div className="task-form">
      {mayTakeBack && recall.again.length === 0 && (
        <p role="status">
          <strong>{t('teams.sent', { n: number(orders.length) })}</strong>
        </p>
      )}
      {refused[0] !== undefined && (
        <p className="notice">{t('teams.someRefused', { n: number(refused.length), why: textOf(refused[0]) })}</p>
      )}
      <RecallOutcome of={recall} />
      <p className="round-actions">
        <button type="button" className="button button-primary" onClick={close}>
          {t('app.back')}
        </button>
        {mayTakeBack && (
          <button
            type="button"
            className="button"
            disabled={recall.isSending}
            onClick={() => void recall.recall(standing, t('teams.takeBackWhy'))}
          >
            {t('teams.takeBack')}
          </button>
        )}
      </p>
    </div>
  );
}
