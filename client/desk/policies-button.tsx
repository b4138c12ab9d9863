// What is in force here, in one line: the protocol that draws the zones, and how many others; all of them on a click.
import './policies-button.css';
import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { POLICY_TERMS, SERIES_TERMS } from '#shared/terms/policies.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../connection/browser-connection.ts';
import { useNow, useVersion } from '../store/hooks.ts';
import { usePreferences } from '../store/preferences-store.ts';
import { number, shortTime } from '../ui/format.ts';
import { policiesInForce } from '../ui/jurisdiction.ts';

export function PoliciesButton() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  useVersion('policies');
  const inForce = policiesInForce(situation.copy, useNow(60_000));
  const [first] = inForce;
  if (first === undefined) return null;
  const name = term(POLICY_TERMS, first.policyId, language);
  return (
    <>
      <button type="button" className="top-bar-policy" popoverTarget="policies" title={t('desk.policiesHint')}>
        <span>
          {inForce.length === 1
            ? t('desk.policy', { name })
            : t('desk.policies', { name, total: number(inForce.length) })}
        </span>
        <ChevronDown size={14} aria-hidden />
      </button>
      <section id="policies" popover="auto" className="policies" aria-label={t('desk.policiesTitle')}>
        <h2>{t('desk.policiesTitle')}</h2>
        <dl>
          {inForce.map(({ policyId, series, from }) => (
            <div key={policyId}>
              <dt>{term(SERIES_TERMS, series, language)}</dt>
              <dd>
                {term(POLICY_TERMS, policyId, language)}
                <time dateTime={from}>{t('desk.since', { time: shortTime(from) })}</time>
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}
