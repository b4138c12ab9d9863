// Counts a folded situation in the shape of the story's own account, so that the two can be laid side by side.
import type { Layer, Situation } from '#shared/situation.ts';
import type { Account, Passages } from './account.ts';
import { isControlled } from './outbreak.ts';
import { PERSON_BY_PERSON, roundId } from './rounds.ts';
import type { World } from './world.ts';

type Readable = Pick<Situation, 'all' | 'get'>;
/** The account as plain data: maps as lists of pairs in order of id. */
export const plain = (account: Account) => ({
  ...account,
  rooms: sorted(account.rooms),
  checkpoints: sorted(account.checkpoints),
  counted: sorted(account.counted),
});
const sorted = <V>(map: ReadonlyMap<string, V>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

export function countOf(situation: Readable, { cast, county, posts }: World, wanted: Account['figures']) {
  const list = <L extends Layer>(layer: L) => [...situation.all(layer).values()];
  const cases = list('cases');
  const counted = cases.filter(({ status }) => status !== 'excluded');
  const contacts = list('contacts');
  const sites = list('sites');
  const quarantine = sites.filter(({ type }) => type === 'quarantine');
  const round = situation.get('rounds', roundId(PERSON_BY_PERSON));
  const { samples = 0, resulted = 0, uploaded = 0, positive = 0, invalid = 0, tubes = 0 } = round ?? {};
  const tests = Map.groupBy(list('areaTests'), (area) => area.roundId ?? '');
  const declared = list('series').findLast(({ series }) => series === 'checkpoints.declared')?.value ?? 0;
  const registered = situation.all('checkpoints').size;
  return {
    cases: {
      total: cases.length,
      byStatus: tally(cases.map(({ status }) => status)),
      byRoute: tally(cases.map(({ route }) => route)),
      controlled: counted.filter(({ route }) => isControlled(route)).length,
      community: counted.filter(({ route }) => !isControlled(route)).length,
      inNail: counted.filter(({ places }) =>
        (places ?? []).some(
          ({ role, areaId }) => role === 'residence' && areaId?.startsWith(`${cast.nail.id}-`) === true,
        ),
      ).length,
    },
    contacts: {
      close: contacts.filter(({ degree }) => degree === 'close').length,
      secondary: contacts.filter(({ degree }) => degree === 'secondary').length,
      controlled: contacts.filter(({ controlledAt }) => controlledAt !== undefined).length,
    },
    transfers: tally(list('transfers').map(({ status }) => status)),
    rooms: quarantine
      .flatMap(({ id, rooms }) => {
        if (rooms === undefined) return [];
        const { observedAt: _, ...state } = rooms;
        return [[id, state] as const];
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
    checkpoints: list('checkpoints')
      .map(({ id, totals }) => {
        const sums: { in?: Passages; out?: Passages } = {};
        for (const direction of ['in', 'out'] as const) {
          const said = totals?.[direction];
          if (said === undefined) continue;
          const { vehicles = 0, persons = 0, vehiclesTurnedBack = 0, personsTurnedBack = 0 } = said;
          sums[direction] = { vehicles, persons, vehiclesTurnedBack, personsTurnedBack };
        }
        return [id, sums] as const;
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
    boxes: tally(
      list('boxes')
        .filter(({ id }) => id.includes('-r3-'))
        .map(({ status }) => status),
    ),
    roundThree: { samples, resulted, uploaded, positive, invalid, tubes },
    counted: [...tests]
      .map(([id, areas]) => {
        const sum = (name: 'sampled' | 'resulted' | 'uploaded') =>
          areas.reduce((total, area) => total + (area[name] ?? 0), 0);
        return [id, { sampled: sum('sampled'), resulted: sum('resulted'), uploaded: sum('uploaded') }] as const;
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
    zones: tally(list('zones').map(({ status }) => status)),
    sites: {
      quarantine: tally(quarantine.map(({ tier }) => tier ?? 'unknown')),
      testing: sites.filter(({ type }) => type === 'testing').length,
    },
    figures: {
      ...wanted,
      checkpoints: { registered, declared, unexplained: declared - registered },
      quarantine: { ...wanted.quarantine, total: quarantine.length },
      rooms: {
        ...wanted.rooms,
        all: quarantine.reduce((sum, { capacity = 0 }) => sum + capacity, 0),
        opened: quarantine
          .filter(({ tier }) => tier === 'running')
          .reduce((sum, { capacity = 0 }) => sum + capacity, 0),
      },
      points: {
        ...wanted.points,
        have: posts.testing.filter(({ id }) => situation.get('sites', id) !== undefined).length,
      },
      population: situation.get('areas', county.id)?.population ?? 0,
    },
  };
}

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
