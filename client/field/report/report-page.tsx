// The form that a place is reported with, or that a page asked for by name.
import { useTranslation } from 'react-i18next';
import { BoxPage } from '../boxes/box-page.tsx';
import { ChasePage } from '../chase/chase-page.tsx';
import type { FieldPage } from '../pages.ts';
import { SubPage } from '../sub-page.tsx';
import { CounterPage } from './counter-page.tsx';
import { DutyPage } from './duty-page.tsx';
import { PositivePage } from './positive-page.tsx';
import { QueuePage } from './queue-page.tsx';
import { RoomsPage } from './rooms-page.tsx';
import { WrongPage } from './wrong-page.tsx';

export function ReportPage({ page }: { readonly page: Extract<FieldPage, { name: 'report' }> }) {
  const { t } = useTranslation();
  const { form, layer, id } = page;
  if (form === 'positive') return <PositivePage layer={layer} id={id} />;
  if (form === 'chase') return <ChasePage />;
  if (form === 'box') return <BoxPage siteId={id} />;
  // A page that was kept open over an update may lack its place.
  if (layer === undefined || id === undefined) return <SubPage title={t('field.nothing')}>{null}</SubPage>;
  if (form === 'counter') return <CounterPage id={id} />;
  if (form === 'queue') return <QueuePage id={id} />;
  if (form === 'rooms') return <RoomsPage id={id} />;
  return form === 'duty' ? <DutyPage layer={layer} id={id} /> : <WrongPage layer={layer} id={id} />;
}
