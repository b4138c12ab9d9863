// Over the map while somebody draws: what the hand does, what has been drawn so far in figures, and the ways out.
import './draw.css';
import { Redo2, Undo2 } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import type { Flaw } from '#shared/geo/edit/flaw.ts';
import type { Shape } from '#shared/geo/edit/shape.ts';
import { geodesicLine, pathLength, ringArea } from '#shared/geo/geodesic.ts';
import type { Position } from '#shared/geo/position.ts';
import type { Language } from '#shared/terms/term.ts';
import type { Progress } from '../../map/draw/drawing-hand.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import { measuredArea, measuredLength, number } from '../../ui/format.ts';
import { mendDraft, stopComputing } from './actions.ts';
import { useDrafts } from './drafts.ts';
import { useDraw } from './draw-store.ts';
import { cancelEditing, finishEditing, useEditor } from './editor.ts';
import { ExactEntry } from './exact-entry.tsx';
import { hands } from './hands.ts';
import { knownSize } from './known-size.ts';
import { redo, stepBack, undo } from './use-draw-keys.ts';
import { useTexts } from './use-texts.ts';

type Props = { readonly edited: Shape | undefined; readonly flaw: Flaw | null };

export function DrawBar({ edited, flaw }: Props) {
  const { t } = useTexts();
  const { tool, movesAll, busy } = useDraw();
  const editing = useEditor((state) => state.editing);
  const isEditing = editing !== null && tool === null;
  const isHandingOut = useView((state) => state.panel === 'teams') && tool === 'lasso';
  const doing = isHandingOut ? 'places' : isEditing ? (movesAll ? 'move' : 'edit') : (tool ?? 'edit');
  const finish = () => (isEditing ? finishEditing() : hands.drawing?.finish());
  const cancel = () => {
    if (isEditing) cancelEditing();
    else if (stepBack() && useDraw.getState().tool !== null) useDraw.getState().set({ tool: null, picked: [] });
  };
  return (
    <section className="draw-bar" aria-label={t('bar')}>
      <div className="draw-bar-line">
        <strong>{t(`tool.${doing}`)}</strong>
        {isEditing && edited !== undefined ? <EditedSize shape={edited} isValid={flaw === null} /> : <ProgressSize />}
        <UndoButtons />
        {tool !== 'addresses' && (
          <button type="button" className="button button-primary" title={`${t('finish')}  Enter`} onClick={finish}>
            {t('finish')}
          </button>
        )}
        <button type="button" className="button" title={`${t('cancel')}  Esc`} onClick={cancel}>
          {t('cancel')}
        </button>
      </div>
      <p className="draw-bar-hint">
        {t(`hint.${doing}`)} {tool !== 'addresses' && t(isEditing ? 'editKeys' : 'keys')}
      </p>
      {busy !== null && (
        <p className="draw-bar-hint" role="status">
          {t('computing', { what: t(`done.${busy === 'check' || busy === 'corridor' ? 'draw' : busy}`) })}{' '}
          <button type="button" className="button" onClick={stopComputing}>
            {t('stop')}
          </button>
        </p>
      )}
      {isEditing && flaw !== null && editing !== null && (
        <p className="draw-bar-flaw" role="alert">
          {t(`flaw.${flaw.code}.long`)}{' '}
          {flaw.code !== 'too-few' && flaw.code !== 'no-area' && flaw.code !== 'position' && (
            <button type="button" className="button" onClick={() => void mendDraft(editing.draft)}>
              {t('mend')}
            </button>
          )}
        </p>
      )}
      {(isEditing ||
        tool === 'polygon' ||
        tool === 'circle' ||
        tool === 'rectangle' ||
        tool === 'corridor' ||
        tool === 'split' ||
        tool === 'hole') && <ExactEntry edited={isEditing ? edited : undefined} />}
    </section>
  );
}

