// Places by what they still owe: most persons not uploaded first, those that nobody counts before all of them. From the
// communities one goes down to compounds and buildings.
import '../engine/engine.css';
import { ArrowLeft } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { coveragePercent } from '#shared/domain/rate.ts';
import { situation } from '../../connection/browser-connection.ts';
import { type CoverageArea, useCoverageAreas } from '../../store/coverage-store.ts';
import { useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { number } from '../../ui/format.ts';
import { nameIn } from '../../ui/name-in.ts';
import { RowList } from '../../ui/row-list.tsx';
import { Bar } from './pace-bar.tsx';

const LEVELS = ['community', 'compound', 'building'] as const;
type Level = (typeof LEVELS)[number];
type Props = { readonly roundId: string; readonly pace: number };

export function CommunityList({ roundId, pace }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { select, fly, selection } = useView();
  // A round that was opened a moment ago comes a moment later.
  useVersion('rounds');
  // A zone is a few houses: its communities would be one row, or none.
  const first: Level = situation.copy.get('rounds', roundId)?.zoneId === undefined ? 'community' : 'building';
  const [chosen, setLevel] = useState<Level>();
  const level = chosen ?? first;
  const [parent, setParent] = useState<string>();
  const answer = useCoverageAreas(roundId, level, parent);
  const rows = useMemo(() => byShortfall(answer?.areas ?? []), [answer]);
  const nameOfArea = (area: CoverageArea) =>
    nameIn(area, language) ?? nameOf(situation.copy, 'areas', area.areaId, language);
  const title = t('engine.coverage.areas');
  return (
    <>
      <div className="layer-group coverage-areas round-level">
        {parent !== undefined && (
          <button
            type="button"
            className="icon-button"
            aria-label={t('rounds.allOf')}
            title={t('rounds.allOf')}
            onClick={() => {
              setParent(undefined);
              setLevel(undefined);
            }}
          >
            <ArrowLeft size={16} />
          </button>
        )}
        <h3>
          {parent === undefined
            ? title
            : t('rounds.within', { name: nameOf(situation.copy, 'areas', parent, language) })}
        </h3>
        <select
          className="select"
          aria-label={t('rounds.level')}
          value={level}
          onChange={(event) => setLevel(event.target.value as Level)}
        >
          {LEVELS.map((one) => (
            <option key={one} value={one} disabled={parent !== undefined && one === 'community'}>
              {t(`rounds.${one}`)}
            </option>
          ))}
        </select>
      </div>
      {answer === undefined && <p className="list-empty">{t('rounds.coming')}</p>}
      {answer !== undefined && rows.length === 0 && <p className="list-empty">{t('rounds.nothing')}</p>}
      <RowList
        rows={rows}
        keyOf={({ areaId }) => areaId}
        rowHeight={48}
        label={title}
        isSelected={({ areaId }) => selection?.layer === 'areas' && selection.id === areaId}
        onOpen={({ areaId }) => {
          const isChosen = selection?.layer === 'areas' && selection.id === areaId;
          select({ layer: 'areas', id: areaId });
          fly({ layer: 'areas', id: areaId });
          // A second time: what is in it.
          if (isChosen && level === 'community') {
            setParent(areaId);
            setLevel('compound');
          }
        }}
      >
        {(area) => <AreaRow area={area} name={nameOfArea(area)} pace={pace} />}
      </RowList>
    </>
  );
}

function AreaRow({ area, name, pace }: { readonly area: CoverageArea; readonly name: string; readonly pace: number }) {
  const { t } = useTranslation();
  const { due, uploaded } = area;
  const isKnown = due !== null && uploaded !== null;
  const share = isKnown && due > 0 ? Math.min(1, uploaded / due) : isKnown ? 1 : undefined;
  return (
    <div className="community-row" data-behind={share !== undefined && share < pace}>
      <p className="split-line">
        <span>{name}</span>
        <span className="community-row-left">
          {!isKnown
            ? t('engine.coverage.unheard')
            : uploaded >= due
              ? t('engine.coverage.done')
              : t('engine.coverage.missing', { n: number(due - uploaded) })}
        </span>
      </p>
      <p className="community-row-bar">
        <Bar share={share} pace={pace} />
        <span className="layer-age">{isKnown ? coveragePercent(uploaded, due) : ''}</span>
      </p>
    </div>
  );
}

/** Where nobody lives nothing is owed: not a row. */
function byShortfall(areas: readonly CoverageArea[]): readonly CoverageArea[] {
  const owed = ({ due, uploaded }: CoverageArea) =>
    due === null || uploaded === null ? Number.POSITIVE_INFINITY : due - uploaded;
  return areas
    .filter(({ due }) => due !== 0)
    .toSorted((a, b) => {
      const [x, y] = [owed(a), owed(b)];
      return x === y ? (a.areaId < b.areaId ? -1 : 1) : y - x;
    });
}
