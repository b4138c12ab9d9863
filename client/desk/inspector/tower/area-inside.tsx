// What is inside an area that the map shows as one shape: the houses of a compound, the floors of a house.
import './tower.css';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { situation } from '../../../connection/browser-connection.ts';
import { type Area, useFineAreas } from '../../../store/fine-area-store.ts';
import { useVersion } from '../../../store/hooks.ts';
import { usePreferences } from '../../../store/preferences-store.ts';
import { useView } from '../../../store/view-store.ts';
import { number } from '../../../ui/format.ts';
import { nameIn } from '../../../ui/name-in.ts';
import { useProblemText } from '../../../ui/problem-text.ts';
import { casesAt, towerOf } from './tower.ts';
import { TowerTable } from './tower-table.tsx';

/** Areas whose children do not travel to every screen. */
const GROUNDS: ReadonlySet<string> = new Set(['compound', 'village']);
const HOUSES: ReadonlySet<string> = new Set(['building', 'staircase']);

export function AreaInside({ area }: { readonly area: Area }) {
  if (GROUNDS.has(area.level)) return <Houses ground={area} />;
  return HOUSES.has(area.level) ? <House house={area} /> : null;
}

function useChildren(id: string): readonly Area[] | undefined {
  const { areas, children, wantChildren } = useFineAreas();
  useEffect(() => void wantChildren(id), [id, wantChildren]);
  return children.get(id)?.flatMap((child) => areas.get(child) ?? []);
}

function Houses({ ground }: { readonly ground: Area }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const select = useView((state) => state.select);
  const textOf = useProblemText();
  const problem = useFineAreas((state) => state.problem);
  useVersion('cases');
  const houses = useChildren(ground.id);
  if (houses === undefined) return problem === null ? null : <p className="notice">{textOf(problem)}</p>;
  if (houses.length === 0) return null;
  const cases = [...situation.copy.all('cases').values()];
  return (
    <section className="inside">
      <div className="history-head">
        <h3>{t('tower.houses')}</h3>
        <span className="panel-note">{t('list.total', { total: number(houses.length) })}</span>
      </div>
      <ul>
        {houses.map((house) => {
          // The address tree names a child after its parent: what begins like the house is in the house.
          const ill = casesAt(cases, (id) => id === house.id || id.startsWith(`${house.id}-`)).length;
          return (
            <li key={house.id}>
              <button type="button" className="inside-row" onClick={() => select({ layer: 'areas', id: house.id })}>
                <span>{nameIn(house, language)}</span>
                <small>
                  {[
                    house.floors === undefined ? undefined : t('tower.floors', { n: number(house.floors) }),
                    house.households === undefined ? undefined : t('tower.households', { n: number(house.households) }),
                    house.population === undefined ? undefined : t('tower.persons', { n: number(house.population) }),
                  ]
                    .filter((part) => part !== undefined)
                    .join(' · ')}
                </small>
                {ill > 0 && <strong>{t('tower.cases', { n: number(ill) })}</strong>}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function House({ house }: { readonly house: Area }) {
  const { areas, children, wantChildren } = useFineAreas();
  const inside = useChildren(house.id);
  const staircases = inside?.filter(({ level }) => level === 'staircase') ?? [];
  const key = staircases.map(({ id }) => id).join();
  useEffect(() => {
    for (const id of key === '' ? [] : key.split(',')) void wantChildren(id);
  }, [key, wantChildren]);
  useVersion('cases');
  if (inside === undefined) return null;
  const below = [house.id, ...staircases.map(({ id }) => id)].flatMap((id) => children.get(id) ?? []);
  const flats = below.flatMap((id) => areas.get(id) ?? []).filter(({ level }) => level === 'household');
  return <TowerTable tower={towerOf(house, staircases, flats, situation.copy.all('cases').values())} />;
}
