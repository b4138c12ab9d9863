// What the file is: its kind, its encoding, its coordinate system. What was detected is an offer with its reason.
import { useTranslation } from 'react-i18next';
import { DATUMS } from '#shared/geo/datum.ts';
import { ENCODINGS, type ImportStatus } from '#shared/import.ts';
import type { Kind } from '#shared/report.ts';
import { DATUM_TERMS } from '#shared/terms/codes.ts';
import { kindTerm, term } from '#shared/terms.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { isPlacedByAddress, type Settings, withKind } from './settings.ts';
import { IMPORTABLE, needsDatum } from './targets.ts';

/** One name for each: the others are called after one of these. */
const READ_AS = [...new Set(Object.values(ENCODINGS))];
const NAMED = Object.keys(DATUM_TERMS);
/** CGCS2000 / 3-degree Gauss-Kruger, by zone and by central meridian. */
const GAUSS_KRUGER = DATUMS.filter((datum) => datum.startsWith('EPSG:'));

type Props = {
  readonly settings: Settings;
  readonly onChange: (next: Settings) => void;
  readonly status: ImportStatus | undefined;
};

export function FileSettings({ settings, onChange, status }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { kind, encoding, datum } = settings;
  const { detected } = status ?? {};
  const format = detected?.format;
  return (
    <div className="import-settings">
      <label className="field">
        <span className="field-label">{t('import.kind')}</span>
        <select
          className="select"
          value={kind ?? ''}
          onChange={(event) => onChange(withKind(settings, event.target.value as Kind))}
        >
          <option value="" disabled />
          {IMPORTABLE.map((name) => (
            <option key={name} value={name}>
              {kindTerm(name, language)}
            </option>
          ))}
        </select>
      </label>
      {kind !== null && needsDatum(kind) && (
        <div className="field">
          <label className="field">
            <span className="field-label">{t('import.datum')}</span>
            <select
              className="select"
              value={datum}
              aria-invalid={datum === ''}
              onChange={({ target }) =>
                onChange({ ...settings, datum: DATUMS.find((it) => it === target.value) ?? '' })
              }
            >
              <option value="">{t('import.datumChoose')}</option>
              {NAMED.map((name) => (
                <option key={name} value={name}>
                  {term(DATUM_TERMS, name, language)}
                </option>
              ))}
              <optgroup label={t('import.datumOther')}>
                {GAUSS_KRUGER.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </optgroup>
            </select>
          </label>
          {detected?.datum?.map(({ value, why, code, said }) => (
            <p key={value} className="import-offer">
              {t('import.datumOffer', {
                datum: value,
                reason: code === undefined ? why : t(`import.datumWhy.${code}`, { said }),
              })}
              {value !== datum && (
                <button type="button" className="value-link" onClick={() => onChange({ ...settings, datum: value })}>
                  {t('import.datumUse', { datum: value })}
                </button>
              )}
            </p>
          ))}
        </div>
      )}
      {kind !== null && isPlacedByAddress(kind) && (
        <div className="field">
          <label className="import-switch">
            <input
              type="checkbox"
              className="switch"
              checked={settings.matchAddresses}
              onChange={(event) => onChange({ ...settings, matchAddresses: event.target.checked })}
            />
            <span>{t('import.matchAddresses')}</span>
          </label>
          <span className="panel-note">{t('import.matchAddressesHint')}</span>
        </div>
      )}
      {kind !== null && (format === undefined || format === 'csv' || format === 'shp') && (
        <label className="field">
          <span className="field-label">{t('import.encoding')}</span>
          <select
            className="select"
            value={encoding === '' ? 'utf-8' : encoding}
            onChange={({ target }) =>
              onChange({ ...settings, encoding: READ_AS.find((it) => it === target.value) ?? '' })
            }
          >
            {READ_AS.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
          {detected?.encoding?.map(({ value, confidence, why }) => (
            <span key={value} className="panel-note">
              {value} · {t(`import.confidence.${confidence}`)} · {why}
            </span>
          ))}
        </label>
      )}
      {kind !== null && (format === 'json' || settings.rowsAt !== '') && (
        <TextSetting
          label={t('import.rowsAt')}
          value={settings.rowsAt}
          placeholder="/records"
          onChange={(rowsAt) => onChange({ ...settings, rowsAt })}
        />
      )}
      {kind !== null && format === 'topojson' && (
        <TextSetting
          label={t('import.object')}
          value={settings.object}
          onChange={(object) => onChange({ ...settings, object })}
        />
      )}
      {kind !== null && (detected?.objects?.length ?? 0) > 1 && (
        <label className="field">
          <span className="field-label">{t(format === 'xlsx' ? 'import.sheet' : 'import.layer')}</span>
          <select
            className="select"
            value={settings.object === '' && format === 'xlsx' ? detected?.objects?.[0] : settings.object}
            // Another table has other columns: what was decided about the old ones is forgotten.
            onChange={(event) => onChange({ ...settings, object: event.target.value, origins: {} })}
          >
            {format !== 'xlsx' && <option value="" disabled />}
            {detected?.objects?.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}

type TextProps = {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly onChange: (value: string) => void;
};

function TextSetting({ label, value, placeholder, onChange }: TextProps) {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <input
        className="input"
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
