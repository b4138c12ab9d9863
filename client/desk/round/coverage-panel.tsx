// The round and its 24 hours: how much is uploaded, whether that is enough by now, when it will be done, what holds it up,
// and the communities by what they still owe.
import './coverage-panel.css';
import { Map as MapIcon, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bottleneck, Needs } from '#shared/domain/forecast/forecast.ts';
import { coveragePercent } from '#shared/domain/rate.ts';
import type { Round } from '#shared/subject/round.ts';
import type { Language } from '#shared/terms/term.ts';
import { instant } from '#shared/time.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useAnswer } from '../../store/answer-store.ts';
import { useFigure } from '../../store/figures-store.ts';
import { useConnection, useNow } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useRoundChoice } from '../../store/round-store.ts';
import { useMay } from '../../store/session-store.ts';
import { useView } from '../../store/view-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { number } from '../../ui/format.ts';
import { roundOrdinal } from '../../ui/round-ordinal.ts';
import { leftText, momentText, type T } from '../../ui/span.ts';
import { PanelHead } from '../panel-head.tsx';
import { CommunityList } from './community-list.tsx';
import { MissingList } from './missing-list.tsx';
import { Bar } from './pace-bar.tsx';
import { RoundClose } from './round-close.tsx';
import { RoundOrder } from './round-order.tsx';
import { RoundPicker, roundName } from './round-picker.tsx';

type Steps = 'sampled' | 'resulted' | 'uploaded';
type Forecast = {
  readonly p10: string | null;
  readonly p50: string | null;
  readonly p90: string | null;
  readonly onTime: number;
  readonly outlook: 'onTime' | 'atRisk' | 'late';
  readonly bottleneck: Bottleneck | null;
  readonly needs: Needs | null;
};
/** GET /api/coverage of a round. */
type Coverage = { readonly [S in Steps | 'due']: number | null } & {
  readonly roundId: string;
  readonly start: string;
  readonly deadline: string;
  readonly status: Round['status'];
  readonly asOf: string | null;
  readonly provisional: boolean;
  readonly forecast: Forecast | null;
};
const STEPS: readonly Steps[] = ['uploaded', 'resulted', 'sampled'];

export function CoveragePanel() {
  const { t } = useTranslation();
  const link = useFigure('coverage.uploaded')?.list;
  const { chosen, choose } = useRoundChoice();
  const [side, setSide] = useState<'order' | 'missing' | null>(null);
  const running = link?.includes('roundId=') === true ? link : undefined;
  const coverage = useAnswer<Coverage>(
    chosen === null ? running : `/api/coverage?roundId=${encodeURIComponent(chosen)}`,
  );
  const isPast = useConnection().past !== undefined;
  const mayOrder = useMay('rounds') && !isPast;
  const now = useNow(30_000);
  const selection = useView((state) => state.selection);
  const isThere = coverage !== undefined && (chosen !== null || running !== undefined);
  if (side === 'missing' && coverage !== undefined) {
    const areaId = selection?.layer === 'areas' ? selection.id : undefined;
    return <MissingList roundId={coverage.roundId} areaId={areaId} onBack={() => setSide(null)} />;
  }
  return (
    <section className="panel drawer" aria-label={t('desk.coverage')}>
      <PanelHead title={t('desk.coverage')} />
      <div className="round-choice">
        <RoundPicker />
        {mayOrder && side === null && (
          <button type="button" className="button" onClick={() => setSide('order')}>
            <Plus size={15} aria-hidden />
            {t('rounds.order')}
          </button>
        )}
      </div>
      {side === 'order' && (
        <RoundOrder
          onDone={(roundId) => {
            setSide(null);
            if (roundId !== null) choose(roundId);
          }}
        />
      )}
      {chosen === null && link !== undefined && running === undefined && (
        <p className="list-empty">{t('engine.coverage.none')}</p>
      )}
      {isThere && side === null && (
        <>
          <RoundHead coverage={coverage}>
            <div className="round-actions">
              <button type="button" className="button" onClick={() => setSide('missing')}>
                {t('rounds.missing.open')}
              </button>
              {mayOrder && coverage.status === 'open' && (
                <RoundClose key={coverage.roundId} roundId={coverage.roundId} owing={owingOf(coverage)} />
              )}
            </div>
          </RoundHead>
          <CommunityList key={coverage.roundId} roundId={coverage.roundId} pace={paceOf(coverage, now)} />
        </>
      )}
    </section>
  );
}

const owingOf = ({ due, uploaded }: Coverage): number | null =>
  due === null || uploaded === null ? null : due - uploaded;

const paceOf = ({ start, deadline }: Coverage, now: number): number =>
  Math.min(1, Math.max(0, (now - instant(start)) / (instant(deadline) - instant(start))));

