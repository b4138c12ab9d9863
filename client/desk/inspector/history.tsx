// How it came to be so: every report about it that this reader may see, newest first, each with what it changed.

import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Layer } from '#shared/situation.ts';
import { fieldTerm, kindTerm } from '#shared/terms.ts';
import { instant } from '#shared/time.ts';
import { type ApiProblem, api } from '../../connection/http.ts';
import { useConnection } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useSession } from '../../store/session-store.ts';
import { fullTime, number, shortTime } from '../../ui/format.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { otherLanguage, plainField } from './field-order.ts';
import { FieldValue } from './field-value.tsx';
import { type FieldChange, type HistoryEvent, type HistoryStep, historySteps } from './history-steps.ts';
import { markSeen } from './mark-seen.ts';

type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly problem: ApiProblem }
  | { readonly state: 'done'; readonly steps: readonly HistoryStep[]; readonly total: number };

type Answer = { readonly history?: readonly HistoryEvent[]; readonly historyTotal?: number };

/** Layers that are kept by entity on the server; the others have no address of their own. */
const ADDRESSED: ReadonlySet<Layer> = new Set<Layer>([
  'cases',
  'contacts',
  'transfers',
  'disinfections',
  'checkpoints',
  'sites',
  'boxes',
  'duties',
  'areas',
  'zones',
  'gates',
  'roads',
  'teams',
  'tasks',
  'rounds',
  'alarms',
  'conflicts',
  'sources',
]);

type Props = { readonly layer: Layer; readonly id: string /** loads again when it grows */; readonly version: number };

export function History({ layer, id, version }: Props) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const loaded = useHistory(layer, id, version);
  const shown = useConnection().past?.shown;
  if (loaded === undefined) return null;
  return (
    <section className="history" aria-busy={loaded.state === 'loading'}>
      <div className="history-head">
        <h3>{t('inspector.history')}</h3>
        {loaded.state === 'done' && shown === undefined && <span className="panel-note">{countText(loaded, t)}</span>}
      </div>
      {loaded.state === 'failed' && <p className="panel-note">{textOf(loaded.problem)}</p>}
      {loaded.state === 'done' && loaded.steps.length === 0 && (
        <p className="panel-note">{t('inspector.historyHidden')}</p>
      )}
      {loaded.state === 'done' && (
        <ol>
          {loaded.steps.filter(knownBy(shown)).map((step) => (
            <Step key={step.event.seq} layer={layer} step={step} />
          ))}
        </ol>
      )}
    </section>
  );
}

/** Who looks at the past sees what was known then, and not what came of it. */
const knownBy =
  (time: string | undefined) =>
  (step: HistoryStep): boolean =>
    time === undefined || instant(step.event.recordedAt) <= instant(time);

type T = TFunction;
const countText = (
  { steps, total }: { readonly steps: readonly HistoryStep[]; readonly total: number },
  t: T,
): string =>
  steps.length < total
    ? t('inspector.historyShown', { shown: number(steps.length), total: number(total) })
    : t('inspector.historyTotal', { total: number(total) });

function useHistory(layer: Layer, id: string, version: number): Loaded | undefined {
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  const reader = useSession(({ session }) => (session.state === 'in' ? session.account.name : ''));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version has a new history
  useEffect(() => {
    if (!ADDRESSED.has(layer)) return;
    let isWanted = true;
    // A busy entity changes many times a second; its history is asked for once it pauses.
    const timer = setTimeout(async () => {
      const answer = await api<Answer>(`/api/${layer}/${encodeURIComponent(id)}`);
      if (!isWanted) return;
      if (!answer.ok) setLoaded({ state: 'failed', problem: answer.error });
      else {
        const { history = [], historyTotal = history.length } = answer.value;
        setLoaded({ state: 'done', steps: historySteps(history), total: historyTotal });
        if (document.visibilityState === 'visible') void markSeen(history, reader);
      }
    }, 300);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [layer, id, version, reader]);
  return ADDRESSED.has(layer) ? loaded : undefined;
}

function Step({ layer, step: { event, changes, isFirst } }: { readonly layer: Layer; readonly step: HistoryStep }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const twice = otherLanguage(
    changes.map(({ field }) => field),
    language,
  );
  return (
    <li className="history-step">
      <p className="history-step-head">
        <span>
          {kindTerm(event.kind, language)}
          {isFirst && <span className="history-first">{t('inspector.first')}</span>}
        </span>
        <time dateTime={event.observedAt} title={`${t('inspector.known')} ${fullTime(event.recordedAt)}`}>
          {shortTime(event.observedAt)}
        </time>
      </p>
      <div className="history-changes">
        {changes
          .filter(({ field }) => !twice.has(field))
          .map((change) => (
            <Change key={change.field} layer={layer} change={change} isFirst={isFirst} />
          ))}
      </div>
      <p className="history-step-by">
        {event.actor}
        {event.source !== undefined && event.source !== event.actor && ` · ${event.source}`} · #{event.seq}
      </p>
    </li>
  );
}

type ChangeProps = { readonly layer: Layer; readonly change: FieldChange; readonly isFirst: boolean };

function Change({ layer, change: { field, before, after }, isFirst }: ChangeProps) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const isPlain = typeof before !== 'object' && before !== undefined;
  return (
    <span>
      <span className="history-change-name">{fieldTerm(plainField(field), language)}</span>
      <FieldValue layer={layer} field={field} value={after} />
      {!isFirst && isPlain && (
        <span className="history-change-before">
          {t('inspector.was')} <FieldValue layer={layer} field={field} value={before} />
        </span>
      )}
    </span>
  );
}
