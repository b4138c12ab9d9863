// One site near me: which way, how far, and the one figure one goes there for, with its age.
import { ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Site } from '#shared/subject/site.ts';
import { SITE_TYPE_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { useNow } from '../store/hooks.ts';
import { usePreferences } from '../store/preferences-store.ts';
import { EntitySymbol } from '../ui/entity-symbol.tsx';
import { ageOf, metres, number } from '../ui/format.ts';
import { nameIn } from '../ui/name-in.ts';
import type { NearSite } from './use-nearby.ts';

type T = ReturnType<typeof useTranslation>['t'];

export function NearbyRow({ near: { type, distance, bearing, properties: site } }: { readonly near: NearSite }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const now = useNow(10_000);
  const { figure, what, at } = figureOf(site, t);
  const open = site.open === true ? t('field.open') : site.open === false ? t('field.closed') : site.open;
  return (
    <li className="near">
      <EntitySymbol layer="sites" entity={site} size={30} />
      <span className="near-words">
        <strong>{nameIn(site, language)}</strong>
        <span>
          <ArrowUp size={15} aria-hidden style={{ transform: `rotate(${Math.round(bearing)}deg)` }} />{' '}
          {metres(distance, language)}
          {` · ${term(SITE_TYPE_TERMS, type, language)}`}
          {open !== undefined && ` · ${open}`}
        </span>
      </span>
      <span className="near-figure">
        <strong data-unknown={figure === undefined}>{figure ?? t('field.noWord')}</strong>
        <span>
          {what}
          {at !== undefined && ` · ${ageOf(at, now, language)}`}
        </span>
      </span>
    </li>
  );
}

/** What was not reported is said to be so; it is never 0. */
function figureOf({ type, rooms, queue }: Site, t: T) {
  if (type === 'quarantine') {
    const free = rooms?.ready;
    return {
      figure: free === undefined ? undefined : t('field.rooms', { n: number(free) }),
      what: t('field.free'),
      at: rooms?.observedAt,
    };
  }
  if (type !== 'testing' && type !== 'clinic') return { figure: '', what: '' };
  return {
    figure: queue === undefined ? undefined : t('field.waiting', { n: number(Math.round(queue.minutes)) }),
    what: t('field.queue'),
    at: queue?.observedAt,
  };
}
