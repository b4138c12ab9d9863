// A file out, in the order in which it is decided: which data, which rows of them, the format, the coordinate system.
import './export-dialog.css';
import { X } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Layer } from '#shared/situation.ts';
import { DATUM_TERMS, LAYER_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { api } from '../../connection/http.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import { fullTime, number } from '../../ui/format.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { type Around, bboxOf, bodyOf, type Choice, countPath, FORMATS, type Scope, scopesOf } from './export-query.ts';
import { EXPORTED, type ExportWish, useExport } from './export-store.ts';
import { type ExportStage, useExportFile } from './use-export-file.ts';

/** CGCS2000 / 3-degree Gauss-Kruger by zone: the projections surveyors ask for. */
const GAUSS_KRUGER = Array.from({ length: 42 }, (_, index) => `EPSG:${4513 + index}`);

export function ExportDialog() {
  const wish = useExport((state) => state.wish);
  return wish === null ? null : <Opened key={`${wish.layer}/${wish.ids?.length ?? ''}`} wish={wish} />;
}

function Opened({ wish }: { readonly wish: ExportWish }) {
  const { t } = useTranslation();
  const close = useExport((state) => state.close);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="export-dialog" onClose={close} aria-label={t('export.title')}>
      <header>
        <h2>{t('export.title')}</h2>
        <button
          type="button"
          className="icon-button"
          aria-label={t('export.close')}
          title={t('export.close')}
          onClick={() => dialog.current?.close()}
        >
          <X size={17} />
        </button>
      </header>
      <ExportForm wish={wish} />
    </dialog>
  );
}

/** What the scopes mean here and now. */
function useAround(wish: ExportWish, layer: Layer): Around {
  const { selection, place, time } = useView();
  const map = document.querySelector<HTMLElement>('.maplibregl-canvas');
  return {
    filtered: wish.layer === layer ? wish.ids : undefined,
    selected: selection?.layer === layer ? selection.id : undefined,
    bbox: place === null || map === null ? undefined : bboxOf(place, map.clientWidth, map.clientHeight),
    knownAt: time,
  };
}

