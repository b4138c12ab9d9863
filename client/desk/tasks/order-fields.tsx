// What every order says whatever its place: what to do, for which team, by when, and a word to them.
import { useTranslation } from 'react-i18next';
import { TASK_TYPE_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { HOUR } from '#shared/time.ts';
import { situation } from '../../connection/browser-connection.ts';
import { nowInSituation, useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { MomentField } from '../../ui/moment-field.tsx';
import { nameIn } from '../../ui/name-in.ts';
import { SelectField } from '../../ui/select-field.tsx';

/** What a task is usually given; whoever orders it may say otherwise. */
const USUAL = 4 * HOUR;

export type OrderDraft = {
  readonly type: string;
  /** empty: nobody yet */
  readonly teamId: string;
  /** ms since 1970, in the situation's time */
  readonly due: number;
  readonly note: string;
};

export const newOrder = (): OrderDraft => ({
  type: Object.keys(TASK_TYPE_TERMS)[0] ?? '',
  teamId: '',
  due: nowInSituation() + USUAL,
  note: '',
});

type Props = { readonly order: OrderDraft; readonly onChange: (order: OrderDraft) => void };

export function OrderFields({ order, onChange }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const teams = useTeams();
  return (
    <>
      <div className="task-form-pair">
        <SelectField
          label={t('tasks.type')}
          value={order.type}
          options={Object.keys(TASK_TYPE_TERMS).map((code) => [code, term(TASK_TYPE_TERMS, code, language)])}
          onChange={(type) => onChange({ ...order, type })}
        />
        <SelectField
          label={t('tasks.team')}
          value={order.teamId}
          options={[
            ['', t('tasks.teamNone')],
            ...teams.map((team) => [team.id, nameIn(team, language) ?? team.id] as const),
          ]}
          onChange={(teamId) => onChange({ ...order, teamId })}
        />
      </div>
      <div className="field">
        <span className="field-label">{t('tasks.due')}</span>
        <MomentField
          label={t('tasks.due')}
          at={order.due}
          onMove={(due) => onChange({ ...order, due })}
          isWrong={order.due <= nowInSituation()}
        />
      </div>
      <label className="field">
        <span className="field-label">{t('tasks.note')}</span>
        <textarea
          className="input"
          rows={2}
          maxLength={1000}
          value={order.note}
          placeholder={t('tasks.notePlaceholder')}
          onChange={(event) => onChange({ ...order, note: event.target.value })}
        />
      </label>
    </>
  );
}

function useTeams() {
  useVersion('teams');
  return [...situation.copy.all('teams').values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
