// One field for everything: tools, lists, layers, scenes, settings, and any place, name, id or position.
import './palette.css';
import { CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList, CommandRoot, defaultFilter } from 'cmdk';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { situation } from '../../connection/browser-connection.ts';
import { recall, remember } from '../../store/local-memory.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useMayAudit } from '../../store/session-store.ts';
import { useView } from '../../store/view-store.ts';
import { positionText, readCoordinates } from '../../ui/coordinates.ts';
import { EntitySymbol } from '../../ui/entity-symbol.tsx';
import { entityWords } from '../../ui/entity-words.ts';
import { type Found, find } from '../../ui/find.ts';
import { convertAll, goToPosition } from '../coordinate-results.tsx';
import { type Entry, entriesOf } from './entries.ts';

const KEY = 'cordon.palette';
const MOST_RECENT = 6;
const MOST_PLACES = 12;
const GROUPS = ['commands', 'lists', 'figures', 'layers', 'walls', 'settings'] as const;

export function Palette() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const openPalette = useView((state) => state.openPalette);
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  // The letters stand at once and the finds follow when there is time, but Enter chooses among the finds of what is typed.
  const [caughtUp, catchUp] = useState('');
  const followed = useDeferredValue(text);
  const wanted = (caughtUp === text ? text : followed).trim();
  const [marked, mark] = useState({ wanted: '', value: '' });
  const mayAudit = useMayAudit();
  const entries = useMemo(() => entriesOf(t, language, mayAudit), [t, language, mayAudit]);
  const recent = useMemo(() => recentOf(entries), [entries]);
  useEffect(() => {
    dialog.current?.showModal();
    // By itself the dialog gives the focus to the library's frame round the field, and letters go nowhere.
    dialog.current?.querySelector('input')?.focus();
  }, []);

  const close = () => openPalette(false);
  /** Closed first: what a command opens takes the focus then, and keeps it. */
  const run = (action: () => void) => {
    dialog.current?.close();
    action();
  };
  const choose = (entry: Entry) => {
    remember(
      KEY,
      JSON.stringify([entry.id, ...recent.map(({ id }) => id).filter((id) => id !== entry.id)].slice(0, MOST_RECENT)),
    );
    run(entry.run);
  };
  const matches = useMemo(() => bestOf(entries, wanted), [entries, wanted]);
  const places = usePlaces(wanted);
  // The library marks the first when a letter is typed, before these finds are there: by itself it would mark none of them.
  const first = wanted === '' ? firstOf(recent, entries) : firstFound(matches, places);
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label={t('palette.title')}
      onClose={close}
      onMouseDown={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <CommandRoot
        label={t('palette.title')}
        shouldFilter={false}
        loop
        value={marked.wanted === wanted && marked.value !== '' ? marked.value : first}
        onValueChange={(value) => mark({ wanted, value })}
        onKeyDown={({ key }) => key === 'Enter' && flushSync(() => catchUp(text))}
      >
        <CommandInput
          className="palette-input"
          value={text}
          onValueChange={setText}
          placeholder={t('palette.placeholder')}
          aria-label={t('palette.placeholder')}
        />
        <CommandList className="palette-list" label={t('palette.title')}>
          <CommandEmpty className="palette-empty">{t('palette.empty', { text: wanted })}</CommandEmpty>
          {wanted === '' ? (
            <>
              {recent.length > 0 && (
                <Group heading={t('palette.recent')} prefix="recent" entries={recent} onChoose={choose} />
              )}
              {GROUPS.map((group) => (
                <Group
                  key={group}
                  heading={t(`palette.${group}`)}
                  prefix={group}
                  entries={entries.filter((entry) => entry.group === group)}
                  onChoose={choose}
                />
              ))}
            </>
          ) : (
            <>
              <Group heading={t('palette.commands')} prefix="found" entries={matches} onChoose={choose} />
              <PlaceItems places={places} onGo={run} />
            </>
          )}
        </CommandList>
      </CommandRoot>
    </dialog>
  );
}

type GroupProps = {
  readonly heading: string;
  /** makes the values of two groups differ that have an entry in common */
  readonly prefix: string;
  readonly entries: readonly Entry[];
  readonly onChoose: (entry: Entry) => void;
};

