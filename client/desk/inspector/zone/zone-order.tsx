// The order: who gave it, on what basis, under which number, until when, where to object, and what was not taken.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entities } from '#shared/situation.ts';
import { instant } from '#shared/time.ts';
import { useNow } from '../../../store/hooks.ts';
import { number, shortTime } from '../../../ui/format.ts';
import { leftText } from '../../../ui/span.ts';

type Rejected = {
  readonly unit?: keyof typeof UNITS;
  readonly persons?: number | null;
  readonly gates?: number;
};
/** Units of alternatives, as the engine names them (domain/fence/drafts.ts). */
const UNITS = {
  household: 'engine.unit.household',
  floor: 'engine.unit.floor',
  staircase: 'engine.unit.staircase',
  building: 'engine.unit.building',
  village: 'engine.unit.village',
  compound: 'engine.unit.compound',
  buffer: 'engine.unit.buffer',
  hull: 'engine.unit.hull',
  block: 'engine.unit.block',
  drawn: 'engine.unit.drawn',
} as const;

export function ZoneOrder({ zone }: { readonly zone: Entities['zones'] }) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const { authority, legalBasis, orderNo, expiresAt, objectionChannel } = zone;
  const isOver = zone.status === 'released' || zone.status === 'cancelled';
  const until = (time: string) => `${shortTime(time)} · ${leftText(instant(time), now, t)}`;
  const rejected = (zone.rejectedAlternatives ?? []).filter(isRejected);
  const rows: readonly (readonly [name: string, value: ReactNode])[] = [
    [t('engine.zone.authority'), authority],
    [t('engine.zone.legalBasis'), legalBasis],
    [t('engine.zone.orderNo'), orderNo],
    [t('engine.zone.expiry'), expiresAt === undefined ? undefined : isOver ? shortTime(expiresAt) : until(expiresAt)],
    [t('engine.zone.objection'), objectionChannel],
  ];
  const known = rows.filter(([, value]) => value !== undefined);
  return (
    <section className="zone-part">
      <h3>{t('engine.zone.order')}</h3>
      {authority === undefined && <p className="panel-note">{t('engine.zone.noOrder')}</p>}
      <dl className="fields">
        {known.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {rejected.length > 0 && (
        <>
          <h4>{t('engine.zone.rejected')}</h4>
          <ul className="zone-rejected">
            {rejected.map(({ unit, persons, gates }) => (
              <li key={unit}>
                <span>{unit === undefined ? '' : t(UNITS[unit])}</span>
                <span className="muted">
                  {t('engine.zone.rejectedRow', {
                    persons: persons == null ? t('app.unknown') : number(persons),
                    gates: gates === undefined ? t('app.unknown') : number(gates),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** Free text of whoever proposed it: shown where it is what our engine gives. */
const isRejected = (said: unknown): said is Rejected =>
  typeof said === 'object' && said !== null && 'unit' in said && typeof said.unit === 'string' && said.unit in UNITS;
