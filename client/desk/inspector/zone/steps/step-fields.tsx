// The fields that a step asks for, in the order of the order.
import { type ChangeEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entities } from '#shared/situation.ts';
import { ZONE_LEVEL_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { usePreferences } from '../../../../store/preferences-store.ts';
import { levelsFrom, useRules } from '../../../propose/rules.ts';
import { AreaName } from '../../area-name.tsx';
import { FIELDS, type Field, type Values } from './step-data.ts';
import type { StepVerb } from './verbs.ts';

type Props = {
  readonly verb: StepVerb;
  readonly zone: Entities['zones'];
  readonly values: Values;
  readonly onChange: (values: Values) => void;
};
const LONG: ReadonlySet<Field> = new Set<Field>(['remark', 'note', 'reason']);

export function StepFields({ verb, zone, values, onChange }: Props) {
  const asked = FIELDS[verb];
  const hasParts = (verb === 'released' || verb === 'split') && (zone.areaIds?.length ?? 0) > 1;
  return (
    <>
      {hasParts && <Parts verb={verb} zone={zone} values={values} onChange={onChange} />}
      {(Object.keys(asked) as Field[]).map((field) =>
        field === 'level' ? (
          <LevelField key={field} verb={verb} zone={zone} values={values} onChange={onChange} />
        ) : (
          <TextField key={field} field={field} values={values} onChange={onChange} />
        ),
      )}
    </>
  );
}

type TextProps = Pick<Props, 'values' | 'onChange'> & { readonly field: Exclude<Field, 'level'> };

function TextField({ field, values, onChange }: TextProps) {
  const { t } = useTranslation();
  const id = useId();
  const common = {
    id,
    className: 'input',
    value: values[field],
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      onChange({ ...values, [field]: event.target.value }),
  };
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {t(`fence.step.${field}`)}
      </label>
      {LONG.has(field) ? (
        <textarea {...common} rows={2} maxLength={2000} />
      ) : (
        <input
          {...common}
          maxLength={200}
          placeholder={field === 'expiresAt' ? t('fence.step.expiryHint') : undefined}
        />
      )}
    </div>
  );
}

function LevelField({ verb, zone, values, onChange }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const rules = useRules();
  const policy = rules?.policies.find(({ id }) => id === zone.policyId);
  const levels = levelsFrom(policy, zone.level, verb === 'escalated');
  if (rules === undefined) return null;
  if (levels.length === 0) return <p className="notice">{t('fence.step.noLevel')}</p>;
  return (
    <label className="field">
      <span className="field-label">{t('fence.step.level')}</span>
      <select
        className="select"
        value={values.level}
        onChange={(event) => onChange({ ...values, level: event.target.value })}
      >
        <option value="" />
        {levels.map((code) => (
          <option key={code} value={code}>
            {term(ZONE_LEVEL_TERMS, code, language)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Parts({ verb, zone, values, onChange }: Props) {
  const { t } = useTranslation();
  const toggle = (id: string) => {
    const areaIds = new Set(values.areaIds);
    if (!areaIds.delete(id)) areaIds.add(id);
    onChange({ ...values, areaIds });
  };
  return (
    <fieldset className="step-parts">
      <legend className="field-label">{t(verb === 'split' ? 'fence.step.part' : 'fence.step.areas')}</legend>
      {verb === 'released' && (
        <label>
          <input
            type="checkbox"
            className="switch"
            checked={values.areaIds.size === 0}
            onChange={() => onChange({ ...values, areaIds: new Set() })}
          />
          {t('fence.step.all')}
        </label>
      )}
      {(zone.areaIds ?? []).map((id) => (
        <div key={id}>
          <input
            type="checkbox"
            className="switch"
            id={`part-${id}`}
            aria-labelledby={`part-name-${id}`}
            checked={values.areaIds.has(id)}
            onChange={() => toggle(id)}
          />
          <span id={`part-name-${id}`}>
            <AreaName id={id} />
          </span>
        </div>
      ))}
    </fieldset>
  );
}
