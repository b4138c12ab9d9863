// Every key and every command of the desk, once: the shortcuts, the rail of tools, the help and the palette all read this list.
import { type Panel, useView } from '../store/view-store.ts';
import { toggleFullscreen } from '../ui/use-fullscreen.ts';
import { chooseFile } from './import/choose-file.ts';

/** The key that opens each panel, and closes it again. In the order of the rail. */
export const PANEL_KEYS: { readonly [P in Panel]: string } = {
  layers: 'L',
  situation: 'S',
  coverage: 'V',
  clocks: 'K',
  nails: 'P',
  tasks: 'J',
  teams: 'G',
  propose: 'Z',
  compare: 'X',
  inbox: 'Q',
  search: '/',
  import: 'I',
  addresses: 'A',
  draw: 'D',
  walls: 'W',
  print: 'B',
  shift: 'H',
  help: '?',
};
export const PANELS = Object.keys(PANEL_KEYS) as readonly Panel[];

export type KeyGroup = 'panels' | 'onMap' | 'time' | 'lists';
type Named =
  | Panel
  | ('palette' | 'escape' | 'map' | 'walk' | 'choose' | 'copy' | 'measure' | 'measurePoint' | 'measureUndo')
  | ('fullscreen' | 'timeline' | 'now' | 'arrows' | 'homeEnd' | 'enter' | 'pick' | 'pickRun' | 'column' | 'chooseFile');

export type Command = {
  /** what it does is said by `help.<name>` */
  readonly name: Named;
  readonly group: KeyGroup;
  /** each a way to it: a letter of the keyboard, or several keys at once */
  readonly keys: readonly string[];
  /** without: the key works where it is said to work, and nowhere else */
  readonly run?: () => void;
};

/** Ctrl on most machines, the command key on one make. */
const WITH_CONTROL: { readonly [P in Panel]?: string } = { print: 'Ctrl P' };

function toggle(panel: Panel): void {
  const { openPanel, panel: now } = useView.getState();
  openPanel(now === panel && panel !== 'search' ? null : panel);
}

export const COMMANDS: readonly Command[] = [
  { name: 'palette', group: 'panels', keys: ['Ctrl K'], run: () => useView.getState().openPalette(true) },
  ...PANELS.map((panel): Command => {
    const more = WITH_CONTROL[panel];
    return {
      name: panel,
      group: 'panels',
      keys: [PANEL_KEYS[panel], ...(more === undefined ? [] : [more])],
      run: () => toggle(panel),
    };
  }),
  { name: 'escape', group: 'panels', keys: ['Esc'] },
  {
    name: 'map',
    group: 'onMap',
    keys: ['M'],
    run: () => document.querySelector<HTMLElement>('.maplibregl-canvas')?.focus(),
  },
  { name: 'walk', group: 'onMap', keys: ['[', ']'] },
  { name: 'choose', group: 'onMap', keys: ['Enter'] },
  { name: 'copy', group: 'onMap', keys: ['C'] },
  {
    name: 'measure',
    group: 'onMap',
    keys: ['R'],
    run: () => {
      const { measure, measuring } = useView.getState();
      measuring(measure === null ? 'line' : null);
    },
  },
  { name: 'measurePoint', group: 'onMap', keys: ['Enter'] },
  { name: 'measureUndo', group: 'onMap', keys: ['⌫'] },
  { name: 'fullscreen', group: 'onMap', keys: ['F'], run: toggleFullscreen },
  {
    name: 'timeline',
    group: 'time',
    keys: ['T'],
    run: () => {
      const { isTimelineOpen, openTimeline } = useView.getState();
      openTimeline(!isTimelineOpen);
    },
  },
  { name: 'now', group: 'time', keys: ['N'], run: () => useView.getState().travel(null) },
  { name: 'arrows', group: 'lists', keys: ['↑', '↓'] },
  { name: 'homeEnd', group: 'lists', keys: ['Home', 'End'] },
  { name: 'enter', group: 'lists', keys: ['Enter'] },
  { name: 'pick', group: 'lists', keys: ['Space'] },
  { name: 'pickRun', group: 'lists', keys: ['Shift ↑', 'Shift ↓'] },
  { name: 'column', group: 'lists', keys: ['Alt ←', 'Shift →'] },
  {
    name: 'chooseFile',
    group: 'lists',
    keys: ['O'],
    run: () => {
      if (useView.getState().panel === 'import') chooseFile();
    },
  },
];

const BY_KEY = new Map(
  COMMANDS.flatMap(({ keys, run }) => (run === undefined ? [] : keys.map((key) => [key.toLowerCase(), run] as const))),
);

/** @param key as a keyboard event names it @param isControlled Ctrl or the command key is down */
export const commandOf = (key: string, isControlled: boolean): (() => void) | undefined =>
  BY_KEY.get(`${isControlled ? 'ctrl ' : ''}${key.toLowerCase()}`);
