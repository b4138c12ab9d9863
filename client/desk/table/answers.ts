// The lists that are answers of the engine and no layer: how their rows are read, which columns they have, what a row opens.
import { CLOCK_STATES } from '#shared/domain/clock/clock.ts';
import { chargeOf, type Told } from '#shared/domain/in-charge.ts';
import type { Layer } from '#shared/situation.ts';
import { CLOCK_KIND_TERMS, CLOCK_STEP_TERMS } from '#shared/terms/clocks.ts';
import { AREA_LEVEL_TERMS, LAYER_TERMS } from '#shared/terms/codes.ts';
import { DOOR_REASON_TERMS } from '#shared/terms/doors.ts';
import { term } from '#shared/terms.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { number } from '../../ui/format.ts';
import { jurisdictionArea } from '../../ui/jurisdiction.ts';
import { type Addressed, addressIn, type Charged, nameIn, unitIn } from '../../ui/name-in.ts';
import { type AnswerRow, type AnswerWords, column, inCodes, inWords, type Spec } from './answer-column.ts';
import type { Column } from './column.ts';
import type { AnswerList } from './list-target.ts';
import { READINGS } from './readings.ts';

type Answer = Readonly<Record<string, unknown>>;

const NAIL_STATUSES = ['candidate', 'confirmed'] as const;
const CHANGES = ['added', 'changed', 'removed'] as const;
const EXITS = ['met', 'blocking', 'needsPerson'] as const;
const REASONS = ['unknown', 'invalidTube', 'late', 'noResult', 'positivePool', 'notUploaded'] as const;
const isReason = (code: string): code is (typeof REASONS)[number] => (REASONS as readonly string[]).includes(code);
const place = ({ copy, language }: AnswerWords, id: unknown): string | undefined =>
  typeof id === 'string' ? nameOf(copy, 'areas', id, language) : undefined;
/** Houses and doors are not in the copy: the answer names them itself, from the community down. CSS pixels. */
const ADDRESS_WIDTH = 300;
const address = (words: AnswerWords) =>
  column(
    words,
    'area',
    'text',
    (said) => addressIn(said as Addressed, words.language) ?? place(words, said['areaId']),
    undefined,
    ADDRESS_WIDTH,
  );
const part = (said: AnswerRow['said'], name: string): Answer => (said[name] ?? {}) as Answer;

/** Whom to call about a row, and plainly that nobody is registered. */
const charge = (words: AnswerWords, of: (said: AnswerRow['said']) => Told): readonly Column<AnswerRow>[] => {
  const unknown = words.t('figure.unknown');
  const found = (said: AnswerRow['said']) => chargeOf(words.copy, of(said));
  return [
    column(words, 'unit', 'text', (said) => unitIn(found(said), words.language) ?? unknown),
    column(words, 'phone', 'text', (said) => found(said).phone ?? unknown),
  ];
};

const byPlace = (rows: 'missing' | 'waiting', more: (words: AnswerWords) => readonly Column<AnswerRow>[]): Spec => ({
  rows: 'areas',
  idOf: ({ areaId }) => String(areaId),
  open: ({ areaId }) => ({ layer: 'areas', id: String(areaId) }),
  columns: (words) => [
    address(words),
    column(words, rows, 'number', (said) => said[rows]),
    column(words, 'reasons', 'text', ({ reasons }) =>
      Object.entries((reasons ?? {}) as Readonly<Record<string, number>>)
        .map(([code, n]) => `${isReason(code) ? words.t(`table.reason.${code}`) : code} ${number(n)}`)
        .join(', '),
    ),
    ...more(words),
  ],
});

const HOUR = 3600;

