// The columns of a layer: first what a reader of that layer asks for, then every other field that its rows have.
import type { Entity, Layer, Situation } from '#shared/situation.ts';
import type { Language } from '#shared/terms/term.ts';
import { codesOf, fieldTerm, term } from '#shared/terms.ts';
import { chargeHere } from '../../ui/charge.ts';
import { entityWords, nameOf } from '../../ui/entity-words.ts';
import { FIELD_LINKS } from '../../ui/field-links.ts';
import { number, shortTime } from '../../ui/format.ts';
import { unitIn } from '../../ui/name-in.ts';
import { otherLanguage, plainField } from '../inspector/field-order.ts';
import { type Column, isUnknown, type Kind, kindOf } from './column.ts';

/** Shown at first, in this order; the rest is a click away. A dot leads into a part of the field. */
const FIRST: { readonly [L in Layer]?: readonly string[] } = {
  areas: ['level', 'type', 'parent', 'population', 'households', 'code'],
  roads: ['class', 'walk', 'drive', 'oneway'],
  gates: ['areaId', 'state'],
  zones: ['level', 'status', 'areaIds', 'publishedAt', 'expiresAt', 'levelSince', 'authority', 'orderNo', 'policyId'],
  nails: ['zoneId', 'item', 'done'],
  checkpoints: ['type', 'status', 'road', 'lanes', 'totals.in.vehicles', 'totals.out.vehicles', 'unit', 'phone'],
  sites: [
    ...['type', 'tier', 'address', 'capacity', 'rooms.occupied', 'rooms.ready', 'rooms.reserved', 'queue.waiting'],
    ...['queue.minutes', 'lab.queueTubes', 'lab.tubesPerHour', 'unit', 'phone'],
  ],
  boxes: ['status', 'tubes', 'siteId', 'labId', 'sealedAt', 'handedAt', 'receivedAt'],
  cases: [
    'status',
    'route',
    'sampledAt',
    'address',
    'matchLevel',
    'onset',
    'poolId',
    'stages.reported',
    'stages.transferred',
  ],
  contacts: ['degree', 'caseId', 'identifiedAt', 'lastExposure', 'controlledAt', 'siteId', 'route'],
  transfers: ['status', 'caseId', 'contactId', 'siteId', 'requestedAt', 'pickedUpAt', 'admittedAt'],
  disinfections: ['status', 'areaId', 'placeId', 'caseId', 'dueAt', 'doneAt', 'verifiedAt'],
  duties: ['checkpointId', 'siteId', 'gateId', 'from', 'to', 'dept', 'staff'],
  rounds: ['status', 'zoneId', 'start', 'deadline', 'closedAt', 'samples', 'resulted', 'uploaded', 'positive'],
  rolls: ['areaId', 'roundId', 'due'],
  areaTests: ['areaId', 'roundId', 'asOf', 'sampled', 'resulted', 'uploaded', 'positive'],
  visits: ['areaId', 'roundId', 'present', 'missing', 'reason'],
  series: ['series', 'areaId', 'date', 'value'],
  teams: ['type'],
  tasks: ['type', 'status', 'areaId', 'siteId', 'gateId', 'teamId', 'due', 'assignedAt', 'doneAt', 'note'],
  policies: ['policyId', 'areaId', 'from', 'to'],
  alarms: ['level', 'status', 'areaId', 'siteId', 'raisedAt', 'since', 'value', 'threshold', 'acknowledgedBy'],
  conflicts: ['layer', 'entityId', 'status', 'kept', 'actor'],
  sources: ['layers', 'everySeconds'],
};
/** What every entity carries; the last two at first. */
const STAMP = ['id', 'version', 'recordedAt', 'observedAt', 'source'];
const SHOWN_STAMP: ReadonlySet<string> = new Set(['observedAt', 'source']);
/** Rows for which somebody answers who is registered with their place; posts and sites say it themselves. */
const CHARGED: ReadonlySet<Layer> = new Set<Layer>([
  ...(['areas', 'gates', 'zones', 'nails', 'boxes', 'cases', 'contacts', 'transfers', 'disinfections'] as const),
  ...(['duties', 'rounds', 'rolls', 'areaTests', 'visits', 'series', 'tasks', 'alarms', 'policies'] as const),
]);
const CHARGE = ['unit', 'phone'] as const;

/** Said by the first column, drawn on the map, or of use to the fold alone. */
const NEVER: ReadonlySet<string> = new Set([
  'name',
  'nameEn',
  'geometry',
  'position',
  'fieldVersions',
  'told',
  'steps',
]);
/** Rows looked at for fields that nobody thought of. */
const SAMPLE = 2_000;

/** Entities do not change, so what is found out about one holds as long as it does. */
const titles: { readonly [L in Language]: WeakMap<Entity, string> } = { zh: new WeakMap(), en: new WeakMap() };

/** Name, standing, place and id of an entity: what a free text is looked for in. */
export function wordsOf(copy: Situation, layer: Layer, entity: Entity, language: Language): string {
  const known = titles[language].get(entity);
  if (known !== undefined) return known;
  const { title, detail } = entityWords(copy, layer, entity as never, language);
  const { address = '', code = '', road = '' } = entity as { address?: string; code?: string; road?: string };
  const said = `${title}\n${detail} ${entity.id} ${address} ${code} ${road}`;
  titles[language].set(entity, said);
  return said;
}

/** Of a case its id alone: its standing is a column of its own, and would push the id out of this one. */
const titleOf = (copy: Situation, layer: Layer, entity: Entity, language: Language): string =>
  layer === 'cases' ? entity.id : titleIn(copy, layer, entity, language);

