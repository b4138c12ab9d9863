// Layers: what is drawn, how much of it there is, how old it is, and what has no place on the map.
import './layer-panel.css';
import { useTranslation } from 'react-i18next';
import { type Entities, LAYERS, type Layer, SHOWN_LAYERS } from '#shared/situation.ts';
import { LAYER_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../connection/browser-connection.ts';
import { isOnMap, MAP_LAYERS } from '../layers/kinds.ts';
import { type Area, useFineAreas } from '../store/fine-area-store.ts';
import { useConnection, useNow, useVersion } from '../store/hooks.ts';
import { standsOnHouses } from '../store/houses-of-zones.ts';
import { usePreferences } from '../store/preferences-store.ts';
import { useView } from '../store/view-store.ts';
import { EntitySymbol } from '../ui/entity-symbol.tsx';
import { ageOf, clockTime, number } from '../ui/format.ts';
import { placeOf } from '../ui/place-of.ts';
import { FeedsNotice } from './feeds-notice.tsx';
import { PanelHead } from './panel-head.tsx';

/** As the work orders them: who is infected, what is ordered, who guards and serves, then the ground below. */
const ORDER: readonly Layer[] = ['cases', 'zones', 'nails', 'checkpoints', 'sites', 'positions', 'tasks', 'transfers'];
const DRAWN = [...ORDER, ...MAP_LAYERS.filter((layer) => !ORDER.includes(layer))];
const LISTED = SHOWN_LAYERS.filter((layer) => !isOnMap(layer) && layer !== 'clock');

export function LayerPanel() {
  const { t } = useTranslation();
  const { past } = useConnection();
  useVersion(...LISTED);
  const others = LISTED.filter((layer) => situation.copy.all(layer).size > 0);
  return (
    <section className="panel drawer" aria-label={t('desk.layers')}>
      <PanelHead title={t('desk.layers')} />
      <div className="panel-body layer-panel">
        {/* The sources are the present's. */}
        {past === undefined && <FeedsNotice />}
        <ul>
          {DRAWN.map((layer) => (
            <LayerRow key={layer} layer={layer} hasSwitch />
          ))}
        </ul>
        {others.length > 0 && (
          <>
            <h3 className="layer-group">{t('desk.other')}</h3>
            <ul>
              {others.map((layer) => (
                <LayerRow key={layer} layer={layer} />
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  );
}

function LayerRow({ layer, hasSwitch = false }: { readonly layer: Layer; readonly hasSwitch?: boolean }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { hidden, show, openList } = useView();
  useVersion(layer);
  const all = situation.copy.all(layer);
  const name = term(LAYER_TERMS, layer, language);
  const houses = useFineAreas((state) => state.areas);
  const lost = hasSwitch ? countLost(layer, houses) : 0;
  return (
    <li className="layer" data-empty={all.size === 0}>
      <EntitySymbol layer={layer} size={20} />
      <button
        type="button"
        className="layer-name"
        title={t('desk.openList', { layer: name })}
        onClick={() => openList(layer)}
      >
        {name}
        <LayerAge layer={layer} isEmpty={all.size === 0} />
      </button>
      <span className="layer-count">
        {number(all.size)}
        {lost > 0 && <span className="layer-lost">{t('desk.notOnMap', { n: number(lost) })}</span>}
      </span>
      {hasSwitch && (
        <input
          type="checkbox"
          role="switch"
          className="switch"
          aria-label={t('desk.show', { layer: name })}
          checked={!hidden.has(layer)}
          aria-checked={!hidden.has(layer)}
          onChange={(event) => show(layer, event.target.checked)}
        />
      )}
    </li>
  );
}

function LayerAge({ layer, isEmpty }: { readonly layer: Layer; readonly isEmpty: boolean }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { asOf, past } = useConnection();
  const now = useNow(10_000);
  const time = asOf[layer];
  // Where teams stand is passed on and not written down.
  const isGone = past !== undefined && LAYERS[layer] === 'volatile';
  if (isEmpty) return <span className="layer-age">{t(isGone ? 'desk.notKept' : 'desk.never')}</span>;
  if (time === undefined) return null;
  return (
    <span className="layer-age" title={t('desk.asOf', { time: clockTime(time) })}>
      {ageOf(time, now, language)}
    </span>
  );
}

function countLost(layer: Layer, houses: ReadonlyMap<string, Area>): number {
  let lost = 0;
  for (const [id, entity] of situation.copy.all(layer)) {
    if (layer === 'zones' && standsOnHouses(entity as Entities['zones'], houses)) continue;
    if (placeOf(situation.copy, layer, id) === undefined) lost += 1;
  }
  return lost;
}
