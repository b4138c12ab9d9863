// Who took which data away, signed in, or changed what others may: the audited readings as rows of a table.
import { LAYER_NAMES, type Layer } from '#shared/situation.ts';
import { LAYER_TERMS, ROLE_TERMS } from '#shared/terms/codes.ts';
import { FIGURE_TERMS } from '#shared/terms/figures.ts';
import { term } from '#shared/terms.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { type AnswerRow, type AnswerWords, column, inCodes, type Spec } from './answer-column.ts';

const KINDS = ['export', 'list', 'table', 'print', 'places', 'signIn', 'signOut', 'access'] as const;
const CHANGES = [
  'accountMade',
  'rolesSet',
  'passwordSet',
  'accountDisabled',
  'accountEnabled',
  'keyMade',
  'keyRevoked',
  'linkMade',
  'linkRevoked',
] as const;
const GRANTS = ['session', 'key', 'link', 'system'] as const;
type Said = AnswerRow['said'];
const isOf = <C extends string>(codes: readonly C[], code: unknown): code is C =>
  (codes as readonly unknown[]).includes(code);

/** What was read: a layer or a figure by its name, a round's missing, or the account, key or link as it is called. */
function subject({ language, t }: AnswerWords, { of }: Said): string | undefined {
  if (typeof of !== 'string') return undefined;
  const [name = '', ...rest] = of.split('/');
  if (isOf<Layer>(LAYER_NAMES, of)) return term(LAYER_TERMS, of, language);
  if (Object.hasOwn(FIGURE_TERMS, of)) return term(FIGURE_TERMS, of, language);
  if (name !== 'missing' && name !== 'waiting' && name !== 'readings')
    return of === 'situation' ? t('readings.situation') : of;
  return [t(`table.lists.${name}`), ...rest].join(' ');
}

/** What else was said about it: how, where to, which rights, why. */
function detail({ copy, language, t }: AnswerWords, said: Said): string {
  const { what, refused, roles, areas, areaId, format, datum, chosen, status, address, reason, roundId } = said;
  const list = (value: unknown, word: (one: string) => string) =>
    Array.isArray(value) ? value.map((one) => word(String(one))).join(' ') : undefined;
  const place = (id: string) => nameOf(copy, 'areas', id, language);
  return [
    isOf(CHANGES, what) ? t(`readings.change.${what}`) : undefined,
    refused === undefined ? undefined : t('readings.refused', { code: String(refused) }),
    list(roles, (role) => term(ROLE_TERMS, role, language)),
    list(areas, place),
    areaId === undefined ? undefined : place(String(areaId)),
    roundId,
    format,
    datum,
    status,
    chosen === undefined ? undefined : t('readings.chosen'),
    address,
    reason,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
}

export const READINGS: Spec = {
  rows: 'readings',
  idOf: ({ n }) => String(n),
  open: () => undefined,
  columns: (words) => [
    column(words, 'at', 'time', ({ at }) => at),
    column(words, 'actor', 'text', ({ actor }) => actor),
    column(
      words,
      'grant',
      'code',
      ({ grant }) => grant,
      inCodes(GRANTS, (code) => words.t(`readings.grant.${code}`)),
    ),
    column(
      words,
      'kind',
      'code',
      ({ kind }) => kind,
      inCodes(KINDS, (code) => words.t(`readings.kind.${code}`)),
    ),
    column(words, 'subject', 'text', (said) => subject(words, said)),
    column(words, 'count', 'number', ({ count }) => count),
    column(words, 'detail', 'text', (said) => detail(words, said) || undefined, undefined, 420),
    column(words, 'id', 'text', ({ n }) => `#${String(n)}`),
  ],
};
