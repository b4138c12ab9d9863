// What changed, newest first, with the time it happened.
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entity, Layer } from '#shared/situation.ts';
import { LAYER_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../connection/browser-connection.ts';
import { usePreferences } from '../store/preferences-store.ts';
import { entityWords } from '../ui/entity-words.ts';
import { clockTime } from '../ui/format.ts';

type Item = { readonly layer: Layer; readonly entity: Entity };

/** What a hall wants to hear of; ground that is registered and positions that move are not news. */
const NEWS: readonly Layer[] = ['cases', 'zones', 'checkpoints', 'sites', 'tasks', 'transfers', 'rounds', 'alarms'];
const MOST = 8;
const TELL_EVERY = 1000;

let items: readonly Item[] = newest();
const readers = new Set<() => void>();
let isTelling = false;

situation.onChange((changed) => {
  if (changed === 'reset') items = newest();
  else {
    const fresh = changed.flatMap((change) =>
      change.op === 'put' && NEWS.includes(change.layer) ? [{ layer: change.layer, entity: change.entity }] : [],
    );
    if (fresh.length === 0) return;
    const ids = new Set(fresh.map(({ entity }) => entity.id));
    items = [...fresh.reverse(), ...items.filter(({ entity }) => !ids.has(entity.id))].slice(0, MOST);
  }
  if (isTelling) return;
  isTelling = true;
  setTimeout(() => {
    isTelling = false;
    for (const tell of readers) tell();
  }, TELL_EVERY);
});

function newest(): readonly Item[] {
  const all: Item[] = [];
  for (const layer of NEWS) for (const entity of situation.copy.all(layer).values()) all.push({ layer, entity });
  return all.sort((a, b) => (a.entity.recordedAt < b.entity.recordedAt ? 1 : -1)).slice(0, MOST);
}

function follow(tell: () => void): () => void {
  readers.add(tell);
  return () => readers.delete(tell);
}

export function Ticker() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const shown = useSyncExternalStore(follow, () => items);
  return (
    <section className="ticker" aria-label={t('wall.ticker')}>
      {shown.length === 0 && <span className="muted">{t('wall.none')}</span>}
      {shown.map(({ layer, entity }) => {
        const { title, detail } = entityWords(situation.copy, layer, entity as never, language);
        return (
          <span key={`${layer}/${entity.id}`} className="ticker-item">
            <time className="ticker-time" dateTime={entity.observedAt}>
              {clockTime(entity.observedAt).slice(0, 5)}
            </time>
            {title} {detail === '' ? term(LAYER_TERMS, layer, language) : detail}
          </span>
        );
      })}
    </section>
  );
}
