// What is not about one place: tasks, a positive found, what waits to be sent, and how this phone is set.

import {
  ClipboardList,
  DoorOpen,
  Footprints,
  HardDriveDownload,
  LockKeyhole,
  type LucideIcon,
  Moon,
  Package,
  Send,
  Sun,
  TestTube,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../store/preferences-store.ts';
import { useSession } from '../store/session-store.ts';
import { skew } from './clock.ts';
import { lock } from './lock/opened.ts';
import { canSeal } from './lock/vault.ts';
import { type FieldPage, usePages } from './pages.ts';
import { SubPage } from './sub-page.tsx';
import { useAccountName } from './use-account.ts';

type Way = {
  readonly to: FieldPage;
  readonly name: 'tasks' | 'doors' | 'box' | 'positive' | 'chase' | 'outbox' | 'pack';
  readonly Icon: LucideIcon;
};
const WAYS: readonly Way[] = [
  { to: { name: 'tasks' }, name: 'tasks', Icon: ClipboardList },
  { to: { name: 'doors' }, name: 'doors', Icon: DoorOpen },
  { to: { name: 'report', form: 'box' }, name: 'box', Icon: Package },
  { to: { name: 'report', form: 'positive' }, name: 'positive', Icon: TestTube },
  { to: { name: 'report', form: 'chase' }, name: 'chase', Icon: Footprints },
  { to: { name: 'outbox' }, name: 'outbox', Icon: Send },
  { to: { name: 'pack' }, name: 'pack', Icon: HardDriveDownload },
];

/** A phone that is off by less tells the right quarter of an hour. ms */
const SKEW_SHOWN = 120_000;

export function MenuPage() {
  const { t } = useTranslation();
  const open = usePages((state) => state.open);
  const name = useAccountName();
  const leave = useSession((state) => state.leave);
  const { language, setLanguage, fieldTheme, setFieldTheme } = usePreferences();
  const off = skew();
  return (
    <SubPage title={t('field.menu.title')} note={t('field.menu.account', { name })}>
      <div className="menu">
        {WAYS.map(({ to, name: way, Icon }) => (
          <button key={way} type="button" className="menu-row" onClick={() => open(to)}>
            <Icon size={24} aria-hidden />
            {t(`field.menu.${way}`)}
          </button>
        ))}
        <button
          type="button"
          className="menu-row"
          onClick={() => setFieldTheme(fieldTheme === 'light' ? 'dark' : 'light')}
        >
          {fieldTheme === 'light' ? <Moon size={24} aria-hidden /> : <Sun size={24} aria-hidden />}
          {fieldTheme === 'light' ? t('field.menu.dark') : t('field.menu.light')}
        </button>
        <button
          type="button"
          className="menu-row"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
        >
          {t('app.otherLanguage')}
        </button>
        {canSeal() && (
          <button type="button" className="menu-row" onClick={lock}>
            <LockKeyhole size={24} aria-hidden />
            {t('lock.lockNow')}
          </button>
        )}
        <button type="button" className="menu-row" onClick={() => void leave()}>
          {t('field.menu.leave')}
        </button>
      </div>
      {off !== undefined && Math.abs(off) > SKEW_SHOWN && (
        <p className="notice">{t('field.menu.skew', { n: Math.round(Math.abs(off) / 60_000) })}</p>
      )}
      {!window.isSecureContext && <p className="notice">{t('field.insecure')}</p>}
      {!canSeal() && <p className="notice">{t('lock.plain')}</p>}
    </SubPage>
  );
}
