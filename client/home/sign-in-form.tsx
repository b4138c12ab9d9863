// Name and password, with an error that says what to do.
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../connection/http.ts';
import { signIn } from '../connection/session.ts';
import { useSession } from '../store/session-store.ts';
import { useProblemText } from '../ui/problem-text.ts';

type Attempt =
  | { readonly state: 'idle' | 'busy' | 'empty' }
  | { readonly state: 'refused'; readonly problem: ApiProblem };

export function SignInForm({ isFirst = false }: { readonly isFirst?: boolean }) {
  const { t } = useTranslation();
  const signedIn = useSession((state) => state.signedIn);
  const session = useSession((state) => state.session);
  const read = useSession((state) => state.read);
  const isDemo = useSession((state) => state.isDemo);
  const [attempt, setAttempt] = useState<Attempt>({ state: 'idle' });
  const textOf = useSignInText();
  const id = useId();

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [name, password] = [String(form.get('name') ?? '').trim(), String(form.get('password') ?? '')];
    if (name === '' || password === '') return setAttempt({ state: 'empty' });
    setAttempt({ state: 'busy' });
    const answer = await signIn(name, password);
    if (answer.ok) signedIn(answer.value);
    else setAttempt({ state: 'refused', problem: answer.error });
  };

  const trouble =
    attempt.state === 'refused'
      ? textOf(attempt.problem)
      : attempt.state === 'empty'
        ? t('signIn.missing')
        : session.state === 'unreachable'
          ? t('app.unreachable')
          : undefined;
  const isBusy = attempt.state === 'busy';
  return (
    <form className="sign-in" onSubmit={(event) => void submit(event)}>
      <h2>{t('signIn.title')}</h2>
      <label className="field">
        <span className="field-label">{t('signIn.name')}</span>
        <input
          className="input"
          name="name"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: the page has nothing else to do
          autoFocus={isFirst}
          aria-invalid={trouble !== undefined}
          aria-describedby={`${id}-trouble`}
        />
      </label>
      <label className="field">
        <span className="field-label">{t('signIn.password')}</span>
        <input className="input" name="password" type="password" autoComplete="current-password" />
      </label>
      <button type="submit" className="button button-primary" disabled={isBusy}>
        {isBusy ? t('signIn.busy') : t('signIn.submit')}
      </button>
      <p id={`${id}-trouble`} role="alert" className={trouble === undefined ? 'visually-hidden' : 'notice'}>
        {trouble}
      </p>
      {session.state === 'unreachable' && (
        <button type="button" className="button" onClick={() => void read()}>
          {t('app.retry')}
        </button>
      )}
      {isDemo === true && <p className="sign-in-hint">{t('signIn.demoHint')}</p>}
    </form>
  );
}

/** What is true of sign-in only: a wrong password, and how long to wait. */
function useSignInText(): (problem: ApiProblem) => string {
  const { t } = useTranslation();
  const textOf = useProblemText();
  return (problem) => {
    if (problem.code === 'wrong-password') return t('signIn.wrong');
    if (problem.code !== 'rate-limited') return textOf(problem);
    return problem.retryAfter === undefined
      ? t('signIn.limitedSoon')
      : t('signIn.limited', { seconds: problem.retryAfter });
  };
}
