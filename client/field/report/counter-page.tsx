// The counter of a crew: in and out side by side, as large as a hand, each tap kept before it counts, and undo.

import { Undo2 } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { situation } from '../../connection/browser-connection.ts';
import { useNow } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { number, shortTime } from '../../ui/format.ts';
import { fieldNow } from '../clock.ts';
import { SubPage } from '../sub-page.tsx';
import { useAccountName } from '../use-account.ts';
import { slotsOf, tap, untap } from './counter.ts';
import { type Direction, type Slot, slotOf, sumOf, TALLIES, type Tally } from './tally.ts';
import { buzz } from './use-report.ts';

const MORE: readonly Tally[] = TALLIES.filter((tally) => tally !== 'vehicles');
const DIRECTIONS: readonly Direction[] = ['in', 'out'];

export function CounterPage({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const account = useAccountName();
  const [slots, setSlots] = useState<ReadonlyMap<string, Slot>>(new Map());
  const [done, setDone] = useState<readonly { readonly key: string; readonly tally: Tally }[]>([]);
  const [direction, setDirection] = useState<Direction>('in');
  const [isFailed, setFailed] = useState(false);
  // Taps come faster than a phone writes: one after another, so that none overtakes the other.
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  useNow(10_000);
  const { from, to } = slotOf(fieldNow());

  const keep = useCallback((slot: Slot) => setSlots((before) => new Map(before).set(slot.key, slot)), []);
  useEffect(() => {
    void slotsOf(account, id).then(
      (found) => setSlots(new Map(found.map((slot) => [slot.key, slot]))),
      () => setFailed(true),
    );
  }, [account, id]);

  const count = (towards: Direction, tally: Tally) => {
    buzz();
    queue.current = queue.current.then(async () => {
      const kept = await tap({ checkpointId: id, direction: towards, tally }, account);
      setFailed(!kept.ok);
      if (!kept.ok) return buzz([120, 60, 120]);
      keep(kept.value);
      setDone((before) => [...before.slice(-99), { key: kept.value.key, tally }]);
    });
  };
  const undo = () => {
    const last = done.at(-1);
    if (last === undefined) return;
    buzz([15, 40, 15]);
    setDone(done.slice(0, -1));
    queue.current = queue.current.then(async () => {
      const kept = await untap(last.key, last.tally);
      setFailed(!kept.ok);
      if (kept.ok) keep(kept.value);
    });
  };
  const now = [...slots.values()].filter((slot) => slot.from === from);
  const today = [...slots.values()].filter((slot) => isSameDay(slot.from, from));
  return (
    <SubPage
      title={nameOf(situation.copy, 'checkpoints', id, language)}
      note={t('field.counter.slot', { from: shortTime(from).slice(6), to: shortTime(to).slice(6) })}
    >
      {isFailed && (
        <p className="notice" role="alert">
          {t('field.notKept')}
        </p>
      )}
      <div className="counter-two">
        {DIRECTIONS.map((towards) => (
          <button key={towards} type="button" className="counter-big" onClick={() => count(towards, 'vehicles')}>
            <span>{t(`field.counter.${towards}`)}</span>
            <strong>{number(sumOf(now, towards, 'vehicles'))}</strong>
            <span>{t('field.counter.vehicles')}</span>
            <small>{t('field.counter.today', { n: number(sumOf(today, towards, 'vehicles')) })}</small>
          </button>
        ))}
      </div>
      <button type="button" className="field-button" disabled={done.length === 0} onClick={undo}>
        <Undo2 size={22} aria-hidden />
        {t('field.counter.undo')}
      </button>
      <fieldset className="counter-more">
        <legend>{t('field.counter.more')}</legend>
        <div className="counter-side">
          {DIRECTIONS.map((towards) => (
            <button
              key={towards}
              type="button"
              className="chip"
              aria-pressed={direction === towards}
              onClick={() => setDirection(towards)}
            >
              {t(`field.counter.${towards}`)}
            </button>
          ))}
        </div>
        <div className="counter-grid">
          {MORE.map((tally) => (
            <button key={tally} type="button" className="counter-small" onClick={() => count(direction, tally)}>
              <strong>{number(sumOf(now, direction, tally))}</strong>
              <span>{t(`field.counter.${tally}`)}</span>
            </button>
          ))}
        </div>
      </fieldset>
      <p className="field-note">{t('field.counter.note')}</p>
    </SubPage>
  );
}

/** Of the command's day, which begins at midnight in its own time. */
const isSameDay = (a: string, b: string): boolean => shortTime(a).slice(0, 5) === shortTime(b).slice(0, 5);
