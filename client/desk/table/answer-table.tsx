// The rows of an engine's answer as a table: asked for again every few seconds, and in the past those of the moment shown.
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { situation } from '../../connection/browser-connection.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import { number } from '../../ui/format.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { type Changed, useChanges } from '../timeline/changes-store.ts';
import type { AnswerRow } from './answer-column.ts';
import { ANSWERS } from './answers.ts';
import { cellText } from './column.ts';
import type { AnswerList } from './list-target.ts';
import { TableFrame } from './table-frame.tsx';
import { useWholeAnswer } from './use-whole-answer.ts';

type Props = { readonly list: AnswerList; readonly path: string };

const NONE: readonly AnswerRow[] = [];
const idOf = ({ id }: AnswerRow): string => id;

export function AnswerTable({ list, path }: Props) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const language = usePreferences((state) => state.language);
  const { select, fly, selection } = useView();
  const [picks, setPicks] = useState<ReadonlySet<string>>(new Set());
  const { rows = NONE, total, answer, problem } = useWholeAnswer(list, path);
  const columns = useMemo(() => {
    return ANSWERS[list].columns({ copy: situation.copy, language, t, yes: t('app.yes'), no: t('app.no') });
  }, [list, language, t]);
  const words = useCallback(
    (row: AnswerRow) => `${columns.map((column) => cellText(column, row)).join(' ')} ${row.id}`,
    [columns],
  );
  // What changed is drawn where it lies while its list is open.
  useEffect(() => {
    if (list === 'changes') useChanges.getState().mark(rows.map(({ said }) => said as unknown as Changed));
    return () => useChanges.getState().mark([]);
  }, [list, rows]);
  const open = ({ said }: AnswerRow) => {
    const target = ANSWERS[list].open(said);
    if (target === undefined) return;
    select(target);
    fly(target);
  };
  const isCurrent = ({ said }: AnswerRow): boolean => {
    const target = ANSWERS[list].open(said);
    return target !== undefined && target.layer === selection?.layer && target.id === selection.id;
  };
  return (
    <TableFrame
      name={list}
      label={t(`table.lists.${list}`)}
      columns={columns}
      rows={rows}
      idOf={idOf}
      wordsOf={words}
      isCurrent={isCurrent}
      onOpen={open}
      picks={picks}
      onPick={setPicks}
      empty={
        problem !== undefined
          ? problemText(problem)
          : answer === undefined
            ? t('table.loading')
            : t(answer['countBased'] === true ? 'table.countBased' : 'table.noRows')
      }
      foot={
        total > rows.length && rows.length > 0 ? (
          <strong>
            {t('table.part', { shown: number(rows.length), total: number(total) })}
            {problem === undefined ? ` · ${t('table.loading')}` : ` · ${problemText(problem)}`}
          </strong>
        ) : undefined
      }
    />
  );
}
