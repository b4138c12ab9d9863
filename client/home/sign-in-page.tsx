// In front of a door: sign in, and the door that was asked for opens by itself.
import './home.css';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useDoor } from '../store/door-store.ts';
import { useSession } from '../store/session-store.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { LanguageButton } from '../ui/preference-buttons.tsx';
import { SignInForm } from './sign-in-form.tsx';

const LeftBehind = lazyPart(() => import('../field/lock/left-behind.tsx').then((module) => module.LeftBehind));

export function SignInPage() {
  const { t } = useTranslation();
  const door = useDoor((state) => state.door);
  const session = useSession((state) => state.session);
  const reason = session.state === 'out' ? session.reason : undefined;
  const why =
    reason === 'revoked'
      ? t('signIn.revoked')
      : reason === 'link'
        ? t('signIn.link')
        : reason === 'unauthenticated'
          ? t('signIn.ended')
          : reason === 'forbidden'
            ? t('signIn.noData')
            : t('signIn.needed');
  return (
    <main className="sign-in-page">
      <div className="sign-in-page-top">
        <a className="sign-in-page-name" href="/">
          {t('app.name')}
        </a>
        <LanguageButton />
      </div>
      <p className={reason === undefined ? 'muted' : 'notice'}>{why}</p>
      {door === 'field' && (
        <Suspense fallback={null}>
          <LeftBehind />
        </Suspense>
      )}
      <SignInForm isFirst />
    </main>
  );
}
