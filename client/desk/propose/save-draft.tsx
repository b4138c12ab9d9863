// From an alternative to a draft: its name, the rule and level it stands on, and a reason where it is larger than needed.
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ZONE_LEVEL_TERMS } from '#shared/terms/codes.ts';
import { POLICY_TERMS } from '#shared/terms/policies.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../../connection/browser-connection.ts';
import type { ApiProblem } from '../../connection/http.ts';
import { newId, sendReport } from '../../connection/send-report.ts';
import { nowInSituation, useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { type Alternative, useProposal } from '../../store/proposal-store.ts';
import { useMay } from '../../store/session-store.ts';
import { useView } from '../../store/view-store.ts';
import { number } from '../../ui/format.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { useAreaPath } from '../inspector/use-area-path.ts';
import { Clash } from '../inspector/zone/steps/clash.tsx';
import { HeldSentence } from '../inspector/zone/steps/held-sentence.tsx';
import { beyondLeast, summaryOf } from './larger.ts';
import { type Rule, rulesOf, useRules } from './rules.ts';

type Props = {
  readonly one: Alternative;
  readonly least: Alternative;
  readonly others: readonly Alternative[];
};

export function SaveDraft(props: Props) {
  const { t } = useTranslation();
  const answer = useRules();
  const rules = answer === undefined ? undefined : rulesOf(answer);
  if (rules === undefined) return null;
  if (rules.length === 0) return <p className="notice">{t('fence.noPolicy')}</p>;
  return <DraftForm {...props} rules={rules} />;
}

function DraftForm({ one, least, others, rules }: Props & { readonly rules: readonly Rule[] }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const textOf = useProblemText();
  const id = useId();
  const { chosen, revised, clear, revise } = useProposal();
  const { select } = useView();
  const named = useName(one);
  const usual = revised?.name ?? named;
  useVersion('zones');
  const standing = revised === null ? undefined : situation.copy.get('zones', revised.id);
  const isStale = revised !== null && standing !== undefined && standing.version !== revised.version;
  const beyond = beyondLeast(one, least);
  const [name, setName] = useState<string>();
  const [policyId, setPolicy] = useState(
    rules.find((rule) => rule.policyId === revised?.policyId)?.policyId ?? rules[0]?.policyId ?? '',
  );
  const levels = rules.find((rule) => rule.policyId === policyId)?.levels ?? [];
  const [level, setLevel] = useState<string | undefined>(revised?.level);
  const [reason, setReason] = useState(beyond === undefined ? t('fence.reasonLeast', { n: number(chosen.size) }) : '');
  const [isSending, setSending] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const mayPropose = useMay('propose');
  const mayHold = useMay('hold') && revised === null;
  const said = (): Parameters<typeof sendReport<'zone.proposed'>>[1] => ({
    id: revised?.id ?? `zone-${newId()}`,
    ...(revised === null ? {} : { version: revised.version }),
    policyId,
    level: level ?? levels[0] ?? '',
    areaIds: [...one.areaIds],
    geometry: one.geometry,
    caseIds: [...chosen],
    reason: reason.trim(),
  });
  const send = async (kind: 'zone.proposed' | 'zone.held') => {
    if (reason.trim() === '') {
      setWrong(t('fence.reasonMissing'));
      return;
    }
    setSending(true);
    setWrong(undefined);
    const data = said();
    const now = nowInSituation();
    const answer =
      kind === 'zone.held'
        ? await sendReport(kind, data, now)
        : await sendReport(
            kind,
            {
              ...data,
              name: (name ?? usual).trim() || data.id,
              alternativeId: one.id,
              rejectedAlternatives: others.map(summaryOf),
            },
            now,
          );
    setSending(false);
    if (!answer.ok) {
      setWrong(textOf(answer.error) + detailOf(answer.error));
      return;
    }
    clear();
    select({ layer: 'zones', id: data.id });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(mayPropose ? 'zone.proposed' : 'zone.held');
  };
  if (!mayPropose && !mayHold) return null;
  return (
    <form className="propose-save" onSubmit={submit}>
      <p className="propose-sentence">
        <HeldSentence held={one} areaIds={one.areaIds} gates={one.gates.length + one.leaks.length} />
      </p>
      {mayPropose && (
        <label className="field">
          <span className="field-label">{t('fence.name')}</span>
          <input
            className="input"
            value={name ?? usual}
            maxLength={80}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
      )}
      <div className="propose-two">
        <SelectField
          label={t('fence.policy')}
          value={policyId}
          options={rules.map((rule) => [rule.policyId, term(POLICY_TERMS, rule.policyId, language)])}
          onChange={(next) => {
            setPolicy(next);
            setLevel(undefined);
          }}
        />
        <SelectField
          label={t('fence.level')}
          value={level ?? levels[0] ?? ''}
          options={levels.map((code) => [code, term(ZONE_LEVEL_TERMS, code, language)])}
          onChange={setLevel}
        />
      </div>
      <label className="field" htmlFor={`${id}-reason`}>
        <span className="field-label">
          {typeof beyond === 'number' ? t('fence.reasonWanted', { n: number(beyond) }) : t('fence.reason')}
        </span>
        <textarea
          id={`${id}-reason`}
          className="input"
          rows={2}
          maxLength={2000}
          required={beyond !== undefined}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      {isStale && <Clash mine={revised} theirs={standing} onGoOn={() => revise(standing)} onLeave={clear} />}
      {wrong !== undefined && !isStale && (
        <p className="notice" role="alert">
          {wrong}
        </p>
      )}
      <div className="propose-buttons">
        {mayPropose && (
          <button type="submit" className="button button-primary" disabled={isSending || isStale}>
            {t(revised === null ? 'fence.save' : 'fence.replace')}
          </button>
        )}
        {mayHold && (
          <button
            type="button"
            className="button"
            title={t('fence.holdHint')}
            disabled={isSending}
            onClick={() => void send('zone.held')}
          >
            {t('fence.hold')}
          </button>
        )}
      </div>
      {mayHold && <p className="panel-note">{t('fence.holdHint')}</p>}
    </form>
  );
}

/** The server's own words behind ours: which area, which rule. */
const detailOf = ({ detail }: ApiProblem): string => (detail === undefined ? '' : ` (${detail})`);

/** After where it begins: its first piece by name, and that there are more. */
function useName({ areaIds }: Alternative): string {
  const name = useAreaPath(areaIds[0] ?? '');
  return areaIds.length > 1 ? `${name} +${areaIds.length - 1}` : name;
}
