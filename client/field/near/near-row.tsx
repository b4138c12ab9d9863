// One post, site or task near me: which way, how far, and the one figure one goes there for, with its age.

import type { TFunction } from 'i18next';
import { ArrowUp, Phone } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CHECKPOINT_STATUS_TERMS, SITE_TYPE_TERMS, TASK_STATUS_TERMS, TASK_TYPE_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useNow } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { EntitySymbol } from '../../ui/entity-symbol.tsx';
import { entityWords } from '../../ui/entity-words.ts';
import { ageOf, metres, number, shortTime } from '../../ui/format.ts';
import { nameIn, unitIn } from '../../ui/name-in.ts';
import { usePages } from '../pages.ts';
import { isOwn } from '../place/own-area.ts';
import { useOwnAreas } from '../use-account.ts';
import { type Near, staffAt, walkingMinutes } from './nearby.ts';

type T = TFunction;
type Figure = { readonly figure: string | undefined; readonly what: string; readonly at?: string | undefined };

/** Beyond this nobody walks, and minutes would mislead. */
const WALKED = 4000; // metres

type Props = {
  readonly near: Near;
  readonly isSelected: boolean;
  /** chosen by a hand, on the map or here, and not because it is the nearest */
  readonly isChosen: boolean;
  readonly onSelect: () => void;
};

export function NearRow({ near, isSelected, isChosen, onSelect }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const now = useNow(10_000);
  const row = useRef<HTMLLIElement>(null);
  const { figure, what, at } = figureOf(near, t);
  // Chosen on the map: its row must come into sight.
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const name = titleOf(near, language);
  return (
    <li ref={row} className="near-item" data-selected={isSelected}>
      <button type="button" className="near" aria-expanded={isSelected} onClick={onSelect}>
        <EntitySymbol layer={near.layer} entity={near.entity} size={30} />
        <span className="near-words">
          <strong>{name}</strong>
          <span>
            <Way near={near} /> {stateOf(near, t, language)}
          </span>
        </span>
        {figure !== '' && (
          <span className="near-figure">
            <strong data-unknown={figure === undefined}>{figure ?? t('field.noWord')}</strong>
            <span>
              {what}
              {at !== undefined && ` · ${ageOf(notAfter(at, now), now, language)}`}
            </span>
          </span>
        )}
      </button>
      {isSelected && <Details near={near} now={now} />}
    </li>
  );
}

export function titleOf(near: Near, language: 'zh' | 'en'): string {
  if (near.layer !== 'tasks') return nameIn(near.entity, language) ?? near.entity.id;
  const { title, detail } = entityWords(situation.copy, 'tasks', near.entity, language);
  const where = detail.split(' · ')[1];
  return where === undefined ? title : `${title} · ${where}`;
}

function Way({ near: { metres: away, bearing, position } }: { readonly near: Near }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  if (position === undefined) return <>{t('field.noPlace')}</>;
  if (away === undefined) return null;
  return (
    <>
      <ArrowUp size={16} aria-hidden style={{ transform: `rotate(${Math.round(bearing ?? 0)}deg)` }} />{' '}
      {away <= WALKED
        ? t('field.walk', { n: walkingMinutes(away), far: metres(away, language) })
        : metres(away, language)}
    </>
  );
}

function stateOf(near: Near, t: T, language: 'zh' | 'en'): string {
  if (near.layer === 'checkpoints') return `· ${term(CHECKPOINT_STATUS_TERMS, near.entity.status, language)}`;
  if (near.layer === 'tasks') return `· ${term(TASK_STATUS_TERMS, near.entity.status, language)}`;
  const { open, type } = near.entity;
  if (open === true) return `· ${t('field.open')}`;
  if (open === false) return `· ${t('field.closed')}`;
  return `· ${open ?? term(SITE_TYPE_TERMS, type, language)}`;
}

