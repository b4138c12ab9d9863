// What one does with a moment of the past: play on from it, send it to somebody, compare it with another.
import { Eraser, GitCompareArrows, Link2, Pause, Play } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MINUTE } from '#shared/time.ts';
import { nowInSituation, useConnection } from '../../store/hooks.ts';
import { usePace } from '../../store/use-pace.ts';
import { useView } from '../../store/view-store.ts';
import { copyText } from '../../ui/copy-text.ts';
import { commandTime, shortTime } from '../../ui/format.ts';
import { RATES, type Rate, stepOf } from './activity.ts';

type Props = { readonly from: number; readonly at: number; readonly until: number };

/** Milliseconds that a button says it was done. */
const SAID = 2_000;

export function MomentTools({ from, at, until }: Props) {
  const { t } = useTranslation();
  const { travel, travelBy, by: clock, time, compare, compareFrom, openList } = useView();
  const { past } = useConnection();
  const [isPlaying, play] = useState(false);
  const [rate, setRate] = useState<Rate>(3600);
  const [isCopied, setCopied] = useState(false);
  const { by, every } = stepOf(rate);
  const isShown = time === null || past?.shown === time;
  usePace(isPlaying && isShown, past?.shown ?? '', every, () => {
    const next = at + by;
    if (next < until) {
      // A slow telling steps by seconds, which a moment to the minute would never leave.
      travel(next % MINUTE === 0 ? commandTime(next) : new Date(next).toISOString());
      return;
    }
    play(false);
    travel(null);
  });
  /** The present to the second: what came in this minute is a difference too. */
  const moment = (): string => time ?? new Date(nowInSituation()).toISOString();
  const start = () => {
    // From now there is nowhere to go on to: the last day once more.
    if (!isPlaying && time === null) travel(commandTime(Math.max(from, until - 86_400_000)));
    play(!isPlaying);
  };
  const copy = async () => {
    const link = new URL(location.href);
    link.searchParams.set('t', commandTime(at));
    if (clock === 'happened') link.searchParams.set('by', clock);
    setCopied(await copyText(link.href));
    setTimeout(() => setCopied(false), SAID);
  };
  const Icon = isPlaying ? Pause : Play;
  return (
    <>
      <select
        className="select timeline-rate"
        aria-label={t('timeline.clock')}
        title={t('timeline.clockHint')}
        value={clock}
        onChange={(event) => travelBy(event.target.value === 'happened' ? 'happened' : 'known')}
      >
        <option value="known">{t('timeline.known')}</option>
        <option value="happened">{t('timeline.happened')}</option>
      </select>
      <button
        type="button"
        className="button"
        aria-pressed={isPlaying}
        title={t(isPlaying ? 'timeline.pause' : 'timeline.play')}
        onClick={start}
      >
        <Icon size={15} aria-hidden />
        {t(isPlaying ? 'timeline.pause' : 'timeline.play')}
      </button>
      <select
        className="select timeline-rate"
        aria-label={t('timeline.rate')}
        value={rate}
        onChange={(event) => setRate(RATES.find((each) => each === Number(event.target.value)) ?? 3600)}
      >
        {RATES.map((each) => (
          <option key={each} value={each}>
            {t('timeline.times', { n: each })}
          </option>
        ))}
      </select>
      <button type="button" className="button" title={t('timeline.linkHint')} onClick={() => void copy()}>
        <Link2 size={15} aria-hidden />
        {t(isCopied ? 'timeline.copied' : 'timeline.link')}
      </button>
      {compare === null ? (
        <button
          type="button"
          className="button"
          title={t('timeline.compareHint')}
          onClick={() => compareFrom(moment())}
        >
          <GitCompareArrows size={15} aria-hidden />
          {t('timeline.compare')}
        </button>
      ) : (
        <>
          <button
            type="button"
            className="button"
            title={t('timeline.changes', { time: shortTime(compare) })}
            onClick={() => openList(changesList(compare, moment()))}
          >
            <GitCompareArrows size={15} aria-hidden />
            {t('timeline.changes', { time: shortTime(compare) })}
          </button>
          <button type="button" className="button" title={t('timeline.forget')} onClick={() => compareFrom(null)}>
            <Eraser size={15} aria-hidden />
            {t('timeline.forget')}
          </button>
        </>
      )}
    </>
  );
}

/** A list that an address can carry: what changed between two moments, whichever of them was chosen first. */
export function changesList(one: string, other: string): string {
  const [from, to] = Date.parse(one) <= Date.parse(other) ? [one, other] : [other, one];
  return `changes~${from}~${to}`;
}
