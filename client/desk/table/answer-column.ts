// What the lists of the engine's answers have in common: a row as it was said, and a column that reads one thing of it.
import type { Situation } from '#shared/situation.ts';
import type { Language } from '#shared/terms/term.ts';
import type { TextKey } from '../../i18n/i18n.ts';
import type { Selection } from '../../store/view-url.ts';
import { number, shortTime } from '../../ui/format.ts';
import type { T } from '../../ui/span.ts';
import type { Column, Kind } from './column.ts';

export type AnswerRow = { readonly id: string; readonly said: Readonly<Record<string, unknown>> };
type Label = TextKey extends infer K ? (K extends `table.columnsOf.${infer Name}` ? Name : never) : never;

export type AnswerWords = {
  readonly copy: Situation;
  readonly language: Language;
  readonly t: T;
  readonly yes: string;
  readonly no: string;
};

/** How the rows of one kind of answer are read, which columns they have, what a row opens. */
export type Spec = {
  /** name of the array in the answer */
  readonly rows: string;
  readonly idOf: (said: AnswerRow['said']) => string;
  readonly columns: (words: AnswerWords) => readonly Column<AnswerRow>[];
  readonly open: (said: AnswerRow['said']) => Selection | undefined;
};

const WIDTHS: Readonly<Record<Kind, number>> = { text: 170, code: 130, number: 110, time: 120, flag: 90 };

export function column(
  { t, yes, no }: AnswerWords,
  id: Label,
  kind: Kind,
  get: (said: AnswerRow['said']) => unknown,
  codes?: Readonly<Record<string, string>>,
  width = WIDTHS[kind],
): Column<AnswerRow> {
  const text = (value: unknown): string => {
    if (typeof value === 'boolean') return value ? yes : no;
    if (typeof value === 'number') return number(value);
    return kind === 'time' ? shortTime(String(value)) : (codes?.[String(value)] ?? String(value));
  };
  const options =
    kind === 'flag'
      ? ([
          ['true', yes],
          ['false', no],
        ] as const)
      : Object.entries(codes ?? {});
  const get_ = ({ said }: AnswerRow): unknown => get(said) ?? undefined;
  return {
    id,
    label: t(`table.columnsOf.${id}`),
    kind,
    width,
    get: get_,
    text,
    ...(options.length === 0 ? {} : { options }),
  };
}

export const inWords = (terms: Readonly<Record<string, { readonly [L in Language]: string }>>, language: Language) =>
  Object.fromEntries(Object.entries(terms).map(([code, said]) => [code, said[language]]));

export const inCodes = <C extends string>(
  codes: readonly C[],
  wordOf: (code: C) => string,
): Readonly<Record<string, string>> => Object.fromEntries(codes.map((code) => [code, wordOf(code)]));
