// Every field an entity has, by its term; what the source did not say is not there, and not 0.
import { useTranslation } from 'react-i18next';
import type { Entity, Layer } from '#shared/situation.ts';
import { fieldTerm } from '#shared/terms.ts';
import { useNow } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { ageOf } from '../../ui/format.ts';
import { inOrder, otherLanguage, plainField } from './field-order.ts';
import { FieldValue } from './field-value.tsx';
import { FlowTable } from './flow-table.tsx';

/** Told elsewhere in the inspector: in its head, its stamp, its remarks or its history. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'version',
  'observedAt',
  'recordedAt',
  'source',
  'fieldVersions',
  'statusSince',
  'remarks',
  'steps',
  'masked',
  'totals',
  'latest',
]);

/** These are read together and get a heading of their own. */
const GROUPS: ReadonlySet<string> = new Set(['rooms', 'queue', 'lab', 'stages', 'byStatus']);
/** As the work goes, whatever order the source told it in; what has a moment stands at its moment. */
const ORDERS: Readonly<Record<string, readonly string[]>> = {
  stages: [
    'located',
    'sampled',
    'sent',
    'tested',
    'reported',
    'networkReported',
    'coreInfo',
    'traced',
    'epiReported',
    'transferred',
    'discharged',
  ],
  rooms: ['occupied', 'ready', 'reserved', 'cleaning', 'blocked', 'persons'],
};
const FIRST = [
  'name',
  'nameEn',
  'id',
  'type',
  'status',
  'state',
  'level',
  'route',
  'tier',
  'population',
  'households',
  'capacity',
];

export function FieldList({ layer, entity }: { readonly layer: Layer; readonly entity: Entity }) {
  const language = usePreferences((state) => state.language);
  // The other language's name is a field like others; the reader's own is the heading already.
  const heading = language === 'en' && 'nameEn' in entity ? 'nameEn' : 'name';
  const twice = otherLanguage(Object.keys(entity), language);
  const fields = Object.entries(entity).filter(
    ([name, value]) => name !== heading && !twice.has(name) && !ELSEWHERE.has(name) && value !== undefined,
  );
  const place = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  const single = fields.filter(([name]) => !GROUPS.has(name)).sort(([a], [b]) => place(a) - place(b));
  const groups = fields.filter(([name]) => GROUPS.has(name));
  return (
    <>
      {'totals' in entity && entity.totals !== undefined && <FlowTable post={entity} />}
      <dl className="fields">
        {groups.map(([name, value]) => (
          <Group key={name} layer={layer} name={name} value={value as Readonly<Record<string, unknown>>} />
        ))}
        {single.map(([name, value]) => (
          <Field key={name} layer={layer} name={name} value={value} />
        ))}
      </dl>
    </>
  );
}

function Field({ layer, name, value }: { readonly layer: Layer; readonly name: string; readonly value: unknown }) {
  const language = usePreferences((state) => state.language);
  return (
    <div>
      <dt>{fieldTerm(plainField(name), language)}</dt>
      <dd>
        <FieldValue layer={layer} field={name} value={value} />
      </dd>
    </div>
  );
}

type GroupProps = { readonly layer: Layer; readonly name: string; readonly value: Readonly<Record<string, unknown>> };

function Group({ layer, name, value }: GroupProps) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const now = useNow(10_000);
  const { observedAt, ...rest } = value;
  const fields = inOrder(Object.entries(rest), ORDERS[name]);
  return (
    <div className="fields-group">
      <dt className="fields-group-name">
        {fieldTerm(name, language)}
        {typeof observedAt === 'string' && (
          <span className="value-age" title={t('inspector.happened')}>
            {ageOf(observedAt, now, language)}
          </span>
        )}
      </dt>
      <dd>
        <dl className="fields">
          {fields.map(([inner, said]) => (
            <Field key={inner} layer={layer} name={inner} value={said} />
          ))}
        </dl>
      </dd>
    </div>
  );
}
