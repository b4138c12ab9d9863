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
        <pattern id="watermark" width="560" height="250" patternUnits="userSpaceOnUse" patternTransform="rotate(-24)">
          <text x="20" y="70">
            {t('app.watermark')}
          </text>
          <text x="300" y="195">
            {t('app.watermark')}
          </text>
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill="url(#watermark)" />
    </svg>
  );
}