/** What was not reported is said to be so; it is never 0. */
function figureOf(near: Near, t: T): Figure {
  if (near.layer === 'checkpoints') {
    const { latest } = near.entity;
    const inward = latest?.in?.vehicles;
    return {
      figure: inward === undefined ? undefined : t('field.inward', { n: number(inward) }),
      what: latest?.out === undefined ? t('field.lastSlot') : t('field.outward', { n: number(latest.out.vehicles) }),
      at: latest?.in?.to ?? latest?.out?.to,
    };
  }
  if (near.layer === 'tasks') {
    const { due } = near.entity;
    return due === undefined ? { figure: '', what: '' } : { figure: shortTime(due).slice(6), what: t('field.dueBy') };
  }
  const { type, rooms, queue, lab } = near.entity;
  if (type === 'quarantine') {
    const free = rooms?.ready;
    return {
      figure: free === undefined ? undefined : t('field.rooms', { n: number(free) }),
      what: t('field.free'),
      at: rooms?.observedAt,
    };
  }
  if (type === 'laboratory') {
    const waits = lab?.queueTubes;
    return {
      figure: waits === undefined ? undefined : t('field.tubes', { n: number(waits) }),
      what: t('field.waitingTubes'),
      at: lab?.observedAt,
    };
  }
  if (type === 'depot') return { figure: '', what: '' };
  return {
    figure: queue === undefined ? undefined : t('field.waiting', { n: number(Math.round(queue.minutes)) }),
    what: t('field.queue'),
    at: queue?.observedAt,
  };
}

/** The slot that is being counted ends in a while: what is known of it is known now. */
const notAfter = (at: string, now: number): string => (Date.parse(at) > now ? new Date(now).toISOString() : at);

/** What one wants to know before one goes there; only what somebody said. */
function Details({ near, now }: { readonly near: Near; readonly now: number }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const open = usePages((state) => state.open);
  const areas = useOwnAreas();
  const staff = staffAt(situation.copy, near.entity.id, now);
  const rows: (readonly [string, string])[] = [];
  if (staff !== undefined && near.layer !== 'tasks')
    rows.push([t('field.staff'), t('field.persons', { n: number(staff) })]);
  if (near.layer === 'sites') {
    const { address, queue, rooms, tier, desks, capacity, type } = near.entity;
    if (queue !== undefined) rows.push([t('field.inLine'), t('field.persons', { n: number(queue.waiting) })]);
    if (queue?.desks !== undefined || desks !== undefined)
      rows.push([t('field.desks'), number(queue?.desks ?? desks ?? 0)]);
    if (rooms?.occupied !== undefined && capacity !== undefined)
      rows.push([t('field.occupied'), `${number(rooms.occupied)} / ${number(capacity)}`]);
    if (address !== undefined) rows.push([t('field.address'), address]);
    const unit = unitIn(near.entity, language);
    if (unit !== undefined) rows.push([t('field.unit'), unit]);
    if (tier !== undefined) rows.push([t('field.kind'), term(SITE_TYPE_TERMS, type, language)]);
  }
  if (near.layer === 'checkpoints') {
    const { road, roadEn, lanes } = near.entity;
    const way = language === 'en' ? (roadEn ?? road) : road;
    if (way !== undefined) rows.push([t('field.road'), way]);
    if (lanes !== undefined) rows.push([t('field.lanes'), number(lanes)]);
    const unit = unitIn(near.entity, language);
    if (unit !== undefined) rows.push([t('field.unit'), unit]);
  }
  if (near.layer === 'tasks') {
    rows.push([t('field.kind'), term(TASK_TYPE_TERMS, near.entity.type, language)]);
    if (near.entity.note !== undefined) rows.push([t('field.note'), near.entity.note]);
  }
  const phone = near.layer === 'tasks' ? undefined : near.entity.phone;
  return (
    <div className="near-details">
      <dl>
        {rows.map(([name, value]) => (
          <div key={name} className="near-fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {near.layer !== 'tasks' && isOwn(situation.copy, areas, near.position) && (
        <div className="near-more">
          {formsOf(near).map((form) => (
            <button
              key={form}
              type="button"
              className="small-button"
              onClick={() => open({ name: 'report', form, layer: near.layer, id: near.entity.id })}
            >
              {t(`field.forms.${form}`)}
            </button>
          ))}
        </div>
      )}
      {phone !== undefined && (
        <a className="field-button" href={`tel:${phone}`}>
          <Phone size={20} aria-hidden />
          {t('field.call', { phone })}
        </a>
      )}
    </div>
  );
}

/** Beside what a place is usually reported with. */
function formsOf({ kind }: Near): readonly ('box' | 'positive' | 'duty' | 'wrong')[] {
  const hasBoxes = kind === 'testing' || kind === 'clinic' || kind === 'laboratory';
  const findsCases = kind === 'testing' || kind === 'clinic' || kind === 'checkpoint';
  return [...(hasBoxes ? (['box'] as const) : []), ...(findsCases ? (['positive'] as const) : []), 'duty', 'wrong'];
}
