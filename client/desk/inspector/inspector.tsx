// What is selected: what it is, how it stands, how old and from whom that is, and how it came to be so.
import './inspector.css';
import { LocateFixed, X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entities, Entity, Layer } from '#shared/situation.ts';
import { LAYER_TERMS, REMARK_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../../connection/browser-connection.ts';
import { isOnMap } from '../../layers/kinds.ts';
import { useFineAreas } from '../../store/fine-area-store.ts';
import { useConnection, useNow, useVersion } from '../../store/hooks.ts';
import { standsOnHouses } from '../../store/houses-of-zones.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import type { Selection } from '../../store/view-url.ts';
import { EntitySymbol } from '../../ui/entity-symbol.tsx';
import { entityWords, nameOf } from '../../ui/entity-words.ts';
import { ageOf, fullTime, number, shortTime } from '../../ui/format.ts';
import { hasOwnPlace, placeOf } from '../../ui/place-of.ts';
import { TaskSteps } from '../tasks/task-steps.tsx';
import { AlarmSeen } from './alarm-seen.tsx';
import { FieldList } from './field-list.tsx';
import { finePath } from './fine-path.ts';
import { History } from './history.tsx';
import { AreaInside } from './tower/area-inside.tsx';
import { ZoneInspector } from './zone/zone-inspector.tsx';

export function Inspector() {
  const { t } = useTranslation();
  const selection = useView((state) => state.selection);
  const hasCopy = useConnection().hasCopy;
  if (selection === null || !hasCopy) return null;
  return (
    <aside className="panel inspector" aria-label={t('inspector.details')}>
      <Selected key={`${selection.layer}/${selection.id}`} selection={selection} />
    </aside>
  );
}

function Selected({ selection: { layer, id } }: { readonly selection: Selection }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { select, fly } = useView();
  const past = useConnection().past !== undefined;
  useVersion(layer);
  const known = situation.copy.get(layer, id);
  const fine = useFineArea(layer, id, known === undefined);
  const entity: Entity | undefined = known ?? fine.area;
  const words = entity === undefined ? undefined : entityWords(situation.copy, layer, entity as never, language);
  const title = fine.area === undefined ? (words?.title ?? id) : fine.path;
  const hasHouses = useHousesOf(layer, entity);
  const hasPlace =
    hasHouses || placeOf(situation.copy, layer, id) !== undefined || (entity !== undefined && hasOwnPlace(entity));
  return (
    <>
      <header className="inspector-head">
        <EntitySymbol layer={layer} entity={entity} size={28} />
        <div className="inspector-title">
          <h2 title={title}>{title}</h2>
          <p>{words?.detail || term(LAYER_TERMS, layer, language)}</p>
        </div>
        {hasPlace && (
          <button
            type="button"
            className="icon-button"
            aria-label={t('inspector.fly')}
            title={t('inspector.fly')}
            onClick={() => fly({ layer, id })}
          >
            <LocateFixed size={17} />
          </button>
        )}
        <button
          type="button"
          className="icon-button"
          aria-label={t('inspector.close')}
          title={t('inspector.close')}
          onClick={() => select(null)}
        >
          <X size={17} />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it */}
      <section className="panel-body" tabIndex={0} aria-label={title}>
        {entity === undefined ? (
          !fine.isComing && <p className="notice">{t(past ? 'inspector.notYet' : 'inspector.gone')}</p>
        ) : (
          <>
            <Stamp entity={entity} />
            <Remarks entity={entity} />
            {layer === 'alarms' && <AlarmSeen alarm={entity as Entities['alarms']} />}
            {layer === 'tasks' && <TaskSteps task={entity as Entities['tasks']} />}
            {isOnMap(layer) && !hasPlace && <p className="notice">{t('inspector.noPosition')}</p>}
            {layer === 'zones' ? (
              <ZoneInspector zone={entity as Entities['zones']} />
            ) : (
              <FieldList layer={layer} entity={entity} />
            )}
            {layer === 'areas' && <AreaInside area={entity as Entities['areas']} />}
          </>
        )}
        {/* A zone tells its own steps, with what was said at each. */}
        {layer !== 'zones' && <History layer={layer} id={id} version={entity?.version ?? 0} />}
      </section>
    </>
  );
}

/** Whether a zone stands on houses whose outlines are known: the copy has none of them, the map draws them all the same. */
function useHousesOf(layer: Layer, entity: Entity | undefined): boolean {
  return useFineAreas(
    ({ areas }) => layer === 'zones' && entity !== undefined && standsOnHouses(entity as Entities['zones'], areas),
  );
}

/** A house is not in the copy; it is asked for when it is selected, and its parent for its name. */
function useFineArea(layer: Layer, id: string, isWanted: boolean) {
  const language = usePreferences((state) => state.language);
  const { areas, problem, wantArea } = useFineAreas();
  const isFine = layer === 'areas' && isWanted;
  const area = isFine ? areas.get(id) : undefined;
  const parent = area?.parent;
  useEffect(() => {
    if (isFine) void wantArea(id);
    if (parent !== undefined && situation.copy.get('areas', parent) === undefined) void wantArea(parent);
  }, [isFine, id, parent, wantArea]);
  return {
    area,
    path: finePath(areas, id, language).join(' '),
    isComing: isFine && area === undefined && problem === null,
  };
}

/** Two times: when it happened, and when we knew; and who said it. */
function Stamp({ entity }: { readonly entity: Entity }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const now = useNow(1000);
  const when = (iso: string) => (
    <>
      <strong>{ageOf(iso, now, language)}</strong>
      <time dateTime={iso} title={fullTime(iso)}>
        {shortTime(iso)}
      </time>
    </>
  );
  return (
    <dl className="stamp">
      <div>
        <dt>{t('inspector.happened')}</dt>
        <dd>{when(entity.observedAt)}</dd>
      </div>
      <div>
        <dt>{t('inspector.known')}</dt>
        <dd>{when(entity.recordedAt)}</dd>
      </div>
      <div className="stamp-source">
        <dt>
          {t('inspector.source')} · {t('inspector.version', { n: number(entity.version) })}
        </dt>
        <dd title={entity.source}>
          <strong>
            {entity.source === 'system'
              ? t('inspector.engine')
              : nameOf(situation.copy, 'sources', entity.source, language)}
          </strong>
        </dd>
      </div>
    </dl>
  );
}

/** What does not agree with itself is shown beside the figures, and never corrected. */
function Remarks({ entity }: { readonly entity: Entity }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const isMasked = 'masked' in entity;
  const remarks = 'remarks' in entity ? (entity.remarks ?? []) : [];
  return (
    <>
      {isMasked && <p className="notice">{t('inspector.masked')}</p>}
      {remarks.map(({ code, sum, capacity }) => (
        <p key={code} className="notice">
          <strong>{term(REMARK_TERMS, code, language)}</strong>
          <br />
          {t('inspector.reported', { sum: number(sum), capacity: number(capacity) })}
        </p>
      ))}
    </>
  );
}
