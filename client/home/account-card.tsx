// Who is signed in, with which roles and where, and the way out.
import { useTranslation } from 'react-i18next';
import { ROLE_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import type { Account } from '../connection/session.ts';
import { useDoor } from '../store/door-store.ts';
import { usePreferences } from '../store/preferences-store.ts';
import { useMayAudit, useSession } from '../store/session-store.ts';

export function AccountCard({ account }: { readonly account: Account }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const leave = useSession((state) => state.leave);
  const mayAudit = useMayAudit();
  const go = useDoor((state) => state.go);
  const separator = ' · ';
  const roles = account.roles.map((role) => term(ROLE_TERMS, role, language));
  return (
    <div className="account">
      <div>
        <p className="muted">{t('signIn.signedInAs')}</p>
        <p className="account-name">{account.name}</p>
      </div>
      <dl>
        <dt>{t('signIn.roles')}</dt>
        <dd>{roles.join(separator)}</dd>
        <dt>{t('signIn.areas')}</dt>
        <dd>{account.areas.length === 0 ? t('signIn.everywhere') : account.areas.join(separator)}</dd>
      </dl>
      {account.classes.length === 0 && <p className="notice">{t('signIn.noData')}</p>}
      {mayAudit && (
        <button type="button" className="button" onClick={() => go('/desk?list=readings')}>
          {t('signIn.record')}
        </button>
      )}
      <button type="button" className="button" onClick={() => void leave()}>
        {t('app.signOut')}
      </button>
    </div>
  );
}