const titleIn = (copy: Situation, layer: Layer, entity: Entity, language: Language): string =>
  wordsOf(copy, layer, entity, language).split('\n', 1)[0] ?? entity.id;

type Words = {
  readonly language: Language;
  readonly yes: string;
  readonly no: string;
  /** for what nobody registered */
  readonly unknown: string;
};

/** @param rows of the layer: the fields they have are the columns there are */
export function layerColumns(
  copy: Situation,
  layer: Layer,
  rows: readonly Entity[],
  words: Words,
): readonly Column<Entity>[] {
  const { language } = words;
  const first = FIRST[layer] ?? [];
  const seen = fieldsIn(rows);
  const twice = otherLanguage([...seen.keys()], language);
  const charged = CHARGED.has(layer) ? chargeColumns(copy, words) : [];
  const isOwn = (path: string) => charged.some(({ id }) => id === `charge.${path.replace(/En$/, '')}`);
  const rest = [...seen.keys()].filter(
    (path) => !first.includes(path) && !STAMP.includes(path) && !twice.has(path) && !isOwn(path),
  );
  const title: Column<Entity> = {
    id: 'title',
    label: fieldTerm('name', language),
    kind: 'text',
    width: 240,
    get: (entity) => titleOf(copy, layer, entity, language),
    text: String,
  };
  const shown = new Set([...first, ...SHOWN_STAMP]);
  const columns = (paths: readonly string[]) =>
    paths.map((path) => {
      const column = fieldColumn(copy, layer, path, seen.get(path), words);
      return shown.has(plainField(path)) ? column : { ...column, isHidden: true };
    });
  return [
    title,
    ...columns(first.map((path) => (twice.has(path) ? `${path}En` : path))),
    ...charged,
    ...columns([...rest, ...STAMP]),
  ];
}

/** Whom to call about a row, and plainly that nobody is registered. */
const chargeColumns = (copy: Situation, { language, unknown }: Words): readonly Column<Entity>[] =>
  CHARGE.map((part) => ({
    id: `charge.${part}`,
    label: fieldTerm(part, language),
    kind: 'text',
    width: WIDTHS.text,
    get: (entity) => {
      const charge = chargeHere(copy, entity);
      return (part === 'unit' ? unitIn(charge, language) : charge.phone) ?? unknown;
    },
    text: String,
  }));

function fieldColumn(
  copy: Situation,
  layer: Layer,
  path: string,
  sample: unknown,
  { language, yes, no }: Words,
): Column<Entity> {
  const parts = path.split('.');
  const field = parts.at(-1) ?? path;
  const codes = codesOf(layer, field);
  const isList = Array.isArray(sample);
  const kind: Kind =
    codes !== undefined && !isList ? 'code' : isList && typeof sample[0] === 'object' ? 'number' : kindOf(sample);
  const target = FIELD_LINKS[field];
  const word = (value: unknown): string => {
    if (typeof value === 'boolean') return value ? yes : no;
    if (typeof value === 'number') return number(value);
    if (codes !== undefined) return term(codes, String(value), language);
    return target === undefined ? String(value) : nameOf(copy, target, String(value), language);
  };
  const get = reader(parts);
  const options =
    codes === undefined
      ? FLAGS.map((flag) => [String(flag), flag ? yes : no] as const)
      : Object.entries(codes).map(([code, said]) => [code, said[language]] as const);
  return {
    id: path,
    label: parts.map((part) => fieldTerm(plainField(part), language)).join(' · '),
    kind,
    width: WIDTHS[kind],
    // Things with parts of their own are counted; lists of names are read out.
    get:
      isList && typeof sample[0] === 'object'
        ? (entity) => (get(entity) as readonly unknown[] | undefined)?.length
        : get,
    text:
      kind === 'time'
        ? (value) => shortTime(String(value))
        : (value) => (Array.isArray(value) ? value.map(word).join(', ') : word(value)),
    ...(kind === 'code' || kind === 'flag' ? { options } : {}),
  };
}

const FLAGS = [true, false] as const;
const WIDTHS: Readonly<Record<Kind, number>> = { text: 150, code: 120, number: 110, time: 120, flag: 90 };

function reader(parts: readonly string[]): (entity: Entity) => unknown {
  const [only = ''] = parts;
  if (parts.length === 1) return (entity) => (entity as unknown as Readonly<Record<string, unknown>>)[only];
  return (entity) => {
    let value: unknown = entity;
    for (const part of parts) value = (value as Readonly<Record<string, unknown>> | undefined)?.[part];
    return value;
  };
}

/** Path of each field that some row has, with a value of it, in the order in which they are met. */
function fieldsIn(rows: readonly Entity[]): Map<string, unknown> {
  const seen = new Map<string, unknown>();
  const look = (value: object, before: string, depth: number): void => {
    for (const [name, said] of Object.entries(value)) {
      if (isUnknown(said) || NEVER.has(name)) continue;
      const path = `${before}${name}`;
      if (typeof said === 'object' && !Array.isArray(said)) {
        if (depth < 2) look(said, `${path}.`, depth + 1);
      } else if (!seen.has(path) || (Array.isArray(said) && said.length > 0)) seen.set(path, said);
    }
  };
  const step = Math.max(1, Math.floor(rows.length / SAMPLE));
  for (let i = 0; i < rows.length; i += step) look(rows[i] as Entity, '', 0);
  return seen;
}
