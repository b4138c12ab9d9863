// Everything the palette can do, as entries: what each is called, under what other names it is found, and what it does.
import { LAYERS, SHOWN_LAYERS } from '#shared/situation.ts';
import { LAYER_TERMS } from '#shared/terms/codes.ts';
import { FIGURE_TERMS } from '#shared/terms/figures.ts';
import type { Language } from '#shared/terms/term.ts';
import { term } from '#shared/terms.ts';
import { WALL_SCENES } from '#shared/wall.ts';
import { isOnMap } from '../../layers/kinds.ts';
import { useDoor } from '../../store/door-store.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import type { T } from '../../ui/span.ts';
import { COMMANDS } from '../commands.ts';
import { initialsOf } from './pinyin.ts';

export type EntryGroup = 'commands' | 'lists' | 'figures' | 'layers' | 'walls' | 'settings';
export type Entry = {
  /** stable, in no language: what was used last is remembered by it */
  readonly id: string;
  readonly group: EntryGroup;
  readonly text: string;
  /** found under these too */
  readonly also: readonly string[];
  readonly keys: readonly string[];
  readonly run: () => void;
};

/** Lists of the engine that are no layer, as they stand in an address. */
const ANSWERS = ['clocks', 'epidemicFree', 'counters'] as const;

/** @param mayAudit whether the record of readings is theirs to read */
export function entriesOf(t: T, language: Language, mayAudit: boolean): readonly Entry[] {
  const other = language === 'zh' ? 'en' : 'zh';
  const entry = (id: string, group: EntryGroup, text: string, run: () => void, more: Partial<Entry> = {}): Entry => ({
    id,
    group,
    text,
    keys: [],
    run,
    ...more,
    also: [...(more.also ?? []), initialsOf(text), id],
  });
  const { openList, show, hidden } = useView.getState();
  const { theme, setTheme, setLanguage, showHints } = usePreferences.getState();
  const layers = SHOWN_LAYERS.filter((layer) => layer !== 'clock' && LAYERS[layer] !== 'kept');
  const otherName = (layer: (typeof layers)[number]): string => term(LAYER_TERMS, layer, other);
  return [
    ...COMMANDS.flatMap(({ name, keys, run }) =>
      run === undefined || name === 'palette' || name === 'chooseFile'
        ? []
        : [entry(`do.${name}`, 'commands', t(`help.${name}`), run, { keys })],
    ),
    ...layers.map((layer) =>
      entry(
        `list.${layer}`,
        'lists',
        t('palette.listOf', { name: term(LAYER_TERMS, layer, language) }),
        () => openList(layer),
        { also: [otherName(layer)] },
      ),
    ),
    ...[...ANSWERS, ...(mayAudit ? (['readings'] as const) : [])].map((list) =>
      entry(`list.${list}`, 'lists', t('palette.listOf', { name: t(`table.lists.${list}`) }), () => openList(list)),
    ),
    ...Object.keys(FIGURE_TERMS)
      .filter((id) => id.includes('.'))
      .map((id) =>
        entry(`figure.${id}`, 'figures', term(FIGURE_TERMS, id, language), () => openList(id), {
          also: [term(FIGURE_TERMS, id, other)],
        }),
      ),
    ...layers.filter(isOnMap).map((layer) => {
      const name = term(LAYER_TERMS, layer, language);
      const isHidden = hidden.has(layer);
      const text = isHidden ? t('palette.showLayer', { name }) : t('palette.hideLayer', { name });
      return entry(`layer.${layer}`, 'layers', text, () => show(layer, isHidden), { also: [otherName(layer)] });
    }),
    ...WALL_SCENES.map((scene) =>
      entry(`wall.${scene}`, 'walls', t('palette.wallScene', { name: t(`wall.scenes.${scene}`) }), () =>
        useDoor.getState().go(scene === 'overview' ? '/wall' : `/wall/${scene}`),
      ),
    ),
    entry('set.language', 'settings', t('palette.language'), () => setLanguage(other)),
    entry('set.theme', 'settings', t(theme === 'dark' ? 'palette.light' : 'palette.dark'), () =>
      setTheme(theme === 'dark' ? 'light' : 'dark'),
    ),
    entry('set.hints', 'settings', t('palette.hints'), () => showHints(true)),
  ];
}
