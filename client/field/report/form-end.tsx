// The end of every form: one large button under the thumb, and why it did not work if it did not.

import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly isReady: boolean;
  readonly isFailed: boolean;
  readonly text?: string;
  readonly onSend: () => void;
};

export function FormEnd({ isReady, isFailed, text, onSend }: Props) {
  const { t } = useTranslation();
  return (
    <div className="form-end">
      {isFailed && (
        <p className="notice" role="alert">
          {t('field.notKept')}
        </p>
      )}
      <button type="button" className="field-button field-button-primary" disabled={!isReady} onClick={onSend}>
        <Check size={24} aria-hidden />
        {text ?? t('field.send')}
      </button>
    </div>
  );
}
