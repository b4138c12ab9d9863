// Pooled positives being followed and the eight-hour response to each positive: late ones first, then by what is due next;
// what is done leaves. Each row says which steps are done, which is open, and how long is left.
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { RESPONSE_STEPS } from '#shared/domain/clock/case-clocks.ts';
import type { PoolStep } from '#shared/domain/clock/pool-clock.ts';
import { CLOCK_STEP_TERMS } from '#shared/terms/clocks.ts';
import type { Language } from '#shared/terms/term.ts';
import { term } from '#shared/terms.ts';
import { instant } from '#shared/time.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useAnswer } from '../../store/answer-store.ts';
import { useFigure } from '../../store/figures-store.ts';
import { useNow } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useSession } from '../../store/session-store.ts';
import { FigureText } from '../../ui/figure-text.tsx';
import { unitIn } from '../../ui/name-in.ts';
import { placeName } from '../../ui/place-name.ts';
import { clockSpan } from '../../ui/span.ts';
import { InCharge } from './in-charge.tsx';
import { Panel } from './panel.tsx';

type Step = {
  readonly step: PoolStep | (typeof RESPONSE_STEPS)[number];
  readonly state: string;
  readonly connected: boolean;
};
type Clock = {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly due: string;
  readonly subject?: { readonly layer: string; readonly id: string };
  readonly areaId: string | null;
  readonly responsible: {
    readonly areaId: string | null;
    readonly unit: string | null;
    readonly unitEn: string | null;
    readonly phone: string | null;
  };
  readonly steps: readonly Step[];
};
type Clocks = { readonly clocks: readonly Clock[] };

const MOST = 3;
const SHOWN: ReadonlySet<string> = new Set(['pool', 'response']);
const ASKED = 200;

export function ClocksPanel() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const now = useNow(30_000);
  // Whose clock it is tells where a case lives: a wall without that right has the counts alone.
  const maySee = useSession(({ session }) => session.state === 'in' && session.account.classes.includes('L2'));
  const late = useAnswer<Clocks>(maySee ? `/api/clocks?state=late&limit=${ASKED}` : undefined);
  const running = useAnswer<Clocks>(maySee ? `/api/clocks?state=running&limit=${ASKED}` : undefined);
  if (maySee && (late === undefined || running === undefined)) return null;
  const rows = [...(late?.clocks ?? []), ...(running?.clocks ?? [])].filter(({ kind }) => SHOWN.has(kind));
  rows.sort((a, b) => instant(a.due) - instant(b.due) || (a.id < b.id ? -1 : 1));
  const sub = (
    <>
      {t('wall.clocks.late')} <FigureText id="clocks.responseLate" /> · {t('wall.clocks.running')}{' '}
      <FigureText id="clocks.responseRunning" />
    </>
  );
  return (
    <Panel title={t('wall.clocks.title')} sub={sub}>
      {maySee && rows.length === 0 && <p className="muted">{t('wall.clocks.none')}</p>}
      <ul className="wall-clocks">
        {rows.slice(0, MOST).map((clock, index) => {
          const left = instant(clock.due) - now;
          return (
            <Fragment key={clock.id}>
              <li data-strong={left < 0}>
                <a
                  href={
                    clock.subject === undefined
                      ? '/desk'
                      : `/desk?sel=${clock.subject.layer}/${encodeURIComponent(clock.subject.id)}`
                  }
                >
                  <span className="wall-cut">
                    {placeOf(clock, language) ?? t(clock.kind === 'pool' ? 'wall.clocks.pool' : 'wall.news.somewhere')}
                  </span>
                  <span className="wall-steps">
                    {clock.steps.map(({ step, state, connected }) => (
                      <i
                        key={step}
                        data-step={connected ? state : 'notConnected'}
                        title={term(CLOCK_STEP_TERMS, step, language)}
                      >
                        {t(`wall.clocks.letters.${step}`)}
                      </i>
                    ))}
                  </span>
                  <b>{t(left < 0 ? 'wall.clocks.over' : 'wall.clocks.left', { time: clockSpan(left) })}</b>
                </a>
              </li>
              {/* Whom to call: for what is late, else for what is due next. */}
              {index === 0 && (
                <li>
                  <InCharge
                    place={placeName(clock.responsible.areaId ?? undefined, undefined, language)}
                    unit={unitIn(clock.responsible, language)}
                    phone={clock.responsible.phone}
                  />
                </li>
              )}
            </Fragment>
          );
        })}
      </ul>
      <Pools />
    </Panel>
  );
}

/** The pooled positives that are being followed, as counts: the late and the running of them stand in the rows above. */
function Pools() {
  const { t } = useTranslation();
  const late = useFigure('clocks.poolLate');
  return (
    <p className="wall-dotted">
      <span>
        {t('wall.clocks.pools')}{' '}
        <span data-strong={(late?.value ?? 0) > 0}>
          {t('wall.clocks.poolsLate')} <FigureText id="clocks.poolLate" />
        </span>
      </span>
      <span>
        {t('wall.clocks.poolsOpen')} <FigureText id="pools.open" />
      </span>
      <span>
        {t('wall.clocks.poolsPending')} <FigureText id="pools.pendingPersons" />
      </span>
    </p>
  );
}

/** The home of the case, by address or by position; else the township that answers for it. */
function placeOf({ areaId, subject, responsible }: Clock, language: Language): string | undefined {
  const position = subject?.layer === 'cases' ? situation.copy.get('cases', subject.id)?.position : undefined;
  return (
    placeName(areaId ?? undefined, position, language) ??
    placeName(responsible.areaId ?? undefined, undefined, language)
  );
}
