// Import by drop, in the order in which it is decided: the file, what it is, where it lies, which column is what, and
// only when all of that can be seen, the import.
import { type ImportStatus, LARGEST_IMPORT } from '#shared/import.ts';
import './import.css';
import { FileUp } from 'lucide-react';
import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../../store/hooks.ts';
import { number } from '../../ui/format.ts';
import { PanelHead } from '../panel-head.tsx';
import { chooseFile, useImportFile } from './choose-file.ts';
import { FileSettings } from './file-settings.tsx';
import { MappingTable } from './mapping-table.tsx';
import { Outcome } from './outcome.tsx';
import { PreviewTable } from './preview-table.tsx';
import { NO_SETTINGS, type Settings, withOffers } from './settings.ts';
import { needsDatum } from './targets.ts';
import { checkedOf, type Import, useImport } from './use-import.ts';

/** Up to this size a changed setting is checked at once; beyond, when asked for. */
const CHECKED_AT_ONCE = 8 * 2 ** 20;
const SETTLE = 500;

export function ImportPanel() {
  const { t } = useTranslation();
  const { file } = useImportFile();
  const isPast = useConnection().past !== undefined;
  return (
    <section className="panel drawer drawer-import" aria-label={t('import.title')}>
      <PanelHead title={t('import.title')} />
      <div className="panel-body import">
        {isPast && <p className="notice">{t('time.importsNow')}</p>}
        {file === null ? <Choose /> : <OneFile key={`${file.name}/${file.size}/${file.lastModified}`} file={file} />}
      </div>
    </section>
  );
}

function Choose() {
  const { t } = useTranslation();
  return (
    <div className="import-choose">
      <FileUp size={28} strokeWidth={1.5} aria-hidden />
      <button type="button" className="button button-primary" onClick={chooseFile}>
        {t('import.choose')}
      </button>
      <p>{t('import.chooseHint')}</p>
      <p className="muted">{t('import.nothingYet')}</p>
    </div>
  );
}

function OneFile({ file }: { readonly file: File }) {
  const { t } = useTranslation();
  const take = useImportFile((state) => state.take);
  const [settings, setSettings] = useState<Settings>(NO_SETTINGS);
  const work = useImport();
  const status = useChecks(file, settings, setSettings, work);
  const { stage } = work;
  const isOver = stage.name === 'running' || stage.name === 'done';
  const { kind } = settings;
  // A datum chosen a moment ago is not checked yet: what is written is what was looked at, or nothing.
  const accepted = checkedOf(stage, file, settings)?.accepted ?? 0;
  const lacksDatum = kind !== null && needsDatum(kind) && settings.datum === '';
  return (
    <>
      <div className="import-file">
        <strong>{file.name}</strong>
        <span className="muted">{sizeOf(file)}</span>
        <button type="button" className="value-link" onClick={() => take(null)}>
          {t('import.other')}
        </button>
      </div>
      {file.size > LARGEST_IMPORT && <p className="notice">{t('import.tooLarge')}</p>}
      {!isOver && (
        <>
          <FileSettings settings={settings} onChange={setSettings} status={status} />
          {kind !== null && status?.detected !== undefined && (
            <MappingTable kind={kind} settings={settings} onChange={setSettings} detected={status.detected} />
          )}
        </>
      )}
      <Outcome stage={stage} onAgain={() => take(null)} />
      {status !== undefined && !isOver && <PreviewTable status={status} />}
      {kind !== null && !isOver && (
        <div className="import-actions">
          {file.size > CHECKED_AT_ONCE && (
            <button type="button" className="button" onClick={() => void work.check(file, settings)}>
              {t('import.check')}
            </button>
          )}
          {lacksDatum && <p className="panel-note">{t('import.datumNeeded')}</p>}
          {file.size > CHECKED_AT_ONCE && stage.name === 'checked' && stage.settings !== settings && (
            <p className="panel-note">{t('import.checkNeeded')}</p>
          )}
          <button
            type="button"
            className="button button-primary"
            disabled={lacksDatum || accepted === 0}
            onClick={() => void work.run(file, settings)}
          >
            {accepted > 0 ? t('import.run', { n: number(accepted) }) : t('import.runAll')}
          </button>
        </div>
      )}
    </>
  );
}

type Decide = Dispatch<SetStateAction<Settings>>;

/** Checks the file whenever a decision has settled. @returns the newest answer about it */
function useChecks(file: File, settings: Settings, setSettings: Decide, { stage, check }: Import) {
  const [status, setStatus] = useState<ImportStatus>();
  const { kind } = settings;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `status` only tells the first check from later ones
  useEffect(() => {
    if (kind === null || file.size > LARGEST_IMPORT) return;
    if (status !== undefined && file.size > CHECKED_AT_ONCE) return;
    const timer = setTimeout(
      async () => {
        const answer = await check(file, settings);
        if (answer === undefined) return;
        setStatus(answer);
        // What the file seems to be is filled in once, where it can be seen and changed; then it is checked again.
        setSettings((now) => (Object.keys(now.origins).length === 0 ? withOffers(now, answer) : now));
      },
      status === undefined ? 0 : SETTLE,
    );
    return () => clearTimeout(timer);
  }, [file, settings, kind, check, setSettings]);
  if (stage.name === 'checked') return stage.status; // a check asked for by hand answers here too
  return stage.name === 'failed' ? undefined : status;
}

const sizeOf = ({ size }: File): string =>
  size < 2 ** 20 ? `${number(Math.max(1, Math.round(size / 1024)))} KB` : `${number(Math.round(size / 2 ** 20))} MB`;