export function UndoButtons() {
  const { t } = useTexts();
  const { steps, cursor } = useDrafts((state) => state.history);
  const [last, next] = [steps[cursor - 1], steps[cursor]];
  const isDrawing = useDraw((state) => state.progress !== null);
  const back = last === undefined ? t('undo') : t('undoStep', { what: t(`done.${last.name}`) });
  const again = next === undefined ? t('redo') : t('redoStep', { what: t(`done.${next.name}`) });
  return (
    <span className="draw-undo">
      <button
        type="button"
        className="icon-button"
        aria-label={isDrawing ? t('undo') : back}
        title={`${isDrawing ? t('undo') : back}  Ctrl Z`}
        disabled={last === undefined && !isDrawing}
        onClick={undo}
      >
        <Undo2 size={17} aria-hidden />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={again}
        title={`${again}  Ctrl Shift Z`}
        disabled={next === undefined && !isDrawing}
        onClick={redo}
      >
        <Redo2 size={17} aria-hidden />
      </button>
    </span>
  );
}

/** Corners from which a shape is measured when the hand rests, and not with every frame. */
const LARGE = 1500;

function EditedSize({ shape, isValid }: { readonly shape: Shape; readonly isValid: boolean }) {
  const { t } = useTexts();
  const language = usePreferences((state) => state.language);
  const rested = useDeferredValue(shape);
  const [known, setKnown] = useState<{ of: Shape; text: string }>();
  const live = useEditor((state) => state.live !== null);
  const text = useMemo(() => {
    if (live && known !== undefined && isLarge(rested)) return known.text;
    const { area, perimeter, corners, holes, parts } = knownSize(rested);
    return [
      ...(isValid ? [measuredArea(area, language)] : []),
      `${t('perimeter')} ${measuredLength(perimeter, language)}`,
      t('corners', { n: number(corners) }),
      ...(holes > 0 ? [t('holes', { n: number(holes) })] : []),
      ...(parts > 1 ? [t('parts', { n: number(parts) })] : []),
    ].join(' · ');
  }, [rested, isValid, language, t, live, known]);
  if (known?.of !== rested && known?.text !== text) setKnown({ of: rested, text });
  return <output>{text}</output>;
}

const isLarge = (shape: Shape): boolean =>
  shape.type === 'Polygon'
    ? shape.coordinates.some((ring) => ring.length > LARGE)
    : shape.coordinates.some((rings) => rings.some((ring) => ring.length > LARGE));

function ProgressSize() {
  const { t } = useTexts();
  const language = usePreferences((state) => state.language);
  const progress = useDraw((state) => state.progress);
  const width = useDraw((state) => state.width);
  const tool = useDraw((state) => state.tool);
  if (progress === null) return <output>{tool === 'corridor' ? `${t('width')} ${number(width)}` : ''}</output>;
  return <output>{figuresOf(progress, language, (key) => t(`${key}`)).join(' · ')}</output>;
}

function figuresOf(
  { kind, path, next }: Progress,
  language: Language,
  say: (key: 'radius' | 'perimeter' | 'side' | 'length') => string,
): readonly string[] {
  const last = path.at(-1);
  const [first] = path;
  if (next === undefined || last === undefined || first === undefined) return [];
  const { metres, bearing } = geodesicLine(last, next);
  if (kind === 'circle')
    return [`${say('radius')} ${measuredLength(metres, language)}`, measuredArea(Math.PI * metres ** 2, language)];
  const side = `${say('side')} ${measuredLength(metres, language)} ${bearing.toFixed(1)}°`;
  if (kind === 'rectangle') {
    const ring: Position[] = [first, [next[0], first[1]], next, [first[0], next[1]]];
    return [
      measuredArea(ringArea(ring), language),
      `${say('perimeter')} ${measuredLength(pathLength([...ring, first]), language)}`,
    ];
  }
  const all = kind === 'freehand' ? path : [...path, next];
  if (kind === 'line') return [`${say('length')} ${measuredLength(pathLength(all), language)}`, side];
  const around = `${say('perimeter')} ${measuredLength(pathLength([...all, first]), language)}`;
  return [
    ...(all.length > 2 ? [measuredArea(ringArea(all), language), around] : []),
    ...(kind === 'freehand' ? [] : [side]),
  ];
}
