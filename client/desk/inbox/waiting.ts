// What waits for one person among the zones, and since when. Pure.
import type { Entities } from '#shared/situation.ts';
import { HOUR, instant } from '#shared/time.ts';
import { type Person, standingOf, stepsOf } from '../inspector/zone/steps/verbs.ts';

type Zone = Entities['zones'];
/** In the order of their weight: people held without cause come first. */
export const REASONS = ['overdue', 'hold', 'approve', 'publish', 'returned', 'ending', 'draft'] as const;
export type Reason = (typeof REASONS)[number];
export type Waiting = {
  readonly zone: Zone;
  readonly why: Reason;
  /** ISO 8601: since when; of an order that ends, until when it holds */
  readonly at: string;
  readonly who: string;
};

/** [P] An order that ends so soon is looked at in this shift. */
const SOON = 12 * HOUR;

/** @param overdue ids of zones whose release is overdue, as the engine says @param now ms */
export function waitingFor(
  zones: Iterable<Zone>,
  person: Person,
  { overdue, now }: { readonly overdue: ReadonlyMap<string, string>; readonly now: number },
): Waiting[] {
  const found = [...zones].flatMap((zone): Waiting[] => {
    const why = reasonOf(zone, person, overdue, now);
    if (why === undefined) return [];
    // Whose role does not see the steps is not asked to take one.
    const last = (zone.steps as Zone['steps'] | undefined)?.at(-1);
    const at = why === 'overdue' ? overdue.get(zone.id) : why === 'ending' ? zone.expiresAt : last?.at;
    return [{ zone, why, at: at ?? zone.observedAt, who: last?.actor ?? zone.source }];
  });
  return found.sort(
    (a, b) =>
      REASONS.indexOf(a.why) - REASONS.indexOf(b.why) ||
      instant(a.at) - instant(b.at) ||
      (a.zone.id < b.zone.id ? -1 : 1),
  );
}

function reasonOf(zone: Zone, person: Person, overdue: ReadonlyMap<string, string>, now: number): Reason | undefined {
  const { may } = stepsOf(zone, person, now);
  switch (standingOf(zone, now)) {
    case 'submitted':
      return may.includes('approved') ? 'approve' : undefined;
    case 'held':
      return may.includes('approved') ? 'hold' : undefined;
    case 'lapsed':
      return may.length > 0 ? 'overdue' : undefined;
    case 'approved':
      return may.includes('published') ? 'publish' : undefined;
    case 'proposed':
      if (!may.includes('submitted')) return undefined;
      return (zone.steps as Zone['steps'] | undefined)?.at(-1)?.kind === 'zone.returned' ? 'returned' : 'draft';
    case 'active': {
      if (overdue.has(zone.id)) return may.includes('released') ? 'overdue' : undefined;
      const isEnding = zone.expiresAt !== undefined && instant(zone.expiresAt) - now < SOON;
      return isEnding && (may.includes('extended') || may.includes('released')) ? 'ending' : undefined;
    }
    default:
      return undefined;
  }
}
