// The top of the wall: where, which day, under which rules, how fresh, what time.
import { useTranslation } from 'react-i18next';
import { POLICY_TERMS } from '#shared/terms/policies.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../connection/browser-connection.ts';
import { useNow, useVersion } from '../store/hooks.ts';
import { usePreferences } from '../store/preferences-store.ts';
import { FreshnessBadge } from '../ui/freshness-badge.tsx';
import { incidentDay, jurisdictionOf, policiesInForce } from '../ui/jurisdiction.ts';
import { SituationClock } from '../ui/situation-clock.tsx';

export function WallBar() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const now = useNow(60_000);
  useVersion('areas', 'policies');
  const jurisdiction = jurisdictionOf(situation.copy, language);
  const day = incidentDay(situation.copy, now);
  const [first] = policiesInForce(situation.copy, now);
  const policy = first === undefined ? undefined : term(POLICY_TERMS, first.policyId, language);
  return (
    <header className="wall-bar">
      <h1>
        {jurisdiction} {t('wall.title')}
      </h1>
      {day !== undefined && <span className="muted">{t('wall.day', { n: day })}</span>}
      {policy !== undefined && <span className="muted wall-cut">{t('wall.policy', { name: policy })}</span>}
      <span className="wall-bar-end">
        <FreshnessBadge />
        <SituationClock />
      </span>
    </header>
  );
}
