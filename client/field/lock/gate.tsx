// The field's door: behind it nothing is shown, read or kept before the phone's PIN has opened it. It locks by itself.
import '../field.css';
import './lock.css';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../connection/session.ts';
import { FIELD_EN, FIELD_ZH } from '../../i18n/field.ts';
import { FORMS_EN, FORMS_ZH } from '../../i18n/field-report.ts';
import { addTexts } from '../../i18n/i18n.ts';
import { LOCK_EN, LOCK_ZH } from '../../i18n/lock.ts';
import { forgetAccount, noteContact } from '../../store/kept-account.ts';
import { useLock } from '../../store/lock-store.ts';
import { useSession } from '../../store/session-store.ts';
import { Message } from '../../ui/message.tsx';
import { useDuty } from '../duty/duty-store.ts';
import { Field } from '../field.tsx';
import { makeInstallable } from '../pwa/install.ts';
import { lockByItself } from './auto-lock.ts';
import { LockPage } from './lock-page.tsx';
import { hold, lock, onLock, PLAIN } from './opened.ts';
import { accountOf, adoptOld, keepAccount, recordFor, recordOf } from './records.ts';
import { SetPinPage } from './set-pin-page.tsx';
import { canSeal, isWhose, type VaultRecord } from './vault.ts';

addTexts({
  zh: { field: FIELD_ZH, forms: FORMS_ZH, lock: LOCK_ZH },
  en: { field: FIELD_EN, forms: FORMS_EN, lock: LOCK_EN },
});

type Found = VaultRecord | 'none' | 'broken' | undefined;

export function Gate() {
  const { t } = useTranslation();
  const session = useSession((state) => state.session);
  const isOpen = useLock((state) => state.isOpen);
  const [found, setFound] = useState<Found>();
  const account = session.state === 'in' ? session.account : undefined;
  const vault = session.state === 'kept' ? session.vault : undefined;
  const name = account?.name;
  useEffect(() => makeInstallable(), []);
  // Another person, another vault; and whoever leaves the door locks it.
  useEffect(() => {
    let isGone = false;
    void find(name, vault).then(
      (record) => {
        if (isGone) return;
        setFound(record ?? 'none');
        if (record !== undefined || vault === undefined) return;
        // Its vault was wiped: without the server there is nothing to open.
        forgetAccount();
        useSession.setState({ session: { state: 'unreachable' } });
      },
      () => !isGone && setFound('broken'),
    );
    return () => {
      isGone = true;
    };
  }, [name, vault]);
  useEffect(() => lock, []);
  useEffect(() => (isOpen ? lockByItself() : undefined), [isOpen]);

  const opened = async (record: VaultRecord, key: CryptoKey) => {
    // Somebody else signed in meanwhile: this PIN opens nothing of theirs.
    if (account !== undefined && !(await isWhose(record, account.name))) return;
    hold(record.id, key);
    const who = account ?? (await accountOf(record));
    if (who === undefined) return setFound('none');
    if (account !== undefined) await noteContact(record.id, Date.now());
    await begin(record.id, who);
    if (account !== undefined) await keepAccount(record, account);
    else useSession.setState({ session: { state: 'in', account: who } });
    // With its wrong tries forgotten.
    setFound((await recordOf(record.id)) ?? record);
    setReady(true);
  };
  const [isReady, setReady] = useState(false);
  useEffect(() => onLock(() => setReady(false)), []);

  if (!canSeal()) return account === undefined ? <Shell /> : <Plain account={account} />;
  if (found === undefined) return <Shell />;
  if (found === 'broken') return <Message text={t('lock.noStorage')} />;
  if (isOpen && isReady && account !== undefined) return <Field />;
  if (found !== 'none')
    return (
      <LockPage
        key={found.id}
        record={found}
        onOpen={(key) => opened(found, key)}
        onWiped={() => setFound('none')}
        onTried={setFound}
      />
    );
  return account === undefined ? (
    <Shell />
  ) : (
    <SetPinPage name={account.name} onSet={({ record, key }) => opened(record, key)} />
  );
}

/** No HTTPS, no cryptography: what was reported is kept as it is, the situation is not, and the menu says so. */
function Plain({ account }: { readonly account: Account }) {
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    hold(PLAIN, undefined);
    void begin(PLAIN, account).finally(() => setReady(true));
  }, [account]);
  return isReady ? <Field /> : <Shell />;
}

const Shell = ({ children }: { readonly children?: ReactNode }) => <div className="field-page">{children}</div>;

async function begin(id: string, account: Account): Promise<void> {
  // Old rows that cannot be taken up now are taken up the next time.
  await adoptOld(id, account.name).catch(() => {});
  await useDuty.getState().load(account.name);
}

async function find(name: string | undefined, vault: string | undefined): Promise<VaultRecord | undefined> {
  if (!canSeal()) return undefined;
  if (name !== undefined) return recordFor(name);
  return vault === undefined ? undefined : recordOf(vault);
}
