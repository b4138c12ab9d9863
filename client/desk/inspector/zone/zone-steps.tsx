// What was done with a zone, by whom and when, newest first: the four eyes can be seen.
import { useTranslation } from 'react-i18next';
import type { Entities } from '#shared/situation.ts';
import { kindTerm } from '#shared/terms.ts';
import { usePreferences } from '../../../store/preferences-store.ts';
import { fullTime, shortTime } from '../../../ui/format.ts';

export function ZoneSteps({ zone: { steps } }: { readonly zone: Entities['zones'] }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  // Whose role does not see them has no steps.
  if ((steps as typeof steps | undefined) === undefined || steps.length === 0) return null;
  return (
    <section className="zone-part history">
      <h3>{t('engine.zone.steps')}</h3>
      <ol>
        {steps.toReversed().map(({ kind, actor, at, seq, remark }) => (
          <li key={seq} className="history-step">
            <p className="history-step-head">
              <span>{kindTerm(kind, language)}</span>
              <time dateTime={at} title={fullTime(at)}>
                {shortTime(at)}
              </time>
            </p>
            {remark !== undefined && <p>{remark}</p>}
            <p className="history-step-by">
              {actor} · #{seq}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
