// The first page: map over list, what is nearest first, and the two things one does there under the thumb.

import { ChevronDown, ChevronUp, ClipboardPen, LocateFixed, Navigation, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SITE_TYPE_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useConnection, useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { TicksLine } from '../outbox/ticks.tsx';
import { usePages } from '../pages.ts';
import { isOwn, ownArea } from '../place/own-area.ts';
import { useWhere } from '../place/where-store.ts';
import { useOwnAreas } from '../use-account.ts';
import { NavigateSheet } from './navigate-sheet.tsx';
import { NearMap } from './near-map.tsx';
import { NearRow, titleOf } from './near-row.tsx';
import { useNear } from './near-store.ts';
import { NEAR_KINDS, type Near, type NearKind, nearby } from './nearby.ts';

/** Rows shown before one asks for more: a list of two thousand is no list, and costs a slow phone seconds. */
const PAGE = 40;

export function NearPage() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const open = usePages((state) => state.open);
  const { fix, chosen, trouble } = useWhere();
  const areas = useOwnAreas();
  const { kind, selectedKey } = useNear();
  const [most, setMost] = useState(PAGE);
  const setSelectedKey = (key: string) => useNear.setState({ selectedKey: key });
  const setKind = (next: NearKind | undefined) => useNear.setState({ kind: next });
  const [isMapLarge, setMapLarge] = useState(false);
  const [isNavigating, setNavigating] = useState(false);
  const areasVersion = useVersion('areas');
  const version = useVersion('checkpoints', 'sites', 'tasks', 'duties');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const own = useMemo(() => ownArea(situation.copy, areas), [areas, areasVersion]);
  const start = chosen?.position ?? fix?.position ?? own.middle;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const rows = useMemo(() => nearby(situation.copy, start, kind), [version, start?.[0], start?.[1], kind]);
  // What was chosen is shown, however far down it is.
  const chosenAt = rows.findIndex(({ key }) => key === selectedKey);
  const shown = rows.slice(0, Math.max(most, chosenAt + 1));
  const selected = rows.find(({ key }) => key === selectedKey) ?? rows[0];
  const mayReport = isOwn(situation.copy, areas, selected?.position);
  const from =
    chosen !== null
      ? t('field.near', { name: chosen.name })
      : fix !== null
        ? t('field.fromHere', { n: Math.round(fix.accuracy) })
        : areas[0] === undefined
          ? t('field.fromMiddle')
          : t('field.fromArea', { name: nameOf(situation.copy, 'areas', areas[0], language) });
  return (
    <div className="near-page" data-map={isMapLarge ? 'large' : 'small'}>
      <NearMap
        rows={shown}
        selected={selected}
        onSelect={setSelectedKey}
        start={start}
        here={chosen === null && fix !== null ? fix : undefined}
      />
      <main className="sheet">
        <button
          type="button"
          className="sheet-grip"
          aria-label={isMapLarge ? t('field.map.showList') : t('field.map.showMap')}
          onClick={() => setMapLarge(!isMapLarge)}
        >
          <i aria-hidden />
          {isMapLarge ? <ChevronUp size={18} aria-hidden /> : <ChevronDown size={18} aria-hidden />}
        </button>
        <fieldset className="field-types">
          <legend className="visually-hidden">{t('field.filter')}</legend>
          <Chip isOn={kind === undefined} text={t('field.all')} onClick={() => setKind(undefined)} />
          {NEAR_KINDS.map((name) => (
            <Chip
              key={name}
              isOn={kind === name}
              text={
                name === 'checkpoint' || name === 'task'
                  ? t(`field.kinds.${name}`)
                  : term(SITE_TYPE_TERMS, name, language)
              }
              onClick={() => {
                setKind(name);
                setMost(PAGE);
              }}
            />
          ))}
        </fieldset>
        <StartLine from={from} />
        {trouble !== undefined && (
          <p className="notice field-trouble" role="alert">
            {t(`field.${trouble}`)}
          </p>
        )}
        {rows.length === 0 ? (
          <Empty />
        ) : (
          <ul className="near-list">
            {shown.map((near) => (
              <NearRow
                key={near.key}
                near={near}
                isSelected={near.key === selected?.key}
                isChosen={near.key === selectedKey}
                onSelect={() => setSelectedKey(near.key)}
              />
            ))}
          </ul>
        )}
        {rows.length > shown.length && (
          <button type="button" className="field-button field-more" onClick={() => setMost(shown.length + PAGE)}>
            {t('field.more', { n: rows.length - shown.length })}
          </button>
        )}
      </main>
      <div className="field-actions">
        <button
          type="button"
          className="field-button field-button-primary"
          disabled={!mayReport}
          onClick={() => open(reportOf(selected))}
        >
          <ClipboardPen size={22} aria-hidden />
          {mayReport ? t('field.report') : t('field.notMine')}
        </button>
        <button
          type="button"
          className="field-button"
          disabled={selected?.position === undefined}
          onClick={() => setNavigating(true)}
        >
          <Navigation size={22} aria-hidden />
          {t('field.navigate')}
        </button>
        <TicksLine />
      </div>
      {isNavigating && selected?.position !== undefined && (
        <NavigateSheet
          name={titleOf(selected, language)}
          position={selected.position}
          onClose={() => setNavigating(false)}
        />
      )}
    </div>
  );
}

/** Straight to the form that the chosen place is reported with. */
function reportOf(selected: Near | undefined): Parameters<ReturnType<typeof usePages.getState>['open']>[0] {
  if (selected === undefined) return { name: 'menu' };
  const { kind, layer, entity } = selected;
  if (layer === 'tasks') return { name: 'tasks' };
  const at = { name: 'report', layer, id: entity.id } as const;
  if (kind === 'checkpoint') return { ...at, form: 'counter' };
  if (kind === 'testing' || kind === 'clinic') return { ...at, form: 'queue' };
  return kind === 'quarantine' ? { ...at, form: 'rooms' } : { ...at, form: 'wrong' };
}

function Chip({
  isOn,
  text,
  onClick,
}: {
  readonly isOn: boolean;
  readonly text: string;
  readonly onClick: () => void;
}) {
  return (
    <button type="button" className="chip" aria-pressed={isOn} onClick={onClick}>
      {text}
    </button>
  );
}

/** Nothing of this kind is one thing; nothing known yet is another, and says whether it is on its way. */
function Empty() {
  const { t } = useTranslation();
  const { freshness, hasCopy } = useConnection();
  if (hasCopy || situation.copy.size() > 0) return <p className="field-note">{t('field.nothing')}</p>;
  return <p className="field-note">{freshness === 'offline' ? t('field.never') : t('app.loading')}</p>;
}

/** From where it is measured, and the two ways to change that. */
function StartLine({ from }: { readonly from: string }) {
  const { t } = useTranslation();
  const open = usePages((state) => state.open);
  const { locate, isLocating } = useWhere();
  return (
    <div className="field-start">
      <p className="field-note">{isLocating ? t('field.locating') : from}</p>
      <button type="button" className="small-button" onClick={locate} disabled={isLocating}>
        <LocateFixed size={20} aria-hidden />
        {t('field.here')}
      </button>
      <button type="button" className="small-button" onClick={() => open({ name: 'place' })}>
        <Search size={20} aria-hidden />
        {t('field.choosePlace')}
      </button>
    </div>
  );
}
