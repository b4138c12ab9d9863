// The lower half of the desk: the list that was asked for, over the whole width; its edge is drawn up and down.
import './table.css';
import { Maximize2, Minimize2, X } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LAYER_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { useFigure } from '../../store/figures-store.ts';
import { recall, remember } from '../../store/local-memory.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import { AnswerTable } from './answer-table.tsx';
import { LayerTable } from './layer-table.tsx';
import { isFigureName, type ListTarget, targetOfLink, targetOfName } from './list-target.ts';

const KEY = 'cordon.table.height';
const LEAST = 180;
/** CSS pixels of the map that stay in sight beside a table that does not fill the screen. */
const MAP_LEAST = 160;
const STEP = 40;
/** CSS pixels of a window that is too low for a table and a map. */
const LOW = 560;

export function TableDock() {
  const list = useView((state) => state.list);
  const target = useListTarget(list);
  return target === undefined || 'panel' in target || list === null ? null : <Dock list={list} target={target} />;
}

/** A figure's rows are where its link leads, which only the server knows; some of them have a panel of their own. */
function useListTarget(list: string | null): ListTarget | undefined {
  const isFigure = list !== null && isFigureName(list);
  const link = useFigure(isFigure ? list : '')?.list;
  const panel = useRef<string | null>(null);
  const target =
    list === null ? undefined : isFigure ? (link === undefined ? undefined : targetOfLink(link)) : targetOfName(list);
  useEffect(() => {
    if (target === undefined || !('panel' in target) || panel.current === list) return;
    panel.current = list;
    const { openPanel, openList } = useView.getState();
    openPanel(target.panel);
    openList(null);
  }, [target, list]);
  return target;
}

type Props = { readonly list: string; readonly target: Exclude<ListTarget, { readonly panel: unknown }> };

function Dock({ list, target }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const openList = useView((state) => state.openList);
  const [height, setHeight] = useState(() => Number(recall(KEY)) || Math.round(innerHeight * 0.42));
  // On a low screen, or one magnified, half of it has no room for rows.
  const [isFull, setFull] = useState(() => innerHeight < LOW);
  const { panel, section } = useDockRoom(height, isFull);
  const resize = (to: number) => {
    const next = Math.round(Math.max(LEAST, Math.min(panel() - MAP_LEAST, to)));
    setFull(false);
    setHeight(next);
    remember(KEY, String(next));
  };
  const onKey = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? STEP : event.key === 'ArrowDown' ? -STEP : 0;
    if (by === 0) return;
    event.preventDefault();
    resize(height + by);
  };
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    resize((section.current?.getBoundingClientRect().bottom ?? innerHeight) - event.clientY);
  };
  const name = 'answer' in target ? t(`table.lists.${target.answer}`) : term(LAYER_TERMS, target.layer, language);
  const Size = isFull ? Minimize2 : Maximize2;
  const title = useRef<HTMLSpanElement>(null);
  // The tools of the table stand beside its name, however long that is in this language.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again when the name is another
  useLayoutEffect(() => {
    section.current?.style.setProperty('--dock-name', `${title.current?.offsetWidth ?? 0}px`);
  }, [name, section]);
  return (
    <section ref={section} className="dock" aria-label={t('table.title', { name })}>
      {/* biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved */}
      <div
        className="dock-edge"
        role="separator"
        tabIndex={0}
        aria-orientation="horizontal"
        aria-label={t('table.size')}
        aria-valuenow={height}
        aria-valuemin={LEAST}
        aria-valuemax={Math.max(LEAST, innerHeight - MAP_LEAST)}
        onKeyDown={onKey}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointer}
      />
      <header className="dock-head">
        <h2 title={name}>
          <span ref={title} className="dock-name">
            {name}
          </span>
        </h2>
        <button
          type="button"
          className="icon-button"
          aria-pressed={isFull}
          aria-label={t(isFull ? 'table.half' : 'table.full')}
          title={t(isFull ? 'table.half' : 'table.full')}
          onClick={() => setFull(!isFull)}
        >
          <Size size={16} />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={t('table.close')}
          title={`${t('table.close')}  Esc`}
          onClick={() => openList(null)}
        >
          <X size={17} />
        </button>
      </header>
      {'answer' in target ? (
        <AnswerTable key={target.path} list={target.answer} path={target.path} />
      ) : (
        <LayerTable
          key={target.layer}
          layer={target.layer}
          members={target.members}
          figure={isFigureName(list) ? list : undefined}
        />
      )}
    </section>
  );
}

/** Tells the desk how much of it the table takes, so that panels, timeline and the map's own furniture make room. */
function useDockRoom(height: number, isFull: boolean) {
  const section = useRef<HTMLElement>(null);
  const setRoom = useView((state) => state.dockHeight);
  const panel = () => section.current?.parentElement?.clientHeight ?? innerHeight;
  useEffect(() => {
    const whole = section.current?.parentElement?.clientHeight ?? innerHeight;
    const room = isFull ? whole : Math.max(LEAST, Math.min(height, whole - MAP_LEAST));
    section.current?.closest<HTMLElement>('.desk')?.style.setProperty('--dock', `${room}px`);
    setRoom(room);
  }, [height, isFull, setRoom]);
  useEffect(() => {
    const desk = section.current?.closest<HTMLElement>('.desk');
    return () => {
      desk?.style.removeProperty('--dock');
      setRoom(0);
    };
  }, [setRoom]);
  return { panel, section };
}
