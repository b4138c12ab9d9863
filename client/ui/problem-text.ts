// A refusal in the reader's words: what happened and what to do.
import { useTranslation } from 'react-i18next';
import { ERROR_TERMS } from '#shared/terms/errors.ts';
import { term } from '#shared/terms.ts';
import type { ApiProblem } from '../connection/http.ts';
import { usePreferences } from '../store/preferences-store.ts';

export function useProblemText(): (problem: Pick<ApiProblem, 'code'>) => string {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  return ({ code }) => {
    if (code === 'unreachable') return t('app.unreachable');
    return code === 'wrong-password' ? t('signIn.wrong') : term(ERROR_TERMS, code, language);
  };
}
