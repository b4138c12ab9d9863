// Zones and townships by what they still owe: the one with most people not uploaded first, each with the mark of its pace. A
// zone with a round of its own is measured by that one; of whom nobody told is said to be unknown, after those that are known.
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { instant } from '#shared/time.ts';
import { situation } from '../../connection/browser-connection.ts';
import { zoneLook } from '../../layers/shape-features.ts';
import { ZONE_KINDS } from '../../map/legend-entries.ts';
import { useAnswer } from '../../store/answer-store.ts';
import { useNow } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { entityWords, nameOf } from '../../ui/entity-words.ts';
import { number } from '../../ui/format.ts';
import type { SymbolKind } from '../../ui/symbols/drawings.ts';
import { Symbol as Sign } from '../../ui/symbols/symbol.tsx';

type Counted = { readonly due: number | null; readonly uploaded: number | null };
type Areas = { readonly areas: readonly (Counted & { readonly areaId: string })[] };
type Zones = {
  readonly zones: readonly (Counted & {
    readonly zoneId: string;
    readonly start: string;
    readonly deadline: string;
  })[];
};
type Row = {
  readonly key: string;
  readonly name: string;
  /** of a zone: one compound may lie in a high-risk zone and hold polluted areas, all of its name */
  readonly sign?: SymbolKind;
  /** 0 to 1: share of its round's hours that have passed */
  readonly pace: number;
  /** null where nobody told how many are due or uploaded */
  readonly owed: { readonly missing: number; readonly share: number } | null;
};

/** Rows of each list. */
export type Most = { readonly zones: number; readonly townships: number };

const owed = ({ due, uploaded }: Counted): Row['owed'] =>
  due === null || uploaded === null || due === 0
    ? null
    : { missing: Math.max(0, due - uploaded), share: Math.min(1, uploaded / due) };

/** Those that are done leave; the unknown come last. */
const ranked = (rows: readonly Row[]): Row[] =>
  rows
    .filter((row) => row.owed === null || row.owed.missing > 0)
    .sort((a, b) => (b.owed?.missing ?? -1) - (a.owed?.missing ?? -1) || (a.key < b.key ? -1 : 1));

type Props = {
  readonly roundId: string;
  readonly pace: number;
  readonly most: Most;
};

export function Shortfall({ roundId, pace, most }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const now = useNow(30_000);
  const { copy } = situation;
  const query = `roundId=${encodeURIComponent(roundId)}`;
  const zones = useAnswer<Zones>(`/api/coverage/zones?${query}`)?.zones;
  const areas = useAnswer<Areas>(`/api/coverage/areas?${query}&level=township`)?.areas;
  const zoneRows = zones?.map(({ zoneId, start, deadline, ...counted }): Row => {
    const zone = copy.get('zones', zoneId);
    const [from, to] = [instant(start), instant(deadline)];
    return {
      key: `zones/${encodeURIComponent(zoneId)}`,
      name: zone === undefined ? zoneId : entityWords(copy, 'zones', zone, language).title,
      sign: ZONE_KINDS[zoneLook(zone?.level)],
      pace: Math.min(1, Math.max(0, (now - from) / (to - from))),
      owed: counted.due === 0 ? { missing: 0, share: 1 } : owed(counted),
    };
  });
  // A township where nobody lives, or of which nobody told, owes nothing that could be ranked.
  const areaRows = areas
    ?.filter(({ due, uploaded }) => due !== null && due > 0 && uploaded !== null)
    .map(({ areaId, ...counted }): Row => {
      const name = nameOf(copy, 'areas', areaId, language);
      return { key: `areas/${encodeURIComponent(areaId)}`, name, pace, owed: owed(counted) };
    });
  return (
    <>
      {zoneRows !== undefined && zoneRows.length > 0 && (
        <List
          title={(shown, total) =>
            total > shown ? t('wall.round.byZoneTop', { shown, total }) : t('wall.round.byZone')
          }
          done={t('wall.round.zonesDone')}
          rows={ranked(zoneRows)}
          most={most.zones}
        />
      )}
      {areaRows !== undefined && areaRows.length > 0 && (
        <List
          title={(shown, total) =>
            total > shown ? t('wall.round.byTownshipTop', { shown, total }) : t('wall.round.byTownship')
          }
          done={t('wall.round.allDone')}
          rows={ranked(areaRows)}
          most={most.townships}
        />
      )}
    </>
  );
}

type ListProps = {
  readonly title: (shown: number, total: number) => string;
  readonly done: string;
  readonly rows: readonly Row[];
  readonly most: number;
};

function List({ title, done, rows, most }: ListProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <section className="wall-townships" aria-labelledby={id}>
      <h3 id={id}>{rows.length === 0 ? done : title(most, rows.length)}</h3>
      <ul>
        {rows.slice(0, most).map((row) => (
          <li key={row.key} data-behind={row.owed !== null && row.owed.share < row.pace}>
            <a href={`/desk?sel=${row.key}`}>
              <span className={row.sign === undefined ? 'wall-cut' : 'wall-zone'}>
                {row.sign === undefined ? (
                  row.name
                ) : (
                  <>
                    <Sign kind={row.sign} size={24} />
                    <span className="wall-cut">{row.name}</span>
                  </>
                )}
              </span>
              <span className="wall-bar-track" aria-hidden>
                <span className="wall-bar-fill" style={{ width: `${100 * (row.owed?.share ?? 0)}%` }} />
                <span className="wall-bar-pace" style={{ left: `${100 * row.pace}%` }} />
              </span>
              <b>{row.owed === null ? t('figure.unknown') : number(row.owed.missing)}</b>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
