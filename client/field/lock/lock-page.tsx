// The locked phone: the PIN, how many reports wait behind it, and the way out for who has forgotten it. Nothing else.
import { LockKeyhole } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../store/session-store.ts';
import { number } from '../../ui/format.ts';
import { LanguageButton } from '../../ui/preference-buttons.tsx';
import { PinInput } from './pin-input.tsx';
import { putRecord, recordOf, type Unsent, unsent, wipe } from './records.ts';
import { openVault, pauseOf, type VaultRecord } from './vault.ts';

type Props = {
  readonly record: VaultRecord;
  readonly onOpen: (key: CryptoKey) => Promise<void>;
  /** the record as it stands after a wrong try */
  readonly onTried: (record: VaultRecord) => void;
  readonly onWiped: () => void;
};

export function LockPage({ record, onOpen, onTried, onWiped }: Props) {
  const { t } = useTranslation();
  const leave = useSession((state) => state.leave);
  const isKnown = useSession(({ session }) => session.state === 'in');
  const [pin, setPin] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [isForgotten, setForgotten] = useState(false);
  const [waiting, setWaiting] = useState<Unsent>({ mine: 0, others: 0 });
  const pause = usePause(record);
  useEffect(() => void unsent(record.id).then(setWaiting, () => {}), [record.id]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy || pin === '') return;
    setBusy(true);
    // As it stands on the disk: another tab counts too. And counted before it is tried, or who pulls the battery tries for ever.
    const now = (await recordOf(record.id)) ?? record;
    if (pauseOf(now, Date.now()) === 0) {
      const tried = { ...now, wrong: now.wrong + 1, wrongAt: Date.now() };
      await putRecord(tried);
      const key = await openVault(now, pin);
      if (key.ok) {
        await putRecord({ ...now, wrong: 0, wrongAt: 0 });
        await onOpen(key.value);
        return;
      }
      onTried(tried);
      navigator.vibrate?.([120, 60, 120]);
    } else onTried(now);
    setPin('');
    setBusy(false);
  };
  return (
    <main className="lock-page">
      <div className="lock-top">
        <LockKeyhole size={28} aria-hidden />
        <h1>{t('lock.title')}</h1>
        <LanguageButton />
      </div>
      {isForgotten ? (
        <Forgotten
          count={waiting.mine}
          onBack={() => setForgotten(false)}
          onWipe={() => wipe(record.id).then(onWiped)}
        />
      ) : (
        <>
          <p className="field-note">{t('lock.note')}</p>
          <form onSubmit={(event) => void submit(event)}>
            <PinInput label={t('lock.pin')} value={pin} isFirst isDisabled={pause > 0} onChange={setPin} />
            {record.wrong > 0 && (
              <p className="notice" role="alert">
                {t('lock.wrong', { n: number(record.wrong) })} {pause > 0 && t('lock.wait', { n: number(pause) })}
              </p>
            )}
            <button type="submit" className="field-button field-button-primary" disabled={isBusy || pause > 0}>
              {isBusy ? t('lock.busy') : t('lock.open')}
            </button>
          </form>
          {waiting.mine > 0 && <p className="notice">{t('lock.unsent', { n: number(waiting.mine) })}</p>}
          {waiting.others > 0 && <p className="field-note">{t('lock.others', { n: number(waiting.others) })}</p>}
          <div className="lock-ways">
            <button type="button" className="small-button" onClick={() => setForgotten(true)}>
              {t('lock.forgot')}
            </button>
            {isKnown && (
              <button type="button" className="small-button" onClick={() => void leave()}>
                {t('lock.out')}
              </button>
            )}
          </div>
        </>
      )}
    </main>
  );
}

/** Whole seconds until the next try counts. */
function usePause(record: VaultRecord): number {
  const [pause, setPause] = useState(0);
  useEffect(() => {
    const look = () => setPause(Math.ceil(pauseOf(record, Date.now()) / 1000));
    look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, [record]);
  return pause;
}

type ForgottenProps = { readonly count: number; readonly onBack: () => void; readonly onWipe: () => void };

function Forgotten({ count, onBack, onWipe }: ForgottenProps) {
  const { t } = useTranslation();
  return (
    <div className="lock-forgotten">
      <h2>{t('lock.forgot')}</h2>
      <p>{t('lock.forgotNote')}</p>
      <p className="notice">{count > 0 ? t('lock.forgotLost', { n: number(count) }) : t('lock.forgotNone')}</p>
      <button type="button" className="field-button field-button-primary" onClick={onBack}>
        {t('lock.keep')}
      </button>
      <button type="button" className="field-button" onClick={onWipe}>
        {t('lock.wipe')}
      </button>
    </div>
  );
}
