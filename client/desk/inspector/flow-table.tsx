// What a checkpoint counted, in beside out. A figure nobody reported is not 0, and one that some slots lack says so.
import { useTranslation } from 'react-i18next';
import type { Checkpoint, Totals } from '#shared/subject/checkpoint.ts';
import { DIRECTION_TERMS } from '#shared/terms/codes.ts';
import { fieldTerm } from '#shared/terms.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { number, shortTime } from '../../ui/format.ts';

const TALLIES = [
  'vehicles',
  'persons',
  'vehiclesTurnedBack',
  'personsTurnedBack',
  'suspects',
  'fever',
  'abnormalCodes',
  'disinfected',
] as const;
const DIRECTIONS = ['in', 'out'] as const;

export function FlowTable({ post: { totals, latest } }: { readonly post: Checkpoint }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const told = TALLIES.filter((name) => DIRECTIONS.some((direction) => totals?.[direction]?.[name] !== undefined));
  const slot = latest?.in ?? latest?.out;
  return (
    <table className="flow">
      <caption>{fieldTerm('totals', language)}</caption>
      <thead>
        <tr>
          <th scope="col" />
          {DIRECTIONS.map((direction) => (
            <th key={direction} scope="col">
              {DIRECTION_TERMS[direction][language]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {told.map((name) => (
          <tr key={name}>
            <th scope="row">{fieldTerm(name, language)}</th>
            {DIRECTIONS.map((direction) => (
              <Sum key={direction} totals={totals?.[direction]} name={name} />
            ))}
          </tr>
        ))}
        {slot !== undefined && (
          <tr>
            <th scope="row">
              {t('inspector.flowLatest', { from: shortTime(slot.from).slice(6), to: shortTime(slot.to).slice(6) })}
            </th>
            {DIRECTIONS.map((direction) => (
              <Figure key={direction} value={latest?.[direction]?.vehicles} />
            ))}
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Sum({ totals, name }: { readonly totals: Totals | undefined; readonly name: (typeof TALLIES)[number] }) {
  const { t } = useTranslation();
  const known = totals?.known[name] ?? 0;
  const slots = totals?.slots ?? 0;
  const title = known < slots ? t('inspector.flowPart', { known, slots }) : t('inspector.flowSlots', { n: slots });
  return <Figure value={totals?.[name]} title={title} mark={known < slots ? '*' : ''} />;
}

function Figure(props: { readonly value: number | undefined; readonly title?: string; readonly mark?: string }) {
  const { t } = useTranslation();
  return (
    <td title={props.title} data-unknown={props.value === undefined}>
      {props.value === undefined ? t('app.unknown') : `${number(props.value)}${props.mark ?? ''}`}
    </td>
  );
}
