// The drawing tools, each with its letter, what they are set to, and the drafts.
import './draw.css';
import {
  BoxSelect,
  Building2,
  Circle,
  CircleDashed,
  Combine,
  FileUp,
  Lasso,
  Minus,
  Move,
  Pencil,
  Pentagon,
  RectangleHorizontal,
  Route,
  Scissors,
  SquaresIntersect,
  Waypoints,
} from 'lucide-react';
import type { ComponentType } from 'react';
import { SNAP_KINDS } from '../../map/draw/snap.ts';
import { number } from '../../ui/format.ts';
import { PanelHead } from '../panel-head.tsx';
import { startTool, stopComputing } from './actions.ts';
import { AddressPicker } from './address-picker.tsx';
import { DraftList } from './draft-list.tsx';
import { useDrafts } from './drafts.ts';
import { UndoButtons } from './draw-bar.tsx';
import { TOOLS, type Tool, useDraw } from './draw-store.ts';
import { useEditor } from './editor.ts';
import { exportDrafts } from './export-drafts.ts';
import { FileShapesForm } from './file-shapes-form.tsx';
import { LassoFound } from './lasso-found.tsx';
import { ACTION_KEYS, type Action, TOOL_KEYS } from './letters.ts';
import { ACT } from './use-draw-keys.ts';
import { useTexts } from './use-texts.ts';

type Icon = ComponentType<{ readonly size?: number; readonly strokeWidth?: number }>;
const TOOL_ICONS: { readonly [T in Tool]: Icon } = {
  polygon: Pentagon,
  rectangle: RectangleHorizontal,
  circle: Circle,
  freehand: Pencil,
  corridor: Route,
  lasso: Lasso,
  addresses: Building2,
  split: Scissors,
  hole: CircleDashed,
};
const ACTION_ICONS: { readonly [A in Action]: Icon } = {
  edit: Waypoints,
  move: Move,
  merge: Combine,
  intersect: SquaresIntersect,
  subtract: Minus,
  buffer: BoxSelect,
  file: FileUp,
};
const CREATE: readonly Tool[] = TOOLS.filter((tool) => tool !== 'split' && tool !== 'hole' && tool !== 'lasso');

export function DrawPanel() {
  const { t } = useTexts();
  const { keeping, drafts, chosen } = useDrafts();
  const { staysOnMap, set } = useDraw();
  return (
    <section className="panel drawer" aria-label={t('title')}>
      <PanelHead title={t('title')}>
        <UndoButtons />
      </PanelHead>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it */}
      <section className="panel-body draw-panel" tabIndex={0} aria-label={t('drafts')}>
        <p className={keeping === 'memory' ? 'notice' : 'panel-note'}>
          {t(keeping === 'memory' ? 'memory' : 'noRight')}
        </p>
        <h3>{t('create')}</h3>
        <div className="draw-tools">
          {CREATE.map((tool) => (
            <ToolButton key={tool} tool={tool} />
          ))}
          <ActionButton action="file" />
          <ToolButton tool="lasso" />
        </div>
        <Settings />
        <h3>{t('adjust')}</h3>
        <div className="draw-tools">
          <ActionButton action="edit" />
          <ActionButton action="move" />
          <ToolButton tool="hole" />
          <ToolButton tool="split" />
          <ActionButton action="buffer" />
        </div>
        <Margin />
        <h3>{t('combine')}</h3>
        <div className="draw-tools">
          <ActionButton action="merge" />
          <ActionButton action="intersect" />
          <ActionButton action="subtract" />
        </div>
        <Said />
        <h3 className="split-line">
          <span>{t('drafts')}</span>
          <small>{chosen.length > 1 && t('chosen', { n: number(chosen.length) })}</small>
        </h3>
        <DraftList />
        {drafts.size > 0 && (
          <label className="split-line">
            <span>{t('staysOnMap')}</span>
            <input
              type="checkbox"
              className="switch"
              checked={staysOnMap}
              onChange={(event) => set({ staysOnMap: event.target.checked })}
            />
          </label>
        )}
        {drafts.size > 1 && (
          <button type="button" className="button" onClick={() => exportDrafts([...drafts.values()])}>
            {t('exportAll')}
          </button>
        )}
        <Snapping />
      </section>
    </section>
  );
}

function ToolButton({ tool }: { readonly tool: Tool }) {
  const { t } = useTexts();
  const isOn = useDraw((state) => state.tool === tool);
  return (
    <DrawButton
      icon={TOOL_ICONS[tool]}
      label={t(`tool.${tool}`)}
      letter={TOOL_KEYS[tool]}
      isOn={isOn}
      onClick={() => startTool(tool)}
    />
  );
}

