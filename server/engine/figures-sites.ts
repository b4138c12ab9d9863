// Figures of quarantine rooms: states, occupancy, and what the standard wants. Domain 6.4.
import type { Figures } from '#shared/domain/figure.ts';
import { activationOf, roomsGap, roomsOf, roomsRequired } from '#shared/domain/occupancy.ts';
import { instant } from '#shared/time.ts';
import { type FigureScene, figure } from './figure-scene.ts';

export const siteFigures = (scene: FigureScene): Figures => {
  const { situation } = scene;
  const sites = [...situation.all('sites').values()].filter(({ type }) => type === 'quarantine');
  const rooms = roomsOf(sites);
  const heard = sites.flatMap(({ rooms: state }) => (state === undefined ? [] : [instant(state.observedAt)]));
  const from = new Set(sites.map(({ source }) => source));
  const about = {
    layers: ['sites'],
    from,
    asOf: heard.length === 0 ? null : Math.max(...heard),
    list: '/api/sites?type=quarantine',
    // A site that runs and says nothing is missing in the sum.
    isProvisional: rooms.silent > 0,
  } as const;
  const told = (value: number | null) => figure(scene, { ...about, value: heard.length === 0 ? null : value });
  const share = (value: number | null, n: number | null) =>
    figure(scene, {
      ...about,
      value,
      numerator: value === null ? null : n,
      denominator: value === null ? null : rooms.usable,
    });
  const population = [...situation.all('areas').values()].find(
    ({ level, population: n }) => level === 'county' && n !== undefined,
  )?.population;
  const required = population === undefined ? null : roomsRequired(population);
  const registered = (value: number, list: string = about.list) =>
    figure(scene, { value: sites.length === 0 ? null : value, layers: ['sites'], from, list });
  const { running, built, reserve } = rooms.byTier;
  const committed = rooms.occupied === null ? null : rooms.occupied + (rooms.reserved ?? 0);
  return {
    'rooms.free': told(rooms.free),
    'rooms.occupied': told(rooms.occupied),
    'rooms.reserved': told(rooms.reserved),
    'rooms.cleaning': told(rooms.cleaning),
    'rooms.blocked': told(rooms.blocked),
    'rooms.persons': told(rooms.persons),
    'rooms.occupancy': share(rooms.occupancy, rooms.occupied),
    'rooms.committed': share(rooms.committed, committed),
    'rooms.installed': registered(rooms.installed),
    'rooms.unbalanced': { ...told(rooms.unbalanced.length), list: '/api/sites?figure=rooms.unbalanced' },
    'rooms.required': figure(scene, { value: required, layers: ['areas'], source: 'cn-rooms', list: '/api/policies' }),
    'rooms.requiredIn24h': figure(scene, {
      value: required === null ? null : activationOf(required)[0]!.rooms,
      layers: ['areas'],
      source: 'cn-rooms',
      list: '/api/policies',
    }),
    'rooms.gap': figure(scene, {
      ...about,
      value:
        required === null || rooms.free === null ? null : roomsGap(required, rooms.free, built.rooms + reserve.rooms),
    }),
    'sites.quarantine': registered(sites.length),
    'sites.quarantineRunning': registered(running.sites, '/api/sites?figure=sites.quarantineRunning'),
  };
};
