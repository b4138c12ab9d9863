// The map on paper: which sheet, what on it, a preview of the very page, and its file.
import './print-panel.css';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LAYER_NAMES } from '#shared/situation.ts';
import { type Made, makeSheet, mapTitle, type SheetProblem, type SheetWanted } from '../../print/compose.ts';
import { extentOnScreen } from '../../print/extent.ts';
import { ORIENTATIONS, type Orientation, PAPERS, type Paper, SCALES } from '../../print/paper.ts';
import { type Format, saveSheet } from '../../print/save.ts';
import { useConnection } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import { number } from '../../ui/format.ts';
import { middleOf } from '../../ui/place-of.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { PanelHead } from '../panel-head.tsx';

type Settings = {
  readonly paper: Paper;
  readonly orientation: Orientation;
  readonly title: string;
  /** n of 1 : n */
  readonly scale: number | 'screen' | 'all';
};
type Stand =
  | { readonly is: 'idle' }
  | { readonly is: 'busy'; readonly step: 'asking' | 'drawing' | 'page'; readonly stop: () => void }
  | { readonly is: 'made'; readonly made: Made; readonly of: string; readonly file?: string }
  | { readonly is: 'failed'; readonly why: SheetProblem };

/** CSS pixels that the panels of the desk cover (desk-map.tsx). */
const COVERED = { drawer: 320, inspector: 360, timeline: 96 } as const;

export function PrintPanel() {
  const { t } = useTranslation();
  return (
    <section className="panel drawer" aria-label={t('desk.print')}>
      <PanelHead title={t('desk.print')} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it */}
      <section className="panel-body print" tabIndex={0} aria-label={t('desk.print')}>
        <p className="panel-note">{t('print.panel.what')}</p>
        <Form />
      </section>
    </section>
  );
}

function Form() {
  const { t } = useTranslation();
  const id = useId();
  const [settings, setSettings] = useState<Settings>({
    paper: 'A4',
    orientation: 'landscape',
    title: '',
    scale: 'screen',
  });
  const [stand, setStand] = useState<Stand>({ is: 'idle' });
  const sheetNow = useSheet(settings);
  const { past } = useConnection();
  const textOf = useProblemText();
  // What is shown when the panel goes is nobody's wish any longer.
  const stop = useRef(() => {});
  useEffect(() => () => stop.current(), []);

  const key = JSON.stringify([settings, sheetNow.key, past?.shown]);
  const make = async (): Promise<Made | undefined> => {
    const ends = new AbortController();
    stop.current = () => ends.abort();
    const busy = (step: 'asking' | 'drawing' | 'page') => setStand({ is: 'busy', step, stop: () => ends.abort() });
    busy('asking');
    const made = await makeSheet({ ...sheetNow.wanted(), t, signal: ends.signal, onStep: busy });
    if (!made.ok) {
      setStand(made.error === 'stopped' ? { is: 'idle' } : { is: 'failed', why: made.error });
      return undefined;
    }
    setStand({ is: 'made', made: made.value, of: key });
    return made.value;
  };
  const save = async (format: Format) => {
    const made = stand.is === 'made' && stand.of === key ? stand.made : await make();
    if (made === undefined) return;
    const { paper, orientation } = settings;
    const file = await saveSheet(made, format, { paper, orientation, stem: `map-${paper.toLowerCase()}` });
    setStand({ is: 'made', made, of: key, file });
  };
  const set = (more: Partial<Settings>) => setSettings({ ...settings, ...more });
  const isBusy = stand.is === 'busy';
  return (
    <form
      className="print-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) void make();
      }}
    >
      <div className="print-pair">
        <SelectField
          label={t('print.panel.paper')}
          value={settings.paper}
          options={PAPERS.map((paper) => [paper, paper])}
          onChange={(paper) => set({ paper })}
        />
        <SelectField
          label={t('print.panel.orientation')}
          value={settings.orientation}
          options={ORIENTATIONS.map((orientation) => [orientation, t(`print.panel.${orientation}`)])}
          onChange={(orientation) => set({ orientation })}
        />
      </div>
      <SelectField
        label={t('print.panel.scale')}
        value={String(settings.scale)}
        options={[
          ['screen', t('print.panel.asOnScreen')],
          ['all', t('print.panel.all')],
          ...SCALES.map((scale) => [String(scale), t('print.scale', { n: number(scale) })] as const),
        ]}
        onChange={(value) => set({ scale: value === 'screen' || value === 'all' ? value : Number(value) })}
      />
      <label className="field" htmlFor={`${id}-title`}>
        <span className="field-label">{t('print.panel.title')}</span>
        <input
          id={`${id}-title`}
          className="input"
          value={settings.title}
          maxLength={60}
          placeholder={sheetNow.title}
          onChange={(event) => set({ title: event.target.value })}
        />
      </label>
      <p className="print-buttons">
        <button type="submit" className="button" disabled={isBusy}>
          {t('print.panel.preview')}
        </button>
        <button type="button" className="button button-primary" disabled={isBusy} onClick={() => void save('pdf')}>
          {t('print.panel.pdf')}
        </button>
        <button type="button" className="button" disabled={isBusy} onClick={() => void save('png')}>
          {t('print.panel.png')}
        </button>
      </p>
      <div role="status" className="print-stand">
        {stand.is === 'busy' && (
          <p className="print-busy">
            <progress aria-label={t(`print.make.${stand.step}`)} />
            <span>{t(`print.make.${stand.step}`)}</span>
            <button type="button" className="button" onClick={stand.stop}>
              {t('print.make.stop')}
            </button>
          </p>
        )}
        {stand.is === 'failed' && (
          <p className="notice">
            {t('print.make.failed', {
              why: typeof stand.why === 'string' ? t(`print.problem.${stand.why}`) : textOf(stand.why),
            })}
          </p>
        )}
        {stand.is === 'made' && stand.file !== undefined && (
          <p className="notice">{t('print.make.done', { files: stand.file })}</p>
        )}
        {stand.is === 'made' && stand.of !== key && <p className="print-old">{t('print.panel.outdated')}</p>}
      </div>
      {stand.is === 'made' && <Preview made={stand.made} label={previewLabel(settings, t)} />}
    </form>
  );
}

