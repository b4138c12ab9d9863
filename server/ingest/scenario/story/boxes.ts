// Boxes of tubes on the days of the other rounds: sealed at a testing point, handed to a driver, received by a laboratory.
import { dice } from '../dice.ts';
import { type Draft, say, type Teller } from '../telling.ts';
import { ROUND_THREE } from './flow.ts';
import { isOpen } from './pulse.ts';
import { sourceId } from './sources.ts';
import type { World } from './world.ts';

const source = sourceId('testing');

/** Each open point seals a box every two hours; of the past, of every eighth hour one is told. Round 3 has its own. */
export const boxes = ({ seed, posts, dense }: World): Teller => ({
  name: 'boxes',
  hours: 4,
  born: (hour) => {
    if (hour * 60 >= ROUND_THREE.start && hour * 60 < ROUND_THREE.start + 12 * 60) return [];
    if (hour * 60 < dense && hour % 8 !== 2) return [];
    return posts.testing.flatMap((site, point): Draft[] => {
      const draw = dice(seed, 'box', site.id, hour);
      const sealed = hour * 60 + draw.between(0, 59);
      if (point % 2 !== hour % 2 || !isOpen(point, sealed)) return [];
      const boxId = `${site.id}-box-${hour}`;
      const tubes = draw.int(20, 80);
      const labId = draw.pick(posts.laboratories).id;
      const handed = sealed + draw.between(8, 30);
      const received = handed + draw.between(18, 55);
      // One box in fifty arrives a tube short: both counts are kept and shown.
      const arrived = tubes - (draw.chance(0.02) ? 1 : 0);
      return [
        say('box.sealed', { known: sealed, source }, { boxId, tubes, siteId: site.id }),
        say('box.handed', { known: handed, source }, { boxId, tubes, siteId: site.id, labId }),
        say('box.received', { known: received, source }, { boxId, tubes: arrived, siteId: site.id, labId }),
      ];
    });
  },
});
