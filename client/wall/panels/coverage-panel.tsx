// The round and its 24 hours: how much is uploaded, whether that is enough by now, when it will be done, what holds it up.
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Bottleneck, Needs } from '#shared/domain/forecast/forecast.ts';
import { instant } from '#shared/time.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useAnswer } from '../../store/answer-store.ts';
import { useFigure } from '../../store/figures-store.ts';
import { useNow } from '../../store/hooks.ts';
import { FigureText, listAddress } from '../../ui/figure-text.tsx';
import { number } from '../../ui/format.ts';
import { roundOrdinal } from '../../ui/round-ordinal.ts';
import { momentText, spanText } from '../../ui/span.ts';
import { unbroken } from '../unbroken.ts';
import { Laboratories } from './laboratories.tsx';
import { Panel } from './panel.tsx';
import { Ring } from './ring.tsx';
import { type Most, Shortfall } from './shortfall.tsx';

type Forecast = {
  readonly p50: string | null;
  readonly onTime: number;
  readonly outlook: 'onTime' | 'atRisk' | 'late';
  readonly bottleneck: Bottleneck | null;
  readonly needs: Needs | null;
};
type Round = {
  readonly roundId: string;
  readonly start: string;
  readonly deadline: string;
  readonly forecast: Forecast | null;
};

const FEW: Most = { zones: 2, townships: 3 };

/** @param most rows of what is behind, in a scene that has room for more */
export function CoveragePanel({ most = FEW }: { readonly most?: Most }) {
  const { t } = useTranslation();
  const uploaded = useFigure('coverage.uploaded');
  const resulted = useFigure('coverage.resulted');
  const sampled = useFigure('coverage.sampled');
  // The figure's own list is the round in detail; without a round there is nothing to ask.
  const path = uploaded?.list.includes('roundId=') === true ? uploaded.list : undefined;
  const round = useAnswer<Round>(path);
  const now = useNow(30_000);
  if (uploaded === undefined) return <Panel title={t('wall.scenes.coverage')}>{null}</Panel>;
  if (path === undefined || round === undefined) {
    return (
      <Panel title={t('wall.scenes.coverage')}>
        {path === undefined && (
          <p className="wall-none">
            <strong>{t('wall.round.none')}</strong>
            {t('wall.round.noneHint')}
          </p>
        )}
        <Laboratories />
      </Panel>
    );
  }
  const [start, deadline] = [instant(round.start), instant(round.deadline)];
  const pace = Math.min(1, Math.max(0, (now - start) / (deadline - start)));
  return (
    <Panel title={t('wall.round.title', { n: roundOrdinal(situation.copy, round.roundId) })}>
      <div className="wall-round">
        <Ring
          uploaded={uploaded.value}
          resulted={resulted?.value ?? null}
          sampled={sampled?.value ?? null}
          pace={pace}
          label={t('wall.round.sub')}
        >
          <strong className="wall-headline">
            <FigureText id="coverage.uploaded" shape="coverage" />
          </strong>
          <span>{t('wall.round.uploaded')}</span>
          <span className="muted">{t('wall.round.pace', { n: Math.floor(pace * 100) })}</span>
        </Ring>
        <dl className="wall-arcs">
          {(['resulted', 'sampled'] as const).map((arc) => (
            <div key={arc} data-arc={arc}>
              <dt>{t(`wall.round.${arc}`)}</dt>
              <dd>
                <FigureText id={`coverage.${arc}`} shape="coverage" />
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <ul className="wall-lines">
        <li>
          <a href={listAddress('coverage.uploaded')}>
            <b>{uploaded.numerator === undefined ? t('figure.unknown') : number(uploaded.numerator)}</b> /{' '}
            {uploaded.denominator === undefined ? t('figure.unknown') : number(uploaded.denominator)}{' '}
            {t('wall.round.ofDue')}
          </a>
        </li>
        <li data-strong={deadline < now}>
          {t(deadline < now ? 'wall.round.over' : 'wall.round.left')} <b>{spanText(Math.abs(deadline - now), t)}</b>{' '}
          <span className="muted wall-whole">
            {t('wall.round.deadline', { time: unbroken(momentText(deadline, now)) })}
          </span>
        </li>
        <Outlook forecast={round.forecast} now={now} />
      </ul>
      <Shortfall roundId={round.roundId} pace={pace} most={most} />
      <Laboratories />
    </Panel>
  );
}

function Outlook({ forecast, now }: { readonly forecast: Forecast | null; readonly now: number }) {
  const { t } = useTranslation();
  if (forecast === null) return null;
  const { p50, onTime, outlook, bottleneck, needs } = forecast;
  return (
    <>
      <li className="wall-dotted" data-strong={outlook === 'late'}>
        <span>
          {p50 === null ? (
            <b>{t('wall.round.noFinish')}</b>
          ) : (
            t('wall.round.finish', { time: unbroken(momentText(instant(p50), now)) })
          )}
        </span>
        <span>
          {t('wall.round.chance')} <b>{Math.floor(onTime * 100)}%</b>
        </span>
      </li>
      <li data-strong={outlook !== 'onTime'}>
        {outlook === 'onTime' || bottleneck === null
          ? t('wall.round.enough')
          : t(`wall.round.bottleneck.${bottleneck}`) + needed(bottleneck, needs, t)}
      </li>
    </>
  );
}

function needed(bottleneck: Bottleneck, needs: Needs | null, t: TFunction): string {
  if (needs === null) return '';
  const kind = bottleneck === 'laboratory' ? 'tubes' : bottleneck === 'transport' ? 'vehicles' : 'desks';
  const n = kind === 'tubes' ? needs.tubesPerHour : needs[kind];
  if (n === null) return t('wall.round.needs.unclear');
  return t(`wall.round.needs.${kind}`, { n: number(Math.ceil(n)) });
}
