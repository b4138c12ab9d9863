// A moment to type, in the order every time here is written in, whatever the browser's own is.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldTime, instantOfField } from './format.ts';

type Props = {
  readonly label: string;
  /** ms since 1970 */
  readonly at: number;
  readonly onMove: (to: number) => void;
  readonly isWrong?: boolean;
};

export function MomentField({ label, at, onMove, isWrong = false }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  const isUnread = text !== null && instantOfField(text) === undefined;
  return (
    <input
      className="input"
      aria-label={label}
      aria-invalid={isUnread || isWrong}
      title={t('time.format')}
      spellCheck={false}
      value={text ?? fieldTime(at)}
      onChange={(event) => {
        setText(event.target.value);
        const wanted = instantOfField(event.target.value);
        if (wanted !== undefined) onMove(wanted);
      }}
      onBlur={() => setText(null)}
    />
  );
}
