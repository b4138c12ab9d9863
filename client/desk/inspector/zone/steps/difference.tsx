// What one version of a fence holds and another does not, in units, households and persons.
import { useTranslation } from 'react-i18next';
import type { FenceDiff } from '#shared/domain/fence/diff.ts';
import { number } from '../../../../ui/format.ts';

export function Difference({ diff }: { readonly diff: FenceDiff }) {
  const { t } = useTranslation();
  const known = (value: number | null) => (value === null ? t('app.unknown') : number(value));
  if (diff.added.length + diff.removed.length === 0) return <p>{t('fence.clash.same')}</p>;
  return (
    <>
      {(['added', 'removed'] as const).map(
        (side) =>
          diff[side].length > 0 && (
            <p key={side}>
              {t(`fence.clash.${side}`, {
                n: number(diff[side].length),
                households: known(diff.households[side]),
                persons: known(diff.persons[side]),
              })}
            </p>
          ),
      )}
    </>
  );
}