function ExportForm({ wish }: { readonly wish: ExportWish }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const [layer, setLayer] = useState(wish.layer);
  const [wanted, setScope] = useState<Scope>(wish.ids === undefined ? 'all' : 'filtered');
  const [format, setFormat] = useState<Choice['format']>('xlsx');
  const [datum, setDatum] = useState('WGS-84');
  const [reason, setReason] = useState('');
  const around = useAround(wish, layer);
  const scopes = scopesOf(around);
  const scope = scopes.includes(wanted) ? wanted : 'all';
  const choice: Choice = { layer, scope, format, datum, reason };
  const counts = useCounts(choice, around, scopes);
  const count = counts[scope];
  const { stage, run, stop } = useExportFile();
  const isBusy = stage.name === 'making' || stage.name === 'loading';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(bodyOf(choice, around));
  };
  return (
    <form onSubmit={submit}>
      <label className="field">
        <span className="field-label">{t('export.layer')}</span>
        <select className="select" value={layer} onChange={(event) => setLayer(event.target.value as Layer)}>
          {EXPORTED.map((name) => (
            <option key={name} value={name}>
              {term(LAYER_TERMS, name, language)}
            </option>
          ))}
        </select>
      </label>
      <fieldset>
        <legend className="field-label">{t('export.scope')}</legend>
        {scopes.map((name) => (
          <label key={name} className="export-choice">
            <input type="radio" name="scope" checked={scope === name} onChange={() => setScope(name)} />
            <span>{t(`export.${name}`)}</span>
            <span>{counts[name] === undefined ? '' : t('export.count', { n: number(counts[name]) })}</span>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend className="field-label">{t('export.format')}</legend>
        {FORMATS.map((name) => (
          <label key={name} className="export-choice">
            <input type="radio" name="format" checked={format === name} onChange={() => setFormat(name)} />
            <span>{t(`export.formats.${name}`)}</span>
          </label>
        ))}
      </fieldset>
      <label className="field">
        <span className="field-label">{t('export.datum')}</span>
        <select
          className="select"
          value={format === 'kml' ? 'WGS-84' : datum}
          disabled={format === 'kml'}
          onChange={(event) => setDatum(event.target.value)}
        >
          {Object.keys(DATUM_TERMS).map((name) => (
            <option key={name} value={name}>
              {term(DATUM_TERMS, name, language)}
            </option>
          ))}
          <optgroup label={t('import.datumOther')}>
            {GAUSS_KRUGER.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </optgroup>
        </select>
        <span className="panel-note">{t(format === 'kml' ? 'export.kmlDatum' : 'export.datumHint')}</span>
      </label>
      <label className="field">
        <span className="field-label">{t('export.reason')}</span>
        <input className="input" value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
      </label>
      {around.knownAt !== null && <p className="notice">{t('export.past', { time: fullTime(around.knownAt) })}</p>}
      {count === 0 && <p className="panel-note">{t('export.none')}</p>}
      <Outcome stage={stage} />
      <div className="export-actions">
        <p className="panel-note">{t('export.rights')}</p>
        {isBusy ? (
          <button type="button" className="button" onClick={stop}>
            {t('export.cancel')}
          </button>
        ) : (
          <button type="submit" className="button button-primary" disabled={count === 0 || count === undefined}>
            {t('export.run')}
          </button>
        )}
      </div>
    </form>
  );
}

/** How many rows each scope has: the ids that are known here, or what the server counts. */
function useCounts(choice: Choice, around: Around, scopes: readonly Scope[]): { readonly [S in Scope]?: number } {
  const { layer } = choice;
  const { bbox, knownAt } = around;
  const asksWindow = scopes.includes('window');
  const key = `${layer}|${bbox}|${knownAt}`;
  const [asked, setAsked] = useState<{ readonly key: string; readonly all?: number; readonly window?: number }>({
    key,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key holds all that the question is made of
  useEffect(() => {
    let isWanted = true;
    const ask = async (scope: 'all' | 'window') => {
      const answer = await api<{ readonly total: number }>(countPath({ ...choice, scope }, around));
      if (!isWanted || !answer.ok) return;
      setAsked((before) => ({ ...(before.key === key ? before : { key }), [scope]: answer.value.total }));
    };
    void ask('all');
    if (asksWindow) void ask('window');
    return () => {
      isWanted = false;
    };
  }, [key, asksWindow]);
  const { all, window } = asked.key === key ? asked : {};
  return { all, window, filtered: around.filtered?.length, selected: 1 };
}

function Outcome({ stage }: { readonly stage: ExportStage }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  switch (stage.name) {
    case 'idle':
      return null;
    case 'making':
      return (
        <div className="export-outcome" aria-live="polite">
          <progress />
          <p className="panel-note">{t('export.making')}</p>
        </div>
      );
    case 'loading':
      return (
        <div className="export-outcome">
          <progress max={Math.max(1, stage.total)} value={stage.done} />
          <p className="panel-note">{t('export.loading', { done: sizeOf(stage.done), total: sizeOf(stage.total) })}</p>
        </div>
      );
    case 'done':
      return (
        <div className="export-outcome" aria-live="polite">
          <p>{t('export.done', { n: number(stage.rows), size: sizeOf(stage.bytes) })}</p>
          <p className="panel-note export-name">{t('export.saved', { name: stage.file })}</p>
        </div>
      );
    case 'failed':
      return (
        <p className="notice" role="alert">
          <strong>{t('export.failed')}</strong> {textOf(stage.problem)}
          {stage.problem.detail !== undefined && <span className="import-detail">{stage.problem.detail}</span>}
        </p>
      );
  }
}

const sizeOf = (bytes: number): string =>
  bytes < 2 ** 20 ? `${number(Math.max(1, Math.round(bytes / 1024)))} KB` : `${number(Math.round(bytes / 2 ** 20))} MB`;
