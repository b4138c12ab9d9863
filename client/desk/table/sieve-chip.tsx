// Says on the map itself that it does not show all there is, so that nobody takes a filter for a quiet night.
import { useTranslation } from 'react-i18next';
import { LAYER_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useSieve } from '../../store/sieve-store.ts';
import { number } from '../../ui/format.ts';

export function SieveChip() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const sieve = useSieve((state) => state.sieve);
  if (sieve === null) return null;
  const name = term(LAYER_TERMS, sieve.layer, language);
  return (
    <p className="sieve-chip" role="status">
      {t('table.hiddenOnMap', { shown: number(sieve.ids.size), total: number(sieve.total), name })}
    </p>
  );
}
