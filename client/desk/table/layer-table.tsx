// The rows of a layer, live: the same entities, the same selection and, while it is wished, the same filter as the map.
import { X } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entity, Layer } from '#shared/situation.ts';
import { LAYER_TERMS } from '#shared/terms/codes.ts';
import { FIGURE_TERMS } from '#shared/terms/figures.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../../connection/browser-connection.ts';
import { isOnMap } from '../../layers/kinds.ts';
import { useConnection, useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useSieve } from '../../store/sieve-store.ts';
import { useView } from '../../store/view-store.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { isExported, useExport } from '../export/export-store.ts';
import { layerColumns, wordsOf } from './layer-columns.ts';
import { TableFrame } from './table-frame.tsx';
import { useMembers } from './use-members.ts';

type Props = {
  readonly layer: Layer;
  /** path that answers with the ids of the rows that count */
  readonly members: string | undefined;
  /** id of the figure whose rows these are */
  readonly figure: string | undefined;
};

const NOBODY: ReadonlySet<string> = new Set();
const idOf = ({ id }: Entity): string => id;
/** So many rows are read again at leisure. */
const MANY = 5_000;

export function LayerTable({ layer, members, figure }: Props) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const language = usePreferences((state) => state.language);
  const { select, fly, selection, openList } = useView();
  const { picks, pick, sift } = useSieve();
  const [isFollowed, follow] = useState(true);
  const isPast = useConnection().past !== undefined;
  const version = useCalm(useVersion(layer), situation.copy.all(layer).size > MANY ? 2_000 : 0);
  const { ids, problem } = useMembers(layer, members);
  const name = term(LAYER_TERMS, layer, language);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  const all = useMemo((): readonly Entity[] => [...situation.copy.all(layer).values()], [layer, version]);
  const rows = useMemo(
    () => (members === undefined ? all : all.filter(({ id }) => ids?.has(id) === true)),
    [all, members, ids],
  );
  // Which fields there are changes far less often than the rows: a table must not rebuild its head at each report.
  const isEmpty = all.length === 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const columns = useMemo(
    () =>
      layerColumns(situation.copy, layer, all, {
        language,
        yes: t('app.yes'),
        no: t('app.no'),
        unknown: t('figure.unknown'),
      }),
    [layer, language, isEmpty, t],
  );
  const words = useCallback((entity: Entity) => wordsOf(situation.copy, layer, entity, language), [layer, language]);

  const left = useRef<{ readonly rows: readonly Entity[]; readonly isCut: boolean }>({ rows: [], isCut: false });
  const total = useRef(0);
  total.current = all.length;
  const show = useCallback(() => {
    const { rows: shown, isCut } = left.current;
    const isSifted = isFollowed && isCut && isOnMap(layer);
    sift(isSifted ? { layer, ids: new Set(shown.map(idOf)), total: total.current } : null);
  }, [isFollowed, layer, sift]);
  useEffect(show, [show]);
  useEffect(
    () => () => {
      sift(null);
      pick(null);
    },
    [sift, pick],
  );

  const chips =
    members === undefined ? undefined : (
      <button type="button" className="button table-tool" data-chip="true" onClick={() => openList(layer)}>
        {t('table.figureOnly', { name: figure === undefined ? name : term(FIGURE_TERMS, figure, language) })}
        <X size={14} aria-hidden />
      </button>
    );
  const exportThem = (chosen: readonly string[] | undefined) =>
    useExport.getState().openExport({ layer, ...(chosen === undefined ? {} : { ids: chosen }) });
  const isWaiting = members !== undefined && ids === undefined;
  return (
    <TableFrame
      name={layer}
      label={name}
      columns={columns}
      rows={rows}
      idOf={idOf}
      wordsOf={words}
      isCurrent={({ id }) => selection?.layer === layer && selection.id === id}
      onOpen={({ id }) => {
        select({ layer, id });
        fly({ layer, id });
      }}
      picks={picks?.layer === layer ? picks.ids : NOBODY}
      onPick={(chosen) => pick({ layer, ids: chosen })}
      empty={
        problem !== undefined
          ? problemText(problem)
          : isWaiting
            ? t('table.loading')
            : members !== undefined
              ? t('table.noRows')
              : t(isPast ? 'table.emptyThen' : 'table.empty', { name })
      }
      chips={chips}
      onExport={isExported(layer) ? exportThem : undefined}
      {...(isOnMap(layer) ? { isOnMap: isFollowed, onMap: follow } : {})}
      onShown={(shown, isFiltered) => {
        left.current = { rows: shown, isCut: isFiltered || members !== undefined };
        show();
      }}
    />
  );
}

/** A number that moves at most once in so many milliseconds, and always ends on the last. */
function useCalm(value: number, every: number): number {
  const [calm, setCalm] = useState(value);
  const movedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const timer = setTimeout(
      () => {
        movedAt.current = performance.now();
        setCalm(value);
      },
      Math.max(0, movedAt.current + every - performance.now()),
    );
    return () => clearTimeout(timer);
  }, [value, every]);
  return every === 0 ? value : calm;
}