function RoundHead({ coverage, children }: { readonly coverage: Coverage; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const now = useNow(30_000);
  const { roundId, due, deadline, provisional, forecast, asOf } = coverage;
  const pace = paceOf(coverage, now);
  const isDone = owingOf(coverage) === 0 && !provisional;
  const end = instant(deadline);
  return (
    <section className="coverage-round">
      <p className="coverage-name">
        <strong>{titleOf(roundId, t, language)}</strong>
        <span className="muted">{t('engine.coverage.deadline', { time: momentText(end, now) })}</span>
      </p>
      <p className="coverage-left">{coverage.status === 'closed' ? t('rounds.closed') : leftText(end, now, t)}</p>
      <ul className="coverage-steps">
        {STEPS.map((step) => (
          <Step key={step} step={step} n={coverage[step]} due={due} pace={step === 'uploaded' ? pace : undefined} />
        ))}
      </ul>
      <p className="panel-note">
        {t('engine.coverage.pace', { n: Math.floor(100 * pace) })}
        {provisional && ` · ${t('engine.coverage.provisional')}`}
        {asOf !== null && ` · ${t('engine.situation.asOf', { time: momentText(instant(asOf), now) })}`}
      </p>
      {isDone ? (
        <p className="coverage-outlook">
          <strong>{t('engine.coverage.done')}</strong>
        </p>
      ) : (
        forecast !== null && <Outlook forecast={forecast} now={now} />
      )}
      {children}
    </section>
  );
}

type StepProps = {
  readonly step: Steps;
  readonly n: number | null;
  readonly due: number | null;
  readonly pace: number | undefined;
};

function Step({ step, n, due, pace }: StepProps) {
  const { t } = useTranslation();
  const { coverageStep, showStep } = useView();
  const share = n === null || due === null || due === 0 ? undefined : Math.min(1, n / due);
  return (
    <li>
      <button
        type="button"
        className="coverage-step"
        data-step={step}
        aria-pressed={coverageStep === step}
        title={t('engine.coverage.show')}
        onClick={() => showStep(step)}
      >
        <span>
          {t(`engine.coverage.${step}`)}
          {coverageStep === step && <MapIcon className="coverage-on-map" size={13} aria-hidden />}
        </span>
        <strong>
          {share === undefined || n === null || due === null ? t('engine.coverage.unheard') : coveragePercent(n, due)}
        </strong>
        <Bar share={share} pace={pace} />
        {share !== undefined && n !== null && due !== null && (
          <span className="layer-age">{t('engine.coverage.of', { n: number(n), due: number(due) })}</span>
        )}
      </button>
    </li>
  );
}

function Outlook({ forecast, now }: { readonly forecast: Forecast; readonly now: number }) {
  const { t } = useTranslation();
  const { p10, p50, p90, onTime, outlook, bottleneck, needs } = forecast;
  const time = (iso: string) => momentText(instant(iso), now);
  return (
    <div className="coverage-outlook" data-outlook={outlook}>
      <p>
        <strong>
          {p50 === null ? t('engine.coverage.noFinish') : t('engine.coverage.finish', { time: time(p50) })}
        </strong>{' '}
        · {t('engine.coverage.chance', { n: Math.floor(100 * onTime) })}
      </p>
      {p10 !== null && p90 !== null && (
        <p className="panel-note">{t('engine.coverage.between', { from: time(p10), to: time(p90) })}</p>
      )}
      <p>
        {outlook === 'onTime' || bottleneck === null ? (
          t('engine.coverage.enough')
        ) : (
          <strong>
            {t(`engine.coverage.bottleneck.${bottleneck}`)}
            {needed(bottleneck, needs, t)}
          </strong>
        )}
      </p>
    </div>
  );
}

/** What would bring it in on time, of the kind that holds it up; nothing where that alone would not. */
function needed(bottleneck: Bottleneck, needs: Needs | null, t: T): string {
  const kind = bottleneck === 'laboratory' ? 'tubesPerHour' : bottleneck === 'transport' ? 'vehicles' : 'desks';
  const n = bottleneck === 'upload' ? null : (needs?.[kind] ?? null);
  return n === null ? '' : ` · ${t(`engine.coverage.needs.${kind}`, { n: number(Math.ceil(n)) })}`;
}

/** A round of the whole place is told by its number, any other by its zone. */
function titleOf(roundId: string, t: T, language: Language): string {
  const n = roundOrdinal(situation.copy, roundId);
  const round = situation.copy.get('rounds', roundId);
  if (n > 0 || round === undefined) return t('engine.coverage.round', { n });
  return roundName(round, t, (id) => nameOf(situation.copy, 'zones', id, language));
}
