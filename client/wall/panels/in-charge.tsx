// Who answers for what a panel says, and the number to call; where nobody registered it, that is said.
import { useTranslation } from 'react-i18next';

type Props = {
  /** whom to ask first: the township that answers for a home, the post or the site itself */
  readonly place?: string;
  readonly unit?: string | undefined;
  readonly phone?: string | null;
  /** a line more rather than half a name, where there is room */
  readonly isWhole?: boolean;
};

export function InCharge({ place, unit, phone, isWhole = false }: Props) {
  const { t } = useTranslation();
  const who = place ?? unit;
  return (
    <p className="wall-charge muted" data-whole={isWhole}>
      <span className="wall-cut">{who === undefined ? t('wall.charge.none') : `${t('wall.charge.who')} ${who}`}</span>
      <span>{phone == null ? t('wall.charge.noPhone') : `${t('wall.charge.phone')}\u00a0${phone}`}</span>
    </p>
  );
}
