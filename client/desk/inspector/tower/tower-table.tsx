// The floors of a house as a table, like its front: who was found positive where, and how many live there.
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../../store/preferences-store.ts';
import { useView } from '../../../store/view-store.ts';
import { EntitySymbol } from '../../../ui/entity-symbol.tsx';
import { number } from '../../../ui/format.ts';
import { nameIn } from '../../../ui/name-in.ts';
import type { Cell, Tower } from './tower.ts';

export function TowerTable({ tower: { columns, floors, unplaced, total } }: { readonly tower: Tower }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const select = useView((state) => state.select);
  if (floors.length === 0 && total === 0) return null;
  return (
    <section className="inside">
      <div className="history-head">
        <h3>{t('tower.byFloor')}</h3>
        <span className="panel-note">{total === 0 ? t('tower.noCases') : t('tower.cases', { n: number(total) })}</span>
      </div>
      <table className="tower">
        <thead>
          <tr>
            <th scope="col">{t('tower.floor')}</th>
            {columns.map((column) => (
              <th key={column.id} scope="col">
                {columns.length === 1 ? (
                  nameIn(column, language)
                ) : (
                  <button
                    type="button"
                    className="value-link"
                    onClick={() => select({ layer: 'areas', id: column.id })}
                  >
                    {nameIn(column, language)}
                  </button>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {floors.map(({ floor, cells }) => (
            <tr key={floor} data-cases={cells.some(({ cases }) => cases.length > 0)}>
              <th scope="row">{floor}</th>
              {cells.map((cell, column) => (
                <td key={columns[column]?.id}>
                  <FloorCell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {unplaced.length > 0 && (
        <p className="tower-unplaced">
          {t('tower.unplaced')}
          <Cases cases={unplaced} />
        </p>
      )}
    </section>
  );
}

function FloorCell({ cell: { cases, flats, persons } }: { readonly cell: Cell }) {
  const { t } = useTranslation();
  return (
    <>
      <Cases cases={cases} />
      {flats.length > 0 && (
        <span className="tower-flats">
          {persons === undefined
            ? t('tower.flats', { n: number(flats.length) })
            : t('tower.flatsPersons', { n: number(flats.length), persons: number(persons) })}
        </span>
      )}
    </>
  );
}

function Cases({ cases }: { readonly cases: Cell['cases'] }) {
  const select = useView((state) => state.select);
  return cases.map((found) => (
    <button
      key={found.id}
      type="button"
      className="tower-case"
      title={found.address ?? found.id}
      aria-label={found.id}
      onClick={() => select({ layer: 'cases', id: found.id })}
    >
      <EntitySymbol layer="cases" entity={found} size={16} />
    </button>
  ));
}
