// In front of the door of a phone whose session has ended: what became of what it kept, and of what nobody has sent yet.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addTexts } from '../../i18n/i18n.ts';
import { LOCK_EN, LOCK_ZH } from '../../i18n/lock.ts';
import { number } from '../../ui/format.ts';
import { unsent } from './records.ts';

addTexts({ zh: { lock: LOCK_ZH }, en: { lock: LOCK_EN } });

export function LeftBehind() {
  const { t } = useTranslation();
  const [count, setCount] = useState(0);
  useEffect(
    () =>
      void unsent(undefined).then(
        ({ others }) => setCount(others),
        () => {},
      ),
    [],
  );
  return count === 0 ? null : <p className="notice">{t('lock.revoked', { n: number(count) })}</p>;
}
