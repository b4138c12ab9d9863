// What is wrong here: what the map says and is not so, as a correction that the centre sees, with both sides kept if two differ.
import { useTranslation } from 'react-i18next';
import { situation } from '../../connection/browser-connection.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { usePages } from '../pages.ts';
import { useWhere } from '../place/where-store.ts';
import { SubPage } from '../sub-page.tsx';
import { useReport } from './use-report.ts';

type Props = { readonly layer: 'checkpoints' | 'sites'; readonly id: string };

export function WrongPage({ layer, id }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const back = usePages((state) => state.back);
  const fix = useWhere((state) => state.fix);
  const { report, isFailed } = useReport();
  const version = situation.copy.get(layer, id)?.version;
  const site = (change: { open?: boolean; phone?: null; position?: readonly [number, number] }) =>
    report('site.updated', { id, ...change } as never, version);
  const post = (change: { status?: string; phone?: null; position?: readonly [number, number] }) =>
    report('checkpoint.updated', { id, ...change } as never, version);
  const say = layer === 'sites' ? site : post;
  const choices: readonly (readonly [string, () => Promise<boolean>])[] = [
    ...(layer === 'sites'
      ? ([
          ['closed', () => site({ open: false })],
          ['open', () => site({ open: true })],
        ] as const)
      : ([
          ['unstaffed', () => post({ status: 'unstaffed' })],
          ['staffed', () => post({ status: 'staffed' })],
          ['postClosed', () => post({ status: 'closed' })],
        ] as const)),
    ['phone', () => say({ phone: null })],
    ...(fix === null ? [] : ([['place', () => say({ position: fix.position })]] as const)),
  ];
  return (
    <SubPage title={nameOf(situation.copy, layer, id, language)} note={t('field.wrongForm.title')}>
      <div className="choices choices-tall">
        {choices.map(([name, send]) => (
          <button
            key={name}
            type="button"
            className="choice"
            onClick={() => void send().then((isKept) => isKept && back())}
          >
            {t(`field.wrongForm.${name}` as 'field.wrongForm.phone', { n: Math.round(fix?.accuracy ?? 0) })}
          </button>
        ))}
      </div>
      {isFailed && (
        <p className="notice" role="alert">
          {t('field.notKept')}
        </p>
      )}
      <p className="field-note">{t('field.wrongForm.note')}</p>
    </SubPage>
  );
}
