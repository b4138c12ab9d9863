// The five steps of a positive pool, each told with one tap by who did it: locate, sample, send, test, report.
import { Check } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import './chase.css';
import type { PoolStep } from '#shared/domain/clock/pool-clock.ts';
import { CLOCK_STEP_TERMS } from '#shared/terms/clocks.ts';
import { CASE_ROUTE_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { useAnswer } from '../../store/answer-store.ts';
import { useNow } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { number, shortTime } from '../../ui/format.ts';
import { addressIn } from '../../ui/name-in.ts';
import { leftText } from '../../ui/span.ts';
import { fieldNow } from '../clock.ts';
import { useKept } from '../keep/kept.ts';
import { useOutbox } from '../outbox/outbox.ts';
import { useReport } from '../report/use-report.ts';
import { SubPage } from '../sub-page.tsx';
import { type Chase, chasesOf, unseenHere } from './chase.ts';
import { useFollowed } from './use-followed.ts';

type Clocks = {
  readonly clocks: readonly {
    readonly due: string;
    readonly persons?: { readonly pending: number };
    readonly steps: readonly { readonly evidence: readonly { readonly layer: string; readonly id: string }[] }[];
  }[];
};

export function ChasePage() {
  const { t } = useTranslation();
  const { cases, isAsked } = useFollowed();
  const entries = useOutbox((state) => state.entries);
  const isKept = useKept((state) => state.at) !== undefined;
  const chases = useMemo(
    () => chasesOf(cases ?? [], cases !== undefined && isAsked ? unseenHere(entries, cases) : entries),
    [cases, isAsked, entries],
  );
  const clocks = useAnswer<Clocks>('/api/clocks?kind=pool&open=true&limit=1000');
  const { report, isFailed } = useReport();
  const dueOf = (id: string) =>
    clocks?.clocks.find(({ steps }) => steps.some(({ evidence }) => evidence.some((one) => one.id === id)));
  const say = (id: string, step: PoolStep) =>
    void report('case.updated', { id, stages: { [step]: new Date(fieldNow()).toISOString() } });
  return (
    <SubPage title={t('forms.chase.title')} note={t('forms.chase.note')}>
      {isFailed && (
        <p className="notice" role="alert">
          {t('field.notKept')}
        </p>
      )}
      {isKept && <p className="notice">{t('forms.chase.offline')}</p>}
      {chases.length === 0 && (
        <p className="field-note">{cases === undefined ? t('app.loading') : t('forms.chase.none')}</p>
      )}
      <ul>
        {chases.map((chase) => (
          <ChaseRow key={chase.known.id} chase={chase} clock={dueOf(chase.known.id)} onStep={say} />
        ))}
      </ul>
    </SubPage>
  );
}

type RowProps = {
  readonly chase: Chase;
  readonly clock: Clocks['clocks'][number] | undefined;
  readonly onStep: (id: string, step: PoolStep) => void;
};

function ChaseRow({ chase: { known, since, steps, next }, clock, onStep }: RowProps) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const now = useNow(10_000);
  const due = clock === undefined ? undefined : Date.parse(clock.due);
  const place = addressIn(known, language);
  return (
    <li className="chase">
      <div className="task-head">
        <strong>{place ?? known.poolId ?? known.id}</strong>
        {due !== undefined && <span data-late={due < now}>{leftText(due, now, t)}</span>}
      </div>
      <p className="field-note">
        {[
          ...(known.poolId === undefined ? [] : [t('forms.chase.pool', { id: known.poolId })]),
          term(CASE_ROUTE_TERMS, known.route, language),
          t('forms.chase.found', { time: shortTime(new Date(since).toISOString()) }),
          ...(clock?.persons === undefined ? [] : [t('forms.chase.pending', { n: number(clock.persons.pending) })]),
        ].join(' · ')}
      </p>
      <div className="chase-steps">
        {steps.map(({ step, at, isImplied, isWaiting }) => (
          <button
            key={step}
            type="button"
            className="choice"
            data-next={step === next}
            disabled={at !== undefined}
            onClick={() => onStep(known.id, step)}
          >
            <span>{term(CLOCK_STEP_TERMS, step, language)}</span>
            <small>
              {at !== undefined && !isImplied && (
                <>
                  {!isWaiting && <Check size={14} aria-hidden />} {shortTime(new Date(at).toISOString()).slice(6)}
                </>
              )}
              {isImplied && t('forms.chase.implied')}
            </small>
          </button>
        ))}
      </div>
    </li>
  );
}
