// One line to type, under its name: words of one's own, or the code on a tube box.

/** As the server takes them. */
const MOST = { words: 300, code: 128 } as const;

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly of?: keyof typeof MOST;
};

export function TextLine({ label, value, onChange, of = 'words' }: Props) {
  return (
    <label className="field-label-large">
      {label}
      <input
        autoComplete="off"
        {...(of === 'code' ? { autoCapitalize: 'characters' } : {})}
        className="input field-input"
        value={value}
        maxLength={MOST[of]}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}