function ActionButton({ action }: { readonly action: Action }) {
  const { t } = useTexts();
  const isEditing = useEditor((state) => state.editing !== null);
  const isHolding = useDraw((state) => state.tool === null) && isEditing;
  const movesAll = useDraw((state) => state.movesAll);
  const isOn = isHolding && ((action === 'edit' && !movesAll) || (action === 'move' && movesAll));
  return (
    <DrawButton
      icon={ACTION_ICONS[action]}
      label={t(`tool.${action}`)}
      letter={ACTION_KEYS[action]}
      isOn={isOn}
      onClick={ACT[action]}
    />
  );
}

type ButtonProps = {
  readonly icon: Icon;
  readonly label: string;
  readonly letter: string;
  readonly isOn: boolean;
  readonly onClick: () => void;
};

function DrawButton({ icon: Icon, label, letter, isOn, onClick }: ButtonProps) {
  return (
    <button type="button" className="draw-tool" aria-pressed={isOn} aria-keyshortcuts={letter} onClick={onClick}>
      <Icon size={17} strokeWidth={1.75} />
      <span>{label}</span>
      <kbd>{letter}</kbd>
    </button>
  );
}

/** What the tool in hand asks for besides the hand. */
function Settings() {
  const { t } = useTexts();
  const { tool, width, set } = useDraw();
  return (
    <>
      {tool === 'corridor' && (
        <label className="draw-setting">
          <span>{t('width')}</span>
          <input
            className="input"
            type="number"
            min={1}
            max={5000}
            value={width}
            onChange={(event) => set({ width: Number(event.target.value) })}
          />
        </label>
      )}
      {tool === 'addresses' && <AddressPicker />}
      <FileShapesForm />
      <LassoFound />
    </>
  );
}

function Margin() {
  const { t } = useTexts();
  const { margin, set } = useDraw();
  return (
    <label className="draw-setting">
      <span>{t('margin')}</span>
      <input
        className="input"
        type="number"
        min={-5000}
        max={5000}
        value={margin}
        onChange={(event) => set({ margin: Number(event.target.value) })}
      />
    </label>
  );
}

/** What went wrong, and what is being computed. */
function Said() {
  const { t } = useTexts();
  const { notice, busy, tool } = useDraw();
  const isEditing = useEditor((state) => state.editing !== null);
  return (
    <>
      {busy !== null && tool === null && !isEditing && (
        <p className="notice split-line" role="status">
          {t('computing', { what: t(`done.${busy === 'check' || busy === 'corridor' ? 'draw' : busy}`) })}
          <button type="button" className="button" onClick={stopComputing}>
            {t('stop')}
          </button>
        </p>
      )}
      {notice !== null && (
        <p className="notice" role="alert">
          {notice.kind === 'choose'
            ? t(notice.how === 'one' ? 'notice.chooseOne' : 'notice.chooseSeveral')
            : notice.kind === 'split-editing'
              ? t('notice.splitEditing')
              : notice.error.flaw === undefined
                ? t(`failed.${notice.error.code}`)
                : t('notice.flaw', { why: t(`flaw.${notice.error.flaw.code}.long`) })}
        </p>
      )}
    </>
  );
}

function Snapping() {
  const { t } = useTexts();
  const { isSnapping, snapTo, tolerance, set } = useDraw();
  return (
    <fieldset className="draw-snap" aria-label={t('snapTo')}>
      <label className="split-line">
        <span>{t('snap')}</span>
        <input
          type="checkbox"
          className="switch"
          checked={isSnapping}
          onChange={(event) => set({ isSnapping: event.target.checked })}
        />
      </label>
      <div className="draw-snap-kinds">
        {SNAP_KINDS.map((kind) => (
          <label key={kind}>
            <input
              type="checkbox"
              disabled={!isSnapping}
              checked={snapTo.has(kind)}
              onChange={({ target }) => {
                const next = new Set(snapTo);
                if (target.checked) next.add(kind);
                else next.delete(kind);
                set({ snapTo: next });
              }}
            />
            {t(`snapKind.${kind}`)}
          </label>
        ))}
      </div>
      <label className="draw-setting">
        <span>{t('tolerance')}</span>
        <input
          className="input"
          type="number"
          min={2}
          max={40}
          value={tolerance}
          disabled={!isSnapping}
          onChange={(event) => set({ tolerance: Math.min(40, Math.max(2, Number(event.target.value))) })}
        />
      </label>
    </fieldset>
  );
}
