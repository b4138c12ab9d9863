// What the person who imports has decided so far. Pure: each decision gives new settings.
import { type Datum, isMetric as isMetricDatum } from '#shared/geo/datum.ts';
import type { Encoding, ImportOptions, ImportStatus, MappingValue } from '#shared/import.ts';
import type { Kind } from '#shared/report.ts';

/** Where one field comes from: a column, the row's number, or one value for all rows. */
export type Origin =
  | { readonly from: 'column'; readonly value: MappingValue }
  | { readonly from: 'row' }
  | { readonly from: 'constant'; readonly value: string };

export type Settings = {
  readonly kind: Kind | null;
  /** empty: not looked at yet; the server then reads UTF-8 */
  readonly encoding: Encoding | '';
  /** empty: not chosen yet; never filled in by anybody but the reader */
  readonly datum: Datum | '';
  readonly rowsAt: string;
  readonly object: string;
  /** rows of a case list without a place are looked up by their address */
  readonly matchAddresses: boolean;
  readonly origins: Readonly<Record<string, Origin>>;
};

export const NO_SETTINGS: Settings = {
  kind: null,
  encoding: '',
  datum: '',
  rowsAt: '',
  object: '',
  matchAddresses: false,
  origins: {},
};

/** False while none is chosen. */
export const isMetric = (datum: Datum | ''): boolean => datum !== '' && isMetricDatum(datum);

export function originOf(settings: Settings, name: string): Origin | undefined {
  return settings.origins[name];
}

/** @param origin undefined leaves the field out */
export function withOrigin(settings: Settings, name: string, origin: Origin | undefined): Settings {
  const { [name]: _, ...others } = settings.origins;
  return { ...settings, origins: origin === undefined ? others : { ...others, [name]: origin } };
}

/** Another kind has other fields: what was decided about the old ones is forgotten. */
export const withKind = (settings: Settings, kind: Kind): Settings => ({ ...settings, kind, origins: {} });

/**
 * Fills what has not been decided with what the server offers: the encoding and the columns, which anybody can see to be
 * right in the preview. Never the datum: a wrong one looks just as right.
 */
export function withOffers(settings: Settings, { detected }: ImportStatus): Settings {
  const origins: Record<string, Origin> = {};
  for (const [name, value] of Object.entries(detected?.mapping ?? {})) {
    origins[name] = typeof value === 'object' && 'row' in value ? { from: 'row' } : { from: 'column', value };
  }
  const encoding = settings.encoding === '' ? (detected?.encoding?.[0]?.value ?? '') : settings.encoding;
  const isNews = encoding !== settings.encoding || Object.keys(origins).some((name) => !(name in settings.origins));
  return isNews ? { ...settings, encoding, origins: { ...origins, ...settings.origins } } : settings;
}

/** Kinds of report that the server places by their address. */
export const isPlacedByAddress = (kind: Kind): boolean => kind.startsWith('case.');

const AXES = { degrees: ['longitude', 'latitude'], metres: ['x', 'y'] } as const;

/** @throws Error without a kind: nothing is sent before one is chosen */
export function optionsOf(settings: Settings, dryRun: boolean): ImportOptions {
  const { kind, encoding, datum, rowsAt, object, matchAddresses, origins } = settings;
  if (kind === null) throw new Error('an import needs a kind');
  const mapping: Record<string, MappingValue> = {};
  const constants: Record<string, unknown> = {};
  const others: readonly string[] = isMetric(datum) ? AXES.degrees : AXES.metres;
  for (const [name, origin] of Object.entries(origins)) {
    if (others.includes(name)) continue;
    if (origin.from === 'row') mapping[name] = { row: true };
    else if (origin.from === 'column') mapping[name] = origin.value;
    else if (origin.value !== '') constants[name] = literal(origin.value);
  }
  return {
    kind,
    ...(encoding === '' ? {} : { encoding }),
    ...(datum === '' ? {} : { datum }),
    ...(Object.keys(mapping).length === 0 ? {} : { mapping }),
    ...(Object.keys(constants).length === 0 ? {} : { constants }),
    ...(rowsAt === '' ? {} : { rowsAt }),
    ...(object === '' ? {} : { object }),
    ...(matchAddresses && isPlacedByAddress(kind) ? { matchAddresses } : {}),
    dryRun,
  };
}

/** A constant typed as a number or yes/no is one; anything else is text. */
function literal(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?$/.test(text) && !/^0\d/.test(text) ? Number(text) : text;
}
