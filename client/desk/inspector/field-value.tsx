// One value in the reader's words: codes as terms, times with their age, ids as links, missing as unknown.
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isPhotoId } from '#shared/photo.ts';
import type { Geometry } from '#shared/schema.ts';
import type { Layer } from '#shared/situation.ts';
import { GEOMETRY_TERMS } from '#shared/terms/codes.ts';
import { codesOf, fieldTerm, term } from '#shared/terms.ts';
import { isTime } from '#shared/time.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useNow } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import { positionText } from '../../ui/coordinates.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { FIELD_LINKS } from '../../ui/field-links.ts';
import { ageOf, fullTime, number, shortTime } from '../../ui/format.ts';
import { ProofPhoto } from '../../ui/photo.tsx';
import { AreaLink } from './area-link.tsx';
import { inOrder } from './field-order.ts';

const SHOWN_AT_FIRST = 6;

type Props = { readonly layer: Layer; readonly field: string; readonly value: unknown };

export function FieldValue({ layer, field, value }: Props): ReactNode {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  if (value === null || value === undefined) return <span className="value-unknown">{t('app.unknown')}</span>;
  if (typeof value === 'boolean') return value ? t('app.yes') : t('app.no');
  if (typeof value === 'number') return <span className="value-number">{number(value)}</span>;
  if (typeof value === 'string') return <TextValue layer={layer} field={field} value={value} />;
  if (isPosition(value)) return positionText([value[0], value[1]]);
  if (Array.isArray(value)) return <Items layer={layer} field={field} values={value} />;
  if (isGeometry(value))
    return `${term(GEOMETRY_TERMS, value.type, language)} · ${t('inspector.vertices', { n: number(countVertices(value)) })}`;
  const keys = codesOf(layer, field);
  return (
    <ul className="value-parts">
      {inOrder(Object.entries(value)).map(([name, inner]) => (
        <li key={name}>
          <span className="history-change-name">
            {keys === undefined ? fieldTerm(name, language) : term(keys, name, language)}
          </span>
          <FieldValue layer={layer} field={name} value={inner} />
        </li>
      ))}
    </ul>
  );
}

function TextValue({ layer, field, value }: Props & { readonly value: string }): ReactNode {
  const language = usePreferences((state) => state.language);
  const select = useView((state) => state.select);
  const codes = codesOf(layer, field);
  if (codes !== undefined) return term(codes, value, language);
  if (isPhotoId(value)) return <ProofPhoto id={value} />;
  if (isTime(value)) return <TimeValue time={value} />;
  const target = FIELD_LINKS[field];
  if (target === 'areas' && situation.copy.get('areas', value) === undefined) return <AreaLink id={value} />;
  if (target === undefined || situation.copy.get(target, value) === undefined) return value;
  return (
    <button type="button" className="value-link" onClick={() => select({ layer: target, id: value })}>
      {nameOf(situation.copy, target, value, language)}
    </button>
  );
}

function TimeValue({ time }: { readonly time: string }) {
  const language = usePreferences((state) => state.language);
  const now = useNow(10_000);
  const isPast = Date.parse(time) <= now;
  return (
    <time dateTime={time} title={fullTime(time)}>
      {shortTime(time)}
      {isPast && <span className="value-age">{ageOf(time, now, language)}</span>}
    </time>
  );
}

function Items({
  layer,
  field,
  values,
}: {
  readonly layer: Layer;
  readonly field: string;
  readonly values: readonly unknown[];
}) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  if (values.length === 0) return <span className="value-unknown">{t('inspector.items', { n: 0 })}</span>;
  const shown = isOpen ? values : values.slice(0, SHOWN_AT_FIRST);
  return (
    <ul>
      {shown.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list as it was said, with no identity of its own
        <li key={index}>
          <FieldValue layer={layer} field={field} value={value} />
        </li>
      ))}
      {values.length > SHOWN_AT_FIRST && (
        <li>
          <button type="button" className="value-link" onClick={() => setOpen(!isOpen)}>
            {isOpen ? t('inspector.less') : t('inspector.more', { n: number(values.length) })}
          </button>
        </li>
      )}
    </ul>
  );
}

const isPosition = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'number');

const isGeometry = (value: object): value is Geometry => 'type' in value && 'coordinates' in value;

function countVertices({ coordinates }: Geometry): number {
  const count = (part: readonly unknown[]): number =>
    typeof part[0] === 'number' ? 1 : part.reduce<number>((sum, inner) => sum + count(inner as readonly unknown[]), 0);
  return count(coordinates);
}
