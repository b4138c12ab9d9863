// Side by side: two or three fences, drawn, proposed or in force, under the rule in force or another one; and whether the
// testing desks, rooms and posts that there are would carry them tonight. Writes nothing, and nobody else sees it.
import './compare.css';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { POLICY_TERMS } from '#shared/terms/policies.ts';
import type { Language } from '#shared/terms/term.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useMay } from '../../store/session-store.ts';
import { type EntityWords, entityWords } from '../../ui/entity-words.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { useDrafts } from '../draw/drafts.ts';
import { PanelHead } from '../panel-head.tsx';
import { useRules, zoningOf } from '../propose/rules.ts';
import { type Choice, type ColumnKey, choicesOf, MOST } from './columns.ts';
import { CompareTable } from './compare-table.tsx';

export function ComparePanel() {
  const { t } = useTranslation();
  const may = useMay('propose');
  return (
    <section className="panel drawer drawer-propose" aria-label={t('compare.title')}>
      <PanelHead title={t('compare.title')} />
      {may ? <Compare /> : <p className="list-empty">{t('compare.noRight')}</p>}
    </section>
  );
}

function Compare() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const drafts = useDrafts((state) => state.drafts);
  const rules = useRules();
  const version = useVersion('zones');
  const [chosen, setChosen] = useState<readonly ColumnKey[]>([]);
  const [policyId, setPolicy] = useState('');
  const holding = useMemo(() => new Set((rules?.inForce ?? []).map((rule) => rule.policyId)), [rules]);
  const zoning = useMemo(() => zoningOf(rules?.policies ?? [], holding), [rules, holding]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const choices = useMemo(() => choicesOf(drafts.values(), situation.copy, zoning), [drafts, zoning, version]);
  const policyName = (id: string) => term(POLICY_TERMS, id, language);
  const nameOfChoice = ({ kind, id }: Choice): string =>
    kind === 'draft'
      ? (drafts.get(id)?.name ?? id)
      : kind === 'zone'
        ? (zoneWords(id, language)?.title ?? id)
        : t('compare.byRule', { rule: policyName(id) });
  const toggle = (key: ColumnKey) =>
    setChosen((now) => (now.includes(key) ? now.filter((one) => one !== key) : [...now, key].slice(-MOST)));
  const shown = chosen.flatMap((key) => choices.find((one) => one.key === key) ?? []);
  const groups = (['draft', 'zone', 'rule'] as const).map(
    (kind) => [kind, choices.filter((one) => one.kind === kind)] as const,
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it
    <section className="panel-body compare" tabIndex={0} aria-label={t('compare.title')}>
      <p className="panel-note">{t('compare.what', { n: MOST })}</p>
      {groups.map(([kind, those]) => (
        <fieldset key={kind} className="compare-group">
          <legend className="layer-group">{t(`compare.${kind}`)}</legend>
          {those.length === 0 && <p className="panel-note">{t(`compare.no.${kind}`)}</p>}
          {those.map((one) => (
            <label key={one.key}>
              <input type="checkbox" checked={chosen.includes(one.key)} onChange={() => toggle(one.key)} />
              <span>
                {nameOfChoice(one)} {kind === 'rule' && holding.has(one.id) && <small>{t('compare.inForce')}</small>}
                {kind === 'zone' && <small>{zoneWords(one.id, language)?.detail}</small>}
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      <SelectField
        className="compare-rule"
        label={t('compare.measureBy')}
        value={policyId}
        options={[['', t('compare.ruleInForce')], ...zoning.map((id) => [id, policyName(id)] as const)]}
        onChange={setPolicy}
      />
      {shown.length === 0 ? (
        <p className="list-empty">{t('compare.none')}</p>
      ) : (
        <CompareTable
          columns={shown.map((choice) => ({ ...choice, name: nameOfChoice(choice) }))}
          policyId={policyId === '' ? undefined : policyId}
        />
      )}
    </section>
  );
}

function zoneWords(id: string, language: Language): EntityWords | undefined {
  const zone = situation.copy.get('zones', id);
  return zone === undefined ? undefined : entityWords(situation.copy, 'zones', zone, language);
}
