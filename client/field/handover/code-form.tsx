// The code of a bundle, typed from the other screen.
import { LockKeyholeOpen } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Bundle, type BundleTrouble, openBundle, typedCode } from './bundle.ts';

type Props = {
  readonly sealed: Uint8Array<ArrayBuffer>;
  readonly onOpen: (bundle: Bundle) => void;
  /** back to another file, other codes */
  readonly onAgain: () => void;
};

export function CodeForm({ sealed, onOpen, onAgain }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<BundleTrouble | 'short'>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const code = typedCode(typed);
    if (code === undefined) return setTrouble('short');
    setTrouble(undefined);
    setBusy(true);
    const opened = await openBundle(sealed, code);
    setBusy(false);
    if (opened.ok) onOpen(opened.value);
    else setTrouble(opened.error);
  };
  return (
    <form className="hand" onSubmit={(event) => void submit(event)}>
      <label className="field-label-large">
        {t('field.handover.codeAsk')}
        <input
          className="input field-input hand-typed"
          value={typed}
          maxLength={20}
          autoCapitalize="characters"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          onChange={({ target }) => setTyped(target.value)}
        />
      </label>
      {trouble !== undefined && (
        <p className="notice" role="alert">
          {trouble === 'short' ? t('field.handover.shortCode') : t(`field.handover.trouble.${trouble}`)}
        </p>
      )}
      <button type="submit" className="field-button field-button-primary" disabled={isBusy || typed.trim() === ''}>
        <LockKeyholeOpen size={24} aria-hidden />
        {t(isBusy ? 'field.handover.opening' : 'field.handover.open')}
      </button>
      <button type="button" className="field-button" onClick={onAgain}>
        {t('field.handover.again')}
      </button>
    </form>
  );
}