function Group({ heading, prefix, entries, onChoose }: GroupProps) {
  if (entries.length === 0) return null;
  return (
    <CommandGroup heading={heading} className="palette-group">
      {entries.map((entry) => (
        <CommandItem
          key={entry.id}
          className="palette-item"
          value={`${prefix}.${entry.id}`}
          onSelect={() => onChoose(entry)}
        >
          <span>{entry.text}</span>
          {entry.keys.map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </CommandItem>
      ))}
    </CommandGroup>
  );
}

type Places = ReturnType<typeof usePlaces>;

function usePlaces(text: string) {
  const { place } = useView.getState();
  const coordinates = useMemo(
    () => readCoordinates(text, place === null ? [105, 35] : [place.longitude, place.latitude]),
    [text, place],
  );
  const found = useMemo(() => find(situation.copy, text, undefined, MOST_PLACES).found, [text]);
  return { coordinates, found };
}

type PlaceProps = { readonly places: Places; readonly onGo: (action: () => void) => void };

function PlaceItems({ places: { coordinates, found }, onGo }: PlaceProps) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { select, fly } = useView.getState();
  const datum = coordinates?.datum ?? 'WGS-84';
  const position = coordinates?.read[0]?.position;
  if (position === undefined && found.length === 0) return null;
  const goTo = async () => {
    const [converted] = coordinates === undefined ? [] : await convertAll(coordinates, datum);
    if (converted !== undefined) goToPosition(converted);
  };
  const open = ({ layer, entity }: Found) => {
    select({ layer, id: entity.id });
    fly({ layer, id: entity.id });
  };
  return (
    <CommandGroup heading={t('palette.places')} className="palette-group">
      {position !== undefined && (
        <CommandItem className="palette-item" value={POSITION} onSelect={() => onGo(() => void goTo())}>
          <span>{t('palette.goTo', { place: positionText(position), datum })}</span>
        </CommandItem>
      )}
      {found.map((one) => {
        const { title, detail } = entityWords(situation.copy, one.layer, one.entity as never, language);
        const value = placeValue(one);
        return (
          <CommandItem key={value} className="palette-item" value={value} onSelect={() => onGo(() => open(one))}>
            <EntitySymbol layer={one.layer} entity={one.entity} size={18} />
            <span>{title}</span>
            <small>{detail}</small>
          </CommandItem>
        );
      })}
    </CommandGroup>
  );
}

const POSITION = 'place.position';
const placeValue = ({ layer, entity }: Found): string => `place.${layer}/${entity.id}`;

/** What stands first, by its value: Enter chooses it. */
function firstFound([match]: readonly Entry[], { coordinates, found: [place] }: Places): string {
  if (match !== undefined) return `found.${match.id}`;
  if (coordinates?.read[0] !== undefined) return POSITION;
  return place === undefined ? '' : placeValue(place);
}

function firstOf([last]: readonly Entry[], entries: readonly Entry[]): string {
  if (last !== undefined) return `recent.${last.id}`;
  for (const group of GROUPS) {
    const first = entries.find((entry) => entry.group === group);
    if (first !== undefined) return `${group}.${first.id}`;
  }
  return '';
}

/** Rated by the library's own measure of how well a few letters fit; the best first. */
function bestOf(entries: readonly Entry[], wanted: string): readonly Entry[] {
  if (wanted === '') return [];
  const rate = ({ text, also }: Entry): number =>
    Math.max(
      // What begins with it before what only has it somewhere.
      text.toLowerCase().startsWith(wanted.toLowerCase()) ? 1.5 : 0,
      text.toLowerCase().includes(wanted.toLowerCase()) ? 1 : 0,
      defaultFilter(text, wanted),
      ...also.map((each) => 0.9 * defaultFilter(each, wanted)),
    );
  return entries
    .map((entry) => ({ entry, rated: rate(entry) }))
    .filter(({ rated }) => rated > LEAST)
    .sort((a, b) => b.rated - a.rated)
    .slice(0, 14)
    .map(({ entry }) => entry);
}
/** Below it, letters are strewn about a name and not what somebody meant. */
const LEAST = 0.05;

function recentOf(entries: readonly Entry[]): readonly Entry[] {
  try {
    const ids: unknown = JSON.parse(recall(KEY) ?? '[]');
    if (!Array.isArray(ids)) return [];
    return ids.flatMap((id) => entries.find((entry) => entry.id === id) ?? []).slice(0, MOST_RECENT);
  } catch {
    return [];
  }
}
