// The table: one row a figure, one column a fence; below it what all of them would take together against what there is.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { situation } from '../../connection/browser-connection.ts';
import { useDrawings } from '../../store/drawing-store.ts';
import { useFigure } from '../../store/figures-store.ts';
import { useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import type { Alternative } from '../../store/proposal-store.ts';
import { measuredArea, number } from '../../ui/format.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { type Choice, type Load, loadOf } from './columns.ts';
import { type Measured, useMeasured } from './use-measured.ts';

type Column = Choice & { readonly name: string };
type Props = { readonly columns: readonly Column[]; readonly policyId: string | undefined };
const OWNER = 'compare';
const ROWS = ['persons', 'households', 'positives', 'area', 'gates', 'leaks', 'desks', 'rooms', 'warnings'] as const;

export function CompareTable({ columns, policyId }: Props) {
  const { t } = useTranslation();
  const [answers, setAnswers] = useState<ReadonlyMap<string, Measured>>(new Map());
  useOnMap(columns, answers);
  const told = columns.map(({ key }) => answers.get(key));
  return (
    <>
      {columns.map((column) => (
        <Ask key={column.key} column={column} policyId={policyId} onAnswer={setAnswers} />
      ))}
      <div className="compare-scroll">
        <table className="compare-table">
          <caption className="visually-hidden">{t('compare.title')}</caption>
          <thead>
            <tr>
              <td />
              {columns.map(({ key, name }) => (
                <th key={key} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ROWS.map((row) => (
              <tr key={row}>
                <th scope="row">{t(`fence.${row}`)}</th>
                {columns.map(({ key }) => (
                  <td key={key}>
                    <Cell row={row} measured={answers.get(key)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Wrong columns={columns} answers={answers} />
      <Tonight measured={told} />
    </>
  );
}

/** Asks for one column, and says what came. */
function Ask({
  column,
  policyId,
  onAnswer,
}: {
  readonly column: Column;
  readonly policyId: string | undefined;
  readonly onAnswer: (put: (now: ReadonlyMap<string, Measured>) => ReadonlyMap<string, Measured>) => void;
}) {
  const measured = useMeasured(column, policyId);
  const { key } = column;
  useEffect(() => onAnswer((now) => new Map(now).set(key, measured)), [key, measured, onAnswer]);
  return null;
}

function Cell({ row, measured }: { readonly row: (typeof ROWS)[number]; readonly measured: Measured }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  if (measured === undefined) return <progress aria-label={t('rounds.coming')} />;
  if (!measured.ok) return <>{t('app.unknown')}</>;
  const { persons, households, positives, squareMetres, gates, leaks, desks, rooms, warnings } = measured.value;
  const known = (value: number | null) => (value === null ? t('app.unknown') : number(value));
  switch (row) {
    case 'positives':
      return <>{`${number(positives.inside)} / ${number(positives.total)}`}</>;
    case 'area':
      return <>{measuredArea(squareMetres, language)}</>;
    case 'gates':
      return <>{number(gates.length)}</>;
    case 'leaks':
      return <>{number(leaks.length)}</>;
    case 'warnings':
      return <>{number(warnings.length)}</>;
    default:
      return <>{known({ persons, households, desks, rooms }[row])}</>;
  }
}

function Wrong({
  columns,
  answers,
}: {
  readonly columns: readonly Column[];
  readonly answers: ReadonlyMap<string, Measured>;
}) {
  const textOf = useProblemText();
  return columns.map(({ key, name }) => {
    const answer = answers.get(key);
    return answer?.ok === false ? (
      <p key={key} className="notice" role="alert">
        {name} · {textOf(answer.error)}
      </p>
    ) : null;
  });
}

/** Whether what there is carries all of them together: tonight's desks and rooms, and posts by teams. */
function Tonight({ measured }: { readonly measured: readonly Measured[] }) {
  const { t } = useTranslation();
  useVersion('teams');
  const desks = useFigure('testing.desks')?.value ?? null;
  const rooms = useFigure('rooms.free')?.value ?? null;
  const teams = situation.copy.all('teams').size;
  const all = measured.map((one) => (one?.ok === true ? one.value : undefined));
  const of = (read: (one: Alternative) => number | null) => all.map((one) => (one === undefined ? null : read(one)));
  const loads: readonly (readonly [name: 'desks' | 'rooms' | 'posts', load: Load])[] = [
    [
      'desks',
      loadOf(
        of((one) => one.desks),
        desks,
      ),
    ],
    [
      'rooms',
      loadOf(
        of((one) => one.rooms),
        rooms,
      ),
    ],
    [
      'posts',
      loadOf(
        of((one) => one.gates.length),
        teams === 0 ? null : teams,
      ),
    ],
  ];
  const known = (value: number | null) => (value === null ? t('app.unknown') : number(value));
  return (
    <section aria-label={t('compare.tonight')}>
      <h3 className="layer-group">{t('compare.tonight')}</h3>
      <table className="compare-table">
        <thead>
          <tr>
            <td />
            <th scope="col">{t('compare.needed')}</th>
            <th scope="col">{t('compare.there')}</th>
            <th scope="col">{t('compare.short')}</th>
          </tr>
        </thead>
        <tbody>
          {loads.map(([name, { needed, there, short }]) => (
            <tr key={name} data-short={short !== null && short > 0}>
              <th scope="row">{t(`compare.load.${name}`)}</th>
              <td>{known(needed)}</td>
              <td>{known(there)}</td>
              <td>{short === 0 ? t('compare.enough') : known(short)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="panel-note">{t('compare.loadHint')}</p>
    </section>
  );
}

/** What is compared is on the map, the last one chosen before the others. */
function useOnMap(columns: readonly Column[], answers: ReadonlyMap<string, Measured>): void {
  const { put, drop } = useDrawings();
  useEffect(() => {
    const outlines = columns.flatMap(({ key }, at) => {
      const answer = answers.get(key);
      const as = at === columns.length - 1 ? ('draft' as const) : ('other' as const);
      return answer?.ok === true ? [{ geometry: answer.value.geometry, as }] : [];
    });
    put(OWNER, { outlines });
  }, [columns, answers, put]);
  useEffect(() => () => drop(OWNER), [drop]);
}