const previewLabel = ({ paper, orientation }: Settings, t: SheetWanted['t']): string =>
  t('print.panel.previewOf', { paper, orientation: t(`print.panel.${orientation}`) });

/** The page itself, small; a click shows it as large as the window. */
function Preview({ made, label }: { readonly made: Made; readonly label: string }) {
  const { t } = useTranslation();
  const holder = useRef<HTMLButtonElement>(null);
  const large = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const canvas = made.canvas;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', label);
    holder.current?.replaceChildren(canvas);
  }, [made, label]);
  const open = () => {
    large.current?.replaceChildren(made.canvas);
    large.current?.showModal();
  };
  return (
    <>
      <button ref={holder} type="button" className="print-preview" aria-label={label} onClick={open} />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a dialog by itself */}
      <dialog
        ref={large}
        className="print-large"
        aria-label={t('print.panel.preview')}
        onClick={() => large.current?.close()}
        onClose={() => holder.current?.replaceChildren(made.canvas)}
      />
    </>
  );
}

/** What the settings and the desk together ask for. */
function useSheet({ paper, orientation, title, scale }: Settings) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { hidden, place, selection, isTimelineOpen, coverageStep } = useView();
  const at = (): SheetWanted['at'] => {
    const map = document.querySelector('.map-canvas');
    if (scale === 'all' || place === null || map === null) return 'all';
    const extent = extentOnScreen({
      ...place,
      width: map.clientWidth,
      height: map.clientHeight,
      covered: {
        left: COVERED.drawer,
        right: selection === null ? 0 : COVERED.inspector,
        bottom: isTimelineOpen ? COVERED.timeline : 0,
      },
    });
    return scale === 'screen' ? { extent } : { center: middleOf({ bounds: extent }), scale };
  };
  return {
    key: JSON.stringify([language, [...hidden], scale === 'all' ? null : place, coverageStep]),
    title: mapTitle(language, t),
    wanted: () => ({
      kind: 'map' as const,
      paper,
      orientation,
      title,
      language,
      visible: new Set(LAYER_NAMES.filter((layer) => !hidden.has(layer))),
      step: coverageStep,
      at: at(),
    }),
  };
}
