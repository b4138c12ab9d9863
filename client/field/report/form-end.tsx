// The end of every form: one large button under the thumb, and why it did not work if it did not.

import { Check } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';

/** A glove taps twice where it meant once: what was just sent is not sent again. ms */
const ONCE_IN = 1_000;

type Props = {
  readonly isReady: boolean;
  readonly isFailed: boolean;
  readonly text?: string;
  readonly onSend: () => void;
};

export function FormEnd({ isReady, isFailed, text, onSend }: Props) {
  const { t } = useTranslation();
  const sentAt = useRef(Number.NEGATIVE_INFINITY);
  const send = () => {
    if (performance.now() - sentAt.current < ONCE_IN) return;
    sentAt.current = performance.now();
    onSend();
  };
  return (
    <div className="form-end">
      {isFailed && (
        <p className="notice" role="alert">
          {t('field.notKept')}
        </p>
      )}
      <button type="button" className="field-button field-button-primary" disabled={!isReady} onClick={send}>
        <Check size={24} aria-hidden />
        {text ?? t('field.send')}
      </button>
    </div>
  );
}
