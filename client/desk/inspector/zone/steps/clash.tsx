// Somebody else changed the zone while a step was being written: both sides, and a choice. Nothing is overwritten in silence.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alternative } from '#shared/domain/fence/propose.ts';
import type { Entities } from '#shared/situation.ts';
import { kindTerm } from '#shared/terms.ts';
import { useDrawings } from '../../../../store/drawing-store.ts';
import { usePreferences } from '../../../../store/preferences-store.ts';
import { measureFence } from '../../../../store/proposal-store.ts';
import { shortTime } from '../../../../ui/format.ts';
import { Difference } from './difference.tsx';

type Zone = Entities['zones'];
type Props = {
  /** as it was when the step was begun, and as it is */
  readonly mine: Zone;
  readonly theirs: Zone;
  readonly onGoOn: () => void;
  readonly onLeave: () => void;
};
const OWNER = 'clash';

export function Clash({ mine, theirs, onGoOn, onLeave }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const diff = useDiff(mine, theirs);
  const since = theirs.steps.filter(({ seq }) => !mine.steps.some((step) => step.seq === seq));
  return (
    <div className="notice step-clash" role="alert">
      <strong>{t('fence.clash.title')}</strong>
      <ul>
        {since.map(({ seq, actor, at, kind, remark }) => (
          <li key={seq}>
            {t('fence.clash.last', { who: actor, time: shortTime(at), what: kindTerm(kind, language) })}
            {remark !== undefined && <span className="muted"> {remark}</span>}
          </li>
        ))}
      </ul>
      {diff === undefined && <p>{t('fence.clash.comparing')}</p>}
      {diff !== undefined && <Difference diff={diff} />}
      <div className="propose-buttons">
        <button type="button" className="button button-primary" onClick={onGoOn}>
          {t('fence.clash.goOn')}
        </button>
        <button type="button" className="button" onClick={onLeave}>
          {t('fence.clash.leave')}
        </button>
      </div>
    </div>
  );
}

/** What theirs holds and mine does not, and the other way round; both on the map meanwhile. */
function useDiff(mine: Zone, theirs: Zone): Alternative['diff'] {
  const [diff, setDiff] = useState<Alternative['diff']>();
  const { put, drop } = useDrawings();
  useEffect(() => {
    const asked = new AbortController();
    const { areaIds = [] } = theirs;
    void measureFence({ areaIds, before: mine.areaIds ?? [] }, asked.signal).then((answer) => {
      if (asked.signal.aborted) return;
      if (answer.ok) setDiff(answer.value.diff);
    });
    put(OWNER, {
      outlines: [
        ...(mine.geometry === undefined ? [] : [{ geometry: mine.geometry, as: 'other' as const }]),
        ...(theirs.geometry === undefined ? [] : [{ geometry: theirs.geometry, as: 'draft' as const }]),
      ],
    });
    return () => {
      asked.abort();
      drop(OWNER);
    };
  }, [mine, theirs, put, drop]);
  return diff;
}
