// The first line of a panel: what it is, a way back, a way out.
import { ArrowLeft, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useView } from '../store/view-store.ts';

type Props = { readonly title: string; readonly onBack?: () => void; readonly children?: ReactNode };

export function PanelHead({ title, onBack, children }: Props) {
  const { t } = useTranslation();
  const openPanel = useView((state) => state.openPanel);
  return (
    <header className="panel-head" data-back={onBack !== undefined}>
      {onBack !== undefined && (
        <button type="button" className="icon-button" aria-label={t('app.back')} title={t('app.back')} onClick={onBack}>
          <ArrowLeft size={17} />
        </button>
      )}
      <h2>{title}</h2>
      {children}
      <button
        type="button"
        className="icon-button"
        aria-label={t('app.close')}
        title={t('app.close')}
        onClick={() => openPanel(null)}
      >
        <X size={17} />
      </button>
    </header>
  );
}