export const ANSWERS: { readonly [A in AnswerList]: Spec } = {
  clocks: {
    rows: 'clocks',
    idOf: ({ id }) => String(id),
    open: (said) => {
      const { layer, id } = part(said, 'subject') as { layer?: Layer; id?: string };
      return layer === undefined || id === undefined || layer === 'tubes' ? undefined : { layer, id };
    },
    columns: (words) => {
      const { language, t } = words;
      const subject = (said: AnswerRow['said']): string | undefined => {
        const { id } = part(said, 'subject');
        return id === undefined ? undefined : String(id);
      };
      const waits = (said: AnswerRow['said']): string =>
        (said['steps'] as readonly { step: string; state: string }[])
          .filter(({ state }) => state === 'open' || state === 'late' || state === 'unknown')
          .map(({ step }) => term(CLOCK_STEP_TERMS, step, language))
          .join(', ');
      return [
        column(words, 'kind', 'code', ({ kind }) => kind, inWords(CLOCK_KIND_TERMS, language)),
        column(
          words,
          'state',
          'code',
          ({ state }) => state,
          inCodes(CLOCK_STATES, (code) => t(`table.clockState.${code}`)),
        ),
        column(words, 'subject', 'text', subject),
        column(words, 'waitsFor', 'text', waits),
        column(words, 'start', 'time', ({ start }) => start),
        column(words, 'due', 'time', ({ due }) => due),
        column(words, 'remaining', 'number', ({ remainingSeconds, state }) =>
          state === 'done' || state === 'stopped' ? undefined : Math.round((Number(remainingSeconds) / HOUR) * 10) / 10,
        ),
        column(words, 'doneAt', 'time', ({ doneAt }) => doneAt),
        column(words, 'pending', 'number', (said) => part(said, 'persons')['pending']),
        address(words),
        column(
          words,
          'unit',
          'text',
          (said) => unitIn(part(said, 'responsible') as Charged, language) ?? t('figure.unknown'),
        ),
        column(words, 'phone', 'text', (said) => part(said, 'responsible')['phone'] ?? t('figure.unknown')),
      ];
    },
  },
  keyAreas: {
    rows: 'nails',
    idOf: ({ id }) => String(id),
    open: ({ zoneId, areaIds }) =>
      typeof zoneId === 'string'
        ? { layer: 'zones', id: zoneId }
        : { layer: 'areas', id: String((areaIds as readonly string[])[0]) },
    columns: (words) => [
      column(words, 'name', 'text', ({ name, nameEn, areaIds }) =>
        typeof name === 'string'
          ? nameIn({ name, ...(typeof nameEn === 'string' ? { nameEn } : {}) }, words.language)
          : place(words, (areaIds as readonly string[])[0]),
      ),
      column(
        words,
        'status',
        'code',
        ({ status }) => status,
        inCodes(NAIL_STATUSES, (code) => words.t(`table.nailStatus.${code}`)),
      ),
      column(words, 'persons', 'number', ({ persons }) => persons),
      column(words, 'days', 'number', ({ days }) => days),
      column(words, 'score', 'number', (said) => part(said, 'score')['value']),
      column(words, 'itemsDone', 'number', ({ itemsDone }) => itemsDone),
      column(words, 'itemsTotal', 'number', ({ itemsTotal }) => itemsTotal),
      column(
        words,
        'exit',
        'code',
        (said) => part(said, 'exit')['state'],
        inCodes(EXITS, (code) => words.t(`table.exit.${code}`)),
      ),
      ...charge(words, (said) => said as Told),
    ],
  },
  missing: byPlace('missing', (words) => [
    column(words, 'doorReason', 'code', ({ doorReason }) => doorReason, inWords(DOOR_REASON_TERMS, words.language)),
  ]),
  waiting: byPlace('waiting', (words) => [column(words, 'oldest', 'time', ({ oldestSampledAt }) => oldestSampledAt)]),
  epidemicFree: {
    rows: 'units',
    idOf: ({ areaId }) => String(areaId),
    open: ({ areaId }) => ({ layer: 'areas', id: String(areaId) }),
    columns: (words) => [
      column(words, 'name', 'text', ({ areaId }) => place(words, areaId)),
      column(words, 'level', 'code', ({ level }) => level, inWords(AREA_LEVEL_TERMS, words.language)),
      column(words, 'eligible', 'flag', ({ eligible }) => eligible),
      column(words, 'days', 'number', ({ days }) => days),
    ],
  },
  changes: {
    rows: 'changes',
    idOf: ({ layer, id }) => `${String(layer)}/${String(id)}`,
    open: ({ layer, id }) => ({ layer: layer as Layer, id: String(id) }),
    columns: (words) => {
      const { copy, language, t } = words;
      return [
        column(
          words,
          'change',
          'code',
          ({ change }) => change,
          inCodes(CHANGES, (code) => t(`table.change.${code}`)),
        ),
        column(words, 'layer', 'code', ({ layer }) => layer, inWords(LAYER_TERMS, language)),
        column(words, 'name', 'text', ({ layer, id }) => nameOf(copy, layer as Layer, String(id), language)),
        column(words, 'id', 'text', ({ id }) => id),
      ];
    },
  },
  readings: READINGS,
  counters: {
    rows: 'days',
    idOf: ({ date }) => String(date),
    open: () => undefined,
    columns: (words) => [
      column(words, 'date', 'text', ({ date }) => date),
      column(words, 'social', 'number', ({ social }) => social),
      column(words, 'total', 'number', ({ total }) => total),
      ...charge(words, () => ({ areaId: jurisdictionArea(words.copy) ?? '' })),
    ],
  },
};

export const rowsIn = (list: AnswerList, answer: Answer): readonly AnswerRow[] =>
  ((answer[ANSWERS[list].rows] ?? []) as readonly AnswerRow['said'][]).map((said) => ({
    id: ANSWERS[list].idOf(said),
    said,
  }));

/** Rows there are in all: those of addresses are fewer than the persons that a list of missing ones counts. */
export const totalIn = (list: AnswerList, answer: Answer): number =>
  Number(answer['totalAreas'] ?? answer['total'] ?? rowsIn(list, answer).length);
