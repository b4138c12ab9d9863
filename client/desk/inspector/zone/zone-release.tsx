// When a zone may end at the earliest, what still blocks it, and plainly that it is overdue where it is.

import type { TFunction } from 'i18next';
import { Check, Circle, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Entities } from '#shared/situation.ts';
import { PREDICATE_TERMS } from '#shared/terms/predicates.ts';
import { term } from '#shared/terms.ts';
import { instant } from '#shared/time.ts';
import { useNow } from '../../../store/hooks.ts';
import { usePreferences } from '../../../store/preferences-store.ts';
import { shortTime } from '../../../ui/format.ts';
import { leftText, spanText } from '../../../ui/span.ts';
import { type FindingShown, type ReleaseShown, useRelease } from './answers.ts';
import { findingText } from './findings.ts';

type Props = { readonly zone: Entities['zones'] };

export function ZoneRelease({ zone }: Props) {
  const { t } = useTranslation();
  const release = useRelease(zone.id);
  const now = useNow(60_000);
  if (zone.status !== 'active' && zone.status !== 'held') return null;
  const { expiresAt } = zone;
  return (
    <section className="zone-part">
      <h3>{t('engine.zone.release')}</h3>
      {release?.overdueSince !== undefined && (
        <p className="notice zone-overdue">
          <strong>{t('engine.zone.overdue', { span: spanText(now - instant(release.overdueSince), t) })}</strong>
        </p>
      )}
      {release !== undefined && <p className="zone-lead">{leadText(release, now, t)}</p>}
      {expiresAt !== undefined && (
        <p>
          {t('engine.zone.expires', { time: shortTime(expiresAt) })}
          <span className="value-age">{leftText(instant(expiresAt), now, t)}</span>
        </p>
      )}
      {release !== undefined && (
        <>
          <Findings name={t('engine.zone.blocking')} findings={release.blocking} />
          <Findings name={t('engine.zone.met')} findings={release.met} />
        </>
      )}
    </section>
  );
}

function leadText({ earliest, blocking }: ReleaseShown, now: number, t: TFunction): string {
  if (earliest === null) return t('engine.zone.earliestUnknown');
  if (blocking.length === 0) return t('engine.zone.now');
  const at = instant(earliest);
  const left = at > now ? ` · ${leftText(at, now, t)}` : '';
  return t('engine.zone.earliest', { time: shortTime(earliest) }) + left;
}

function Findings({ name, findings }: { readonly name: string; readonly findings: readonly FindingShown[] }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  if (findings.length === 0) return null;
  return (
    <>
      <h4>{name}</h4>
      <ul className="zone-findings">
        {findings.map((finding) => {
          const { predicate, state, need } = finding;
          const Icon = state === 'met' ? Check : state === 'needsPerson' ? UserRound : Circle;
          return (
            <li key={`${predicate} ${JSON.stringify(need)}`} data-state={state}>
              <Icon size={15} strokeWidth={2} aria-hidden />
              <span>
                {state === 'needsPerson' && predicate !== 'humanAssessment'
                  ? t('engine.zone.person', { what: term(PREDICATE_TERMS, predicate, language) })
                  : term(PREDICATE_TERMS, predicate, language)}
                <span className="zone-finding-have">{findingText(finding, t)}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
