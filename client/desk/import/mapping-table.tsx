// Which column is which field. Required fields and what is decided already are shown; any other can be added.
import { useTranslation } from 'react-i18next';
import type { ImportStatus } from '#shared/import.ts';
import type { Kind } from '#shared/report.ts';
import type { Layer } from '#shared/situation.ts';
import type { Language } from '#shared/terms/term.ts';
import { codesOf, fieldTerm, term } from '#shared/terms.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { isMetric, type Origin, originOf, type Settings, withOrigin } from './settings.ts';
import { type Target, targetsOf } from './targets.ts';

type Props = {
  readonly kind: Kind;
  readonly settings: Settings;
  readonly onChange: (next: Settings) => void;
  readonly detected: NonNullable<ImportStatus['detected']>;
};

/** Formats whose rows bring their own geometry. */
const SHAPES: ReadonlySet<string> = new Set(['geojson', 'topojson', 'kml', 'shp', 'gpkg']);
const POSITION: ReadonlySet<string> = new Set(['longitude', 'latitude', 'x', 'y']);
const CONSTANT = 'constant:';
const ROW = 'row:';
const COLUMN = 'column:';

export function MappingTable({ kind, settings, onChange, detected }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const targets = targetsOf(kind, isMetric(settings.datum));
  const isShape = SHAPES.has(detected.format ?? '');
  const isShown = ({ name, isRequired }: Target) =>
    isRequired || originOf(settings, name) !== undefined || (POSITION.has(name) && !isShape);
  const shown = targets.filter(isShown);
  const others = targets.filter((target) => !isShown(target));
  return (
    <fieldset className="import-mapping">
      <legend>{t('import.mapping')}</legend>
      <p className="panel-note">{t('import.mappingHint')}</p>
      {isShape && <p className="panel-note">{t('import.geometryAuto')}</p>}
      {shown.map((target) => (
        <TargetRow
          key={target.name}
          target={target}
          kind={kind}
          columns={detected.columns ?? []}
          origin={originOf(settings, target.name)}
          onChange={(origin) => onChange(withOrigin(settings, target.name, origin))}
        />
      ))}
      {others.length > 0 && (
        <select
          className="select import-add"
          value=""
          aria-label={t('import.addField')}
          onChange={({ target: { value } }) => onChange(withOrigin(settings, value, { from: 'constant', value: '' }))}
        >
          <option value="">{t('import.addField')}</option>
          {others.map(({ name }) => (
            <option key={name} value={name}>
              {targetTerm(name, language)}
            </option>
          ))}
        </select>
      )}
    </fieldset>
  );
}

type RowProps = {
  readonly target: Target;
  readonly kind: Kind;
  readonly columns: readonly string[];
  readonly origin: Origin | undefined;
  readonly onChange: (origin: Origin | undefined) => void;
};

function TargetRow({ target: { name, isRequired, codes }, kind, columns, origin, onChange }: RowProps) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const label = targetTerm(name, language);
  const choose = (value: string) => {
    if (value === '') onChange(undefined);
    else if (value === ROW) onChange({ from: 'row' });
    else if (value === CONSTANT) onChange({ from: 'constant', value: codes?.[0] ?? '' });
    else onChange({ from: 'column', value: value.slice(COLUMN.length) });
  };
  const terms = codesOf(LAYER_OF[kind.slice(0, kind.indexOf('.'))] ?? 'areas', name) ?? {};
  return (
    <div className="import-target" data-missing={isRequired && origin === undefined}>
      <span className="import-target-name">
        {label}
        {isRequired && <span className="import-required">{t('import.required')}</span>}
      </span>
      <select
        className="select"
        value={chosen(origin)}
        aria-label={t('import.source', { name: label })}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{t('import.notMapped')}</option>
        <optgroup label={t('import.columnsGroup')}>
          {columns.map((column) => (
            <option key={column} value={`${COLUMN}${column}`}>
              {column}
            </option>
          ))}
        </optgroup>
        <optgroup label={t('import.otherGroup')}>
          <option value={CONSTANT}>{t('import.constant')}</option>
          {name === 'id' && <option value={ROW}>{t('import.rowNumber')}</option>}
        </optgroup>
      </select>
      {origin?.from === 'constant' &&
        (codes === undefined ? (
          <input
            className="input import-constant"
            value={origin.value}
            aria-label={`${label} ${t('import.constantHint')}`}
            placeholder={t('import.constantHint')}
            onChange={(event) => onChange({ from: 'constant', value: event.target.value })}
          />
        ) : (
          <select
            className="select import-constant"
            value={origin.value}
            aria-label={`${label} ${t('import.constantHint')}`}
            onChange={(event) => onChange({ from: 'constant', value: event.target.value })}
          >
            {codes.map((code) => (
              <option key={code} value={code}>
                {term(terms, code, language)}
              </option>
            ))}
          </select>
        ))}
    </div>
  );
}

function chosen(origin: Origin | undefined): string {
  if (origin === undefined) return '';
  if (origin.from === 'row') return ROW;
  if (origin.from === 'constant') return CONSTANT;
  const { value } = origin;
  if (typeof value === 'string') return `${COLUMN}${value}`;
  return 'column' in value && value.column !== undefined ? `${COLUMN}${value.column}` : '';
}

/** `stages.sampled` as the words of both parts. */
const targetTerm = (name: string, language: Language): string =>
  name
    .split('.')
    .map((part) => fieldTerm(part, language))
    .join(' · ');

const LAYER_OF: Readonly<Record<string, Layer>> = {
  site: 'sites',
  checkpoint: 'checkpoints',
  case: 'cases',
  area: 'areas',
  gate: 'gates',
  road: 'roads',
  zone: 'zones',
};
