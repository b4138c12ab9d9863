// A page behind the first one: a way back as large as a thumb, a title, and what it is for.

import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from './pages.ts';

type Props = { readonly title: string; readonly note?: string | undefined; readonly children: ReactNode };

export function SubPage({ title, note, children }: Props) {
  const { t } = useTranslation();
  const back = usePages((state) => state.back);
  return (
    <main className="sub-page">
      <div className="sub-head">
        <button type="button" className="square-button" aria-label={t('field.back')} onClick={back}>
          <ArrowLeft size={24} aria-hidden />
        </button>
        <div>
          <h2>{title}</h2>
          {note !== undefined && <p className="field-note">{note}</p>}
        </div>
      </div>
      {children}
    </main>
  );
}
