// One PIN: large, hidden, with the phone's digits. Not a password field: browsers offer to keep those, on the very disk that
// the PIN protects.
import { useId } from 'react';

type Props = {
  readonly label: string;
  readonly value: string;
  readonly isFirst?: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (value: string) => void;
};

export function PinInput({ label, value, isFirst = false, isDisabled = false, onChange }: Props) {
  const id = useId();
  return (
    <label className="field-label-large" htmlFor={id}>
      {label}
      <input
        id={id}
        className="input field-input pin-input"
        type="text"
        inputMode="numeric"
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="none"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: the page has nothing else to do
        autoFocus={isFirst}
        disabled={isDisabled}
        value={value}
        maxLength={64}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}
