// The clocks that run and those that are late, the most urgent first: what each waits for, and whose it is.
import '../engine/engine.css';
import './clocks-panel.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CLOCK_KINDS, type ClockKind, type ClockState } from '#shared/domain/clock/clock.ts';
import { LAYER_NAMES, type Layer } from '#shared/situation.ts';
import { CLOCK_KIND_TERMS, CLOCK_STEP_TERMS } from '#shared/terms/clocks.ts';
import type { Language } from '#shared/terms/term.ts';
import { term } from '#shared/terms.ts';
import { instant } from '#shared/time.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useNow, useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useSession } from '../../store/session-store.ts';
import { useView } from '../../store/view-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { number, shortTime } from '../../ui/format.ts';
import { addressIn } from '../../ui/name-in.ts';
import { RowList } from '../../ui/row-list.tsx';
import { leftText } from '../../ui/span.ts';
import { PanelHead } from '../panel-head.tsx';
import { useClocks } from './answers.ts';
import { type ClockShown, openStep } from './urgency.ts';

const TABS = ['late', 'running', 'done'] as const satisfies readonly ClockState[];
type Tab = (typeof TABS)[number];

export function ClocksPanel() {
  const { t } = useTranslation();
  const isAllowed = useSession(({ session }) => session.state === 'in' && session.account.classes.includes('L2'));
  return (
    <section className="panel drawer" aria-label={t('desk.clocks')}>
      <PanelHead title={t('desk.clocks')} />
      {isAllowed ? <Clocks /> : <p className="list-empty">{t('engine.clocks.noRight')}</p>}
    </section>
  );
}

function Clocks() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { select, fly, selection, openList } = useView();
  const [tab, setTab] = useState<Tab>('late');
  const [kind, setKind] = useState<ClockKind>();
  const answer = useClocks(tab, kind);
  const now = useNow(10_000);
  useVersion('areas');
  const rows = answer?.clocks ?? [];
  const open = (clock: ClockShown) => {
    const chosen = selectionOf(clock);
    if (chosen === undefined) return;
    select(chosen);
    fly(chosen);
  };
  return (
    <>
      <div className="clocks-filter">
        <fieldset className="segments" aria-label={t('desk.clocks')}>
          {TABS.map((state) => (
            <button key={state} type="button" aria-pressed={tab === state} onClick={() => setTab(state)}>
              {t(`engine.clocks.${state}`)} {answer === undefined ? '' : number(answer.byState[state])}
            </button>
          ))}
        </fieldset>
        <select
          className="select"
          aria-label={t('engine.clocks.kind')}
          value={kind ?? ''}
          onChange={(event) => setKind(CLOCK_KINDS.find((each) => each === event.target.value))}
        >
          <option value="">{t('engine.clocks.allKinds')}</option>
          {CLOCK_KINDS.map((each) => (
            <option key={each} value={each}>
              {term(CLOCK_KIND_TERMS, each, language)}
            </option>
          ))}
        </select>
        {answer !== undefined && answer.total > rows.length && (
          <p className="panel-note">
            {t('engine.clocks.shown', { shown: number(rows.length), total: number(answer.total) })}{' '}
            <button type="button" className="value-link" onClick={() => openList('clocks')}>
              {t('engine.clocks.all')}
            </button>
          </p>
        )}
      </div>
      {answer !== undefined && rows.length === 0 && (
        <p className="list-empty">{t(tab === 'late' ? 'engine.clocks.noneLate' : 'engine.clocks.none')}</p>
      )}
      {rows.length > 0 && (
        <RowList
          rows={rows}
          keyOf={({ id }) => id}
          rowHeight={76}
          label={t('desk.clocks')}
          isSelected={({ subject }) => subject !== undefined && subject.id === selection?.id}
          onOpen={open}
        >
          {(clock) => <ClockRow clock={clock} now={now} language={language} />}
        </RowList>
      )}
    </>
  );
}

type RowProps = { readonly clock: ClockShown; readonly now: number; readonly language: Language };

function ClockRow({ clock, now, language }: RowProps) {
  const { t } = useTranslation();
  const { kind, state, subject, steps, responsible, due } = clock;
  const waiting = openStep(clock);
  const at = instant(waiting?.due ?? due);
  const silent = steps.filter((step) => step.state === 'unknown' || (!step.connected && step.state === 'running'));
  const { areaId } = responsible;
  // A house or a door is not in the copy: the answer names it. Where nobody gave one, whose it is to act.
  const where =
    addressIn(clock, language) ?? (areaId === null ? '' : nameOf(situation.copy, 'areas', areaId, language));
  return (
    <div className="clock-row" data-state={state}>
      <p className="split-line">
        <strong>{subject?.id ?? term(CLOCK_KIND_TERMS, kind, language)}</strong>
        <span>{state === 'done' ? shortTime(due) : leftText(at, now, t)}</span>
      </p>
      <p className="clock-row-wait">
        {waiting === undefined
          ? term(CLOCK_KIND_TERMS, kind, language)
          : t('engine.clocks.waits', {
              kind: term(CLOCK_KIND_TERMS, kind, language),
              step: term(CLOCK_STEP_TERMS, waiting.step, language),
            })}
      </p>
      <p className="split-line layer-age">
        <span className="clock-row-steps">
          {steps.map(({ step, state: how }) => (
            <span key={step} data-state={how} title={term(CLOCK_STEP_TERMS, step, language)} />
          ))}
          {silent.length > 0 && (
            <span className="clock-row-silent">
              {t('engine.clocks.notTold', {
                steps: silent.map(({ step }) => term(CLOCK_STEP_TERMS, step, language)).join(' '),
              })}
            </span>
          )}
        </span>
        <span className="clock-row-place" title={where}>
          {where}
        </span>
      </p>
    </div>
  );
}

/** Whom it is about, where that is something one can look at; else where they live. */
function selectionOf({ subject, areaId }: ClockShown): { readonly layer: Layer; readonly id: string } | undefined {
  const layer = LAYER_NAMES.find((name) => name === subject?.layer);
  if (layer !== undefined && subject !== undefined && situation.copy.get(layer, subject.id) !== undefined)
    return { layer, id: subject.id };
  return areaId === null ? undefined : { layer: 'areas', id: areaId };
}
