// The first time an account works with this phone: a PIN, twice.
import { LockKeyhole } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageButton } from '../../ui/preference-buttons.tsx';
import { PinInput } from './pin-input.tsx';
import { putRecord } from './records.ts';
import { flawOf, makeVault } from './vault.ts';

type Made = Awaited<ReturnType<typeof makeVault>>;
type Props = { readonly name: string; readonly onSet: (made: Made) => Promise<void> };

export function SetPinPage({ name, onSet }: Props) {
  const { t } = useTranslation();
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [trouble, setTrouble] = useState<'short' | 'easy' | 'differ' | 'noStorage'>();
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const flaw = flawOf(pin) ?? (pin === again ? undefined : 'differ');
    setTrouble(flaw);
    if (flaw !== undefined || isBusy) return;
    setBusy(true);
    try {
      const made = await makeVault(pin, name);
      await putRecord(made.record);
      await onSet(made);
    } catch {
      setTrouble('noStorage');
      setBusy(false);
    }
  };
  return (
    <main className="lock-page">
      <div className="lock-top">
        <LockKeyhole size={28} aria-hidden />
        <h1>{t('lock.setTitle')}</h1>
        <LanguageButton />
      </div>
      <p className="field-note">{t('lock.setNote')}</p>
      <form onSubmit={(event) => void submit(event)}>
        <PinInput label={t('lock.pin')} value={pin} isFirst onChange={setPin} />
        <PinInput label={t('lock.again')} value={again} onChange={setAgain} />
        {trouble !== undefined && (
          <p className="notice" role="alert">
            {t(`lock.${trouble}`)}
          </p>
        )}
        <button type="submit" className="field-button field-button-primary" disabled={isBusy}>
          {isBusy ? t('lock.busy') : t('lock.set')}
        </button>
      </form>
    </main>
  );
}
