// The bars over the days of the timeline, and its marks: rest on one and it says what happened, click it and it is there.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ALARM_TYPE_TERMS } from '#shared/terms/alarms.ts';
import { kindTerm, term } from '#shared/terms.ts';
import { MINUTE } from '#shared/time.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useAnswer } from '../../store/answer-store.ts';
import { useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { commandTime, number, shortTime } from '../../ui/format.ts';
import { heightsOf, type Mark, marksOf } from './activity.ts';

type Props = { readonly from: number; readonly until: number; readonly onMove: (to: number) => void };

const BINS = 96;
const ROUND = 10 * MINUTE;
const HEIGHT = 14;

export function ActivityBars({ from, until, onMove }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const version = useVersion('zones', 'alarms');
  // Asked about in whole steps: the present moves on, and a new question each second would empty the bar.
  const end = Math.ceil(until / ROUND) * ROUND;
  const query = new URLSearchParams({ from: commandTime(from), to: commandTime(end), bins: String(BINS) });
  const answer = useAnswer<{ readonly events: readonly number[] }>(until > from ? `/api/timeline?${query}` : undefined);
  const heights = useMemo(() => heightsOf(answer?.events ?? []), [answer]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const marks = useMemo(() => marksOf(situation.copy, from, until), [from, until, version]);
  const share = (at: number): string => `${((at - from) / Math.max(1, until - from)) * 100}%`;
  const wordOf = ({ kind, id, step, at }: Mark): string =>
    `${shortTime(at)} ${kind === 'zone' ? `${nameOf(situation.copy, 'zones', id, language)} ${kindTerm(step, language)}` : term(ALARM_TYPE_TERMS, step, language)}`;
  const total = (answer?.events ?? []).reduce((sum, n) => sum + n, 0);
  return (
    <svg className="timeline-activity" role="img" aria-label={t('timeline.activity', { n: number(total) })}>
      {heights.map((height, index) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
          key={index}
          x={share(from + ((end - from) * index) / BINS)}
          y={HEIGHT - height * HEIGHT}
          width={`${(0.8 / BINS) * 100}%`}
          height={height * HEIGHT}
        />
      ))}
      {marks.map((mark) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the slider below goes to any moment with the keyboard
        <line
          key={`${mark.kind}/${mark.id}/${mark.step}/${mark.at}`}
          data-kind={mark.kind}
          x1={share(mark.at)}
          x2={share(mark.at)}
          y1={mark.kind === 'zone' ? 0 : HEIGHT - 7}
          y2={HEIGHT}
          onClick={() => onMove(mark.at)}
        >
          <title>{wordOf(mark)}</title>
        </line>
      ))}
    </svg>
  );
}
