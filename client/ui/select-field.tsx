// A choice among a few, with its name above it.
import type { ReactNode } from 'react';

type Props<V extends string> = {
  readonly label: ReactNode;
  readonly value: V;
  /** each with its words, in the order in which they are offered */
  readonly options: readonly (readonly [value: V, words: string])[];
  readonly onChange: (value: V) => void;
  readonly className?: string;
};

export function SelectField<V extends string>({ label, value, options, onChange, className = '' }: Props<V>) {
  return (
    <label className={`field ${className}`.trim()}>
      <span className="field-label">{label}</span>
      <select className="select" value={value} onChange={(event) => onChange(event.target.value as V)}>
        {options.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
