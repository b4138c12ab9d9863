// The desk of who manages accounts and sees no data: the record of who read what, who signed in and whose rights changed, and
// nothing of the situation.
import './audit-page.css';
import '../table/table.css';
import { useTranslation } from 'react-i18next';
import { DESK_EN, DESK_ZH } from '../../i18n/desk-texts.ts';
import { addTexts } from '../../i18n/i18n.ts';
import { LanguageButton, ThemeButton } from '../../ui/preference-buttons.tsx';
import { AnswerTable } from '../table/answer-table.tsx';
import { AccountMenu, HomeLink } from '../top-bar.tsx';

addTexts({ zh: DESK_ZH, en: DESK_EN });

export function AuditPage() {
  const { t } = useTranslation();
  return (
    <div className="audit-page">
      <header className="top-bar">
        <HomeLink />
        <span className="audit-page-gap" />
        <LanguageButton />
        <ThemeButton />
        <AccountMenu />
      </header>
      <main className="audit-page-main" aria-label={t('signIn.record')}>
        <div className="audit-page-head">
          <h1>{t('signIn.record')}</h1>
          <p className="panel-note">{t('signIn.recordOnly')}</p>
        </div>
        <AnswerTable list="readings" path="/api/readings" />
      </main>
    </div>
  );
}
