// The contacts of each case and the journeys of both: requested, picked up, admitted. First as the story knows them, then told.
import { type Dice, dice } from '../dice.ts';
import { type Draft, iso, say } from '../telling.ts';
import { type Infection, isControlled } from './outbreak.ts';
import type { Posts, Quarantine } from './posts.ts';
import { sourceId } from './sources.ts';

const source = sourceId('tracing');
/** Policy cn-contact-v9: seven days in central isolation, from the last exposure. */
const STAY = 7 * 1440;

export type Journey = {
  readonly id: string;
  readonly siteId: string;
  readonly requested: number;
  readonly pickedUp: number;
  readonly admitted: number;
};
export type Contact = {
  readonly id: string;
  readonly caseId: string;
  readonly degree: 'close' | 'secondary';
  readonly route: string;
  readonly identified: number;
  readonly known: number;
  readonly lastExposure: number;
  /** when under control is known */
  readonly controlled: number;
  /** close contacts go to central isolation; secondary ones stay at home */
  readonly journey?: Journey;
  readonly leaves?: number;
};
export type Tracing = { readonly infection: Infection; readonly own: Journey; readonly contacts: readonly Contact[] };

export function tracing(seed: string, posts: Posts, infections: readonly Infection[]): Tracing[] {
  return infections
    .filter(({ outcome }) => outcome !== 'excluded')
    .map((infection) => {
      const draw = dice(seed, 'tracing', infection.number);
      // The first two know nothing of each other; who is found in isolation has few new contacts.
      const few = isControlled(infection.route);
      const close = few ? draw.int(0, 3) : draw.int(6, 14);
      const secondary = few ? draw.int(0, 2) : draw.int(3, 9);
      const from = infection.poolId !== undefined && infection.cluster === 'pool' ? infection.decided : infection.found;
      const hospital = draw.pick(posts.clinics);
      const moved = infection.steps.find(({ stages }) => stages.includes('transferred'))!.known;
      return {
        infection,
        own: {
          id: `${infection.id}-tr`,
          siteId: hospital.id,
          requested: moved - draw.between(90, 160),
          pickedUp: moved - draw.between(35, 60),
          admitted: moved - 1,
        },
        contacts: [
          ...Array.from({ length: close }, (_, i) => closeContact(posts, infection, i, from, draw)),
          ...Array.from({ length: secondary }, (_, i) => secondaryContact(infection, close + i, from, draw)),
        ],
      };
    });
}

const ROUTES: Readonly<Record<string, readonly string[]>> = {
  market: ['market', 'market', 'household', 'visit'],
  work: ['work', 'work', 'household'],
};

/**
 * Of a pool the ten are held, and whom they met is listed, before anybody knows which of them it was: with the single result
 * all goes faster. Its eight hours run from the pool's own (HD-11).
 */
const paceOf = ({ cluster }: Infection): number => (cluster === 'pool' ? 0.4 : 1);

function base(infection: Infection, i: number, from: number, draw: Dice) {
  const { id, cluster } = infection;
  const identified = from + draw.between(50, 230) * paceOf(infection);
  return {
    id: `${id}-n${i + 1}`,
    caseId: id,
    route: draw.pick(ROUTES[cluster] ?? ['household', 'neighbour', 'work', 'visit']),
    identified,
    known: identified + draw.between(2, 20),
    lastExposure: from - draw.between(8, 36) * 60,
  };
}

function closeContact(posts: Posts, infection: Infection, i: number, from: number, draw: Dice): Contact {
  const contact = base(infection, i, from, draw);
  const pace = paceOf(infection);
  const requested = contact.known + draw.between(10, 50) * pace;
  const pickedUp = requested + draw.between(25, 110) * pace;
  const admitted = pickedUp + draw.between(15, 50) * pace;
  const site = siteFor(posts.quarantine, requested, draw);
  return {
    ...contact,
    degree: 'close',
    controlled: admitted + 1,
    journey: { id: `${contact.id}-tr`, siteId: site.id, requested, pickedUp, admitted },
    leaves: Math.max(admitted + 60, contact.lastExposure + STAY),
  };
}

function secondaryContact(infection: Infection, i: number, from: number, draw: Dice): Contact {
  const contact = base(infection, i, from, draw);
  return { ...contact, degree: 'secondary', controlled: contact.known + draw.between(40, 240) };
}

/** Of the sites that take people in, rather one that was opened lately: the older ones are fuller. */
function siteFor(sites: readonly Quarantine[], minute: number, draw: Dice): Quarantine {
  const open = sites.filter(({ activatedAt }) => activatedAt <= minute - 30);
  return draw.chance(0.5) ? open.at(-1 - draw.int(0, Math.min(2, open.length - 1)))! : draw.pick(open);
}

export function contactDrafts({ infection, own, contacts }: Tracing): Draft[] {
  return [
    ...journeyDrafts(own, { caseId: infection.id }),
    ...contacts.flatMap((contact) => [
      say(
        'contact.reported',
        { known: contact.known, observed: contact.identified, source },
        {
          id: contact.id,
          caseId: contact.caseId,
          degree: contact.degree,
          identifiedAt: iso(contact.identified),
          lastExposure: iso(contact.lastExposure),
          route: contact.route,
        },
      ),
      ...(contact.journey === undefined ? [] : journeyDrafts(contact.journey, { contactId: contact.id })),
      say(
        'contact.updated',
        { known: contact.controlled, source },
        {
          id: contact.id,
          controlledAt: iso(contact.journey?.admitted ?? contact.controlled),
          ...(contact.journey === undefined ? {} : { siteId: contact.journey.siteId }),
        },
      ),
    ]),
  ];
}

function journeyDrafts(journey: Journey, who: { readonly caseId?: string; readonly contactId?: string }): Draft[] {
  const data = { id: journey.id, ...who, siteId: journey.siteId };
  return [
    say('transfer.requested', { known: journey.requested, source }, data),
    say('transfer.pickedUp', { known: journey.pickedUp, source }, data),
    say('transfer.admitted', { known: journey.admitted, source }, data),
  ];
}
