// A number that a glove can set: less and more at the sides, and the number itself for who wants to type.

import { Minus, Plus } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly label: string;
  /** what was known before, said beside it */
  readonly was?: string | undefined;
  readonly value: number | undefined;
  readonly step?: number;
  readonly most?: number;
  readonly onChange: (value: number | undefined) => void;
};

export function Stepper({ label, was, value, step = 1, most = 100_000, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const set = (next: number) => onChange(Math.min(most, Math.max(0, next)));
  return (
    <div className="stepper">
      <label htmlFor={id}>
        {label}
        {was !== undefined && <span className="was"> {was}</span>}
      </label>
      <div>
        <button type="button" aria-label={t('field.less', { name: label })} onClick={() => set((value ?? 0) - step)}>
          <Minus size={26} aria-hidden />
        </button>
        <input
          autoComplete="off"
          id={id}
          inputMode="numeric"
          value={value ?? ''}
          placeholder={t('field.unknown')}
          onChange={({ target }) => {
            const digits = target.value.replaceAll(/\D/g, '').slice(0, 6);
            if (digits === '') onChange(undefined);
            else set(Number(digits));
          }}
        />
        <button type="button" aria-label={t('field.moreOf', { name: label })} onClick={() => set((value ?? 0) + step)}>
          <Plus size={26} aria-hidden />
        </button>
      </div>
    </div>
  );
}
