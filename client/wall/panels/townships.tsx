// Townships by what they still owe: the one with most people not uploaded first, each with the mark of the pace.
import { useTranslation } from 'react-i18next';
import { situation } from '../../connection/browser-connection.ts';
import { useAnswer } from '../../store/answer-store.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { number } from '../../ui/format.ts';

type Area = { readonly areaId: string; readonly due: number | null; readonly uploaded: number | null };
type Areas = { readonly areas: readonly Area[] };
type Known = { readonly areaId: string; readonly due: number; readonly uploaded: number };

const isKnown = (area: Area): area is Known => area.due !== null && area.uploaded !== null && area.due > 0;
const FEW = 4;

type Props = {
  readonly roundId: string;
  readonly pace: number;
  /** rows at most; the rest is counted */
  readonly most?: number;
};

export function Townships({ roundId, pace, most = FEW }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const answer = useAnswer<Areas>(`/api/coverage/areas?roundId=${encodeURIComponent(roundId)}&level=township`);
  if (answer === undefined) return null;
  const known = answer.areas.filter(isKnown);
  const behind = known
    .filter(({ due, uploaded }) => uploaded < due)
    .sort((a, b) => b.due - b.uploaded - (a.due - a.uploaded) || (a.areaId < b.areaId ? -1 : 1));
  if (known.length === 0) return null;
  return (
    <section className="wall-townships" aria-label={t('wall.round.shortfall')}>
      <h3>
        {behind.length === 0 ? t('wall.round.allDone') : t('wall.round.shortfall')}{' '}
        {behind.length > most && t('wall.round.more', { shown: most, total: behind.length })}
      </h3>
      <ul>
        {behind.slice(0, most).map(({ areaId, due, uploaded }) => {
          const share = uploaded / due;
          return (
            <li key={areaId} data-behind={share < pace}>
              <a href={`/desk?sel=areas/${encodeURIComponent(areaId)}`}>
                <span className="wall-cut">{nameOf(situation.copy, 'areas', areaId, language)}</span>
                <span className="wall-bar-track" aria-hidden>
                  <span className="wall-bar-fill" style={{ width: `${100 * Math.min(1, share)}%` }} />
                  <span className="wall-bar-pace" style={{ left: `${100 * pace}%` }} />
                </span>
                <b>{number(due - uploaded)}</b>
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
