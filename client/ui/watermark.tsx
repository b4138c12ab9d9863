// Invented figures must never pass for a real city's, on a photograph of a screen least of all: the words lie over every
// page of a demonstration, faint enough to work through.
import './watermark.css';
import { useTranslation } from 'react-i18next';
import { useSession } from '../store/session-store.ts';

export function Watermark() {
  const { t } = useTranslation();
  const isDemo = useSession((state) => state.isDemo);
  if (isDemo !== true) return null;
  return (
    <svg className="watermark" aria-hidden="true">
      <defs>
        <pattern
          id="watermark"
          width="35rem"
          height="15.625rem"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-24)"
        >
          <text x="1.25rem" y="4.375rem">
            {t('app.watermark')}
          </text>
          <text x="18.75rem" y="12.1875rem">
            {t('app.watermark')}
          </text>
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill="url(#watermark)" />
    </svg>
  );
}
