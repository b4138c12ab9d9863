// The contacts of a case and the journeys of both: requested, picked up, admitted.
import type { DataOf } from '#shared/report.ts';
import type { Dice } from './dice.ts';
import { sourceId } from './sources.ts';
import { type Draft, iso, say } from './telling.ts';
import type { World } from './world.ts';

const source = sourceId('tracing');

export function contactsOf({ posts }: World, caseId: string, found: number, draw: Dice): Draft[] {
  const clinic = draw.pick(posts.clinics);
  const own = journey(`${caseId}-tr`, { caseId }, clinic.id, found + draw.between(60, 240), draw);
  const number = draw.int(1, 4);
  return [...own.drafts, ...Array.from({ length: number }, (_, i) => contact(posts, caseId, i, found, draw)).flat()];
}

function contact(posts: World['posts'], caseId: string, i: number, found: number, draw: Dice): Draft[] {
  const id = `${caseId}-n${i + 1}`;
  const close = i === 0 || draw.chance(0.6);
  const identified = found + draw.between(70, 260);
  const reported = say(
    'contact.reported',
    { known: identified + draw.between(2, 20), observed: identified, source },
    {
      id,
      caseId,
      degree: close ? 'close' : 'secondary',
      identifiedAt: iso(identified),
      lastExposure: iso(found - draw.between(10, 40) * 60),
      route: draw.pick(['household', 'work', 'neighbour', 'visit']),
    },
  );
  if (!close) {
    const controlled = identified + draw.between(60, 300);
    return [reported, say('contact.updated', { known: controlled, source }, { id, controlledAt: iso(controlled) })];
  }
  // Close contacts go to a running site, or to a newly built one when they are many.
  const wanted = draw.chance(0.75) ? 'running' : 'built';
  const site = draw.pick(posts.quarantine.filter(({ tier }) => tier === wanted));
  const { drafts, admitted } = journey(`${id}-tr`, { contactId: id }, site.id, identified + draw.between(30, 90), draw);
  return [
    reported,
    ...drafts,
    say('contact.updated', { known: admitted + 1, source }, { id, controlledAt: iso(admitted), siteId: site.id }),
  ];
}

function journey(
  id: string,
  who: Pick<DataOf<'transfer.requested'>, 'caseId' | 'contactId'>,
  siteId: string,
  requested: number,
  draw: Dice,
): { readonly drafts: Draft[]; readonly admitted: number } {
  const pickedUp = requested + draw.between(25, 180);
  const admitted = pickedUp + draw.between(20, 60);
  const data = { id, ...who, siteId };
  return {
    admitted,
    drafts: [
      say('transfer.requested', { known: requested, source }, data),
      say('transfer.pickedUp', { known: pickedUp, source }, data),
      say('transfer.admitted', { known: admitted, source }, data),
    ],
  };
}
