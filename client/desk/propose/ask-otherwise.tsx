// Asking the engine otherwise: under another edition of the rules, or for a unit that is not among the alternatives.
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FENCE_UNITS, type FenceUnit } from '#shared/domain/fence/drafts.ts';
import { POLICY_TERMS } from '#shared/terms/policies.ts';
import { term } from '#shared/terms.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { type Alternative, useProposal } from '../../store/proposal-store.ts';
import { useRules, zoningOf } from './rules.ts';

export function AskOtherwise({ alternatives }: { readonly alternatives: readonly Alternative[] }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { policyId, askBy, askUnit } = useProposal();
  const rules = useRules();
  const holding = useMemo(() => new Set((rules?.inForce ?? []).map((rule) => rule.policyId)), [rules]);
  const editions = useMemo(
    () => zoningOf(rules?.policies ?? [], holding).filter((id) => !holding.has(id)),
    [rules, holding],
  );
  const [same, setSame] = useState<FenceUnit>();
  const [isAsking, setAsking] = useState(false);
  const there = new Set(alternatives.map(({ unit }) => unit));
  const units = FENCE_UNITS.filter((unit) => unit !== 'drawn' && !there.has(unit));
  const add = async (unit: FenceUnit) => {
    setAsking(true);
    const { isSame } = await askUnit(unit);
    setAsking(false);
    setSame(isSame ? unit : undefined);
  };
  return (
    <>
      <div className="propose-two propose-otherwise">
        <label className="field">
          <span className="field-label">{t('fence.otherwise.rule')}</span>
          <select className="select" value={policyId ?? ''} onChange={(event) => askBy(event.target.value || null)}>
            <option value="">{t('compare.ruleInForce')}</option>
            {editions.map((id) => (
              <option key={id} value={id}>
                {term(POLICY_TERMS, id, language)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="field-label">{t('fence.otherwise.unit')}</span>
          <select
            className="select"
            value=""
            disabled={isAsking || units.length === 0}
            onChange={(event) => void add(event.target.value as FenceUnit)}
          >
            <option value="">{t(isAsking ? 'fence.otherwise.drawing' : 'fence.otherwise.more')}</option>
            {units.map((unit) => (
              <option key={unit} value={unit}>
                {t(`engine.unit.${unit}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {policyId !== null && (
        <p className="panel-note">{t('fence.otherwise.whatIf', { rule: term(POLICY_TERMS, policyId, language) })}</p>
      )}
      {same !== undefined && (
        <p className="panel-note" role="status">
          {t('fence.otherwise.same', { unit: t(`engine.unit.${same}`) })}
        </p>
      )}
    </>
  );
}
