// Round 3, told: the boxes and the rows of their persons when they are sampled, when a laboratory has the result, and when
// it is up; then those who gave a sample again.
import type { DataOf } from '#shared/report.ts';
import { type Draft, iso, say, type Teller } from '../telling.ts';
import { type Again, type Box, KNOWN, POOL, personsIn, tubeId } from './flow.ts';
import { roundId } from './rounds.ts';
import { sourceId } from './sources.ts';
import type { World } from './world.ts';

type Row = NonNullable<DataOf<'test.batch'>['rows']>[number];
type Event = { readonly known: number; readonly draft: () => Draft };

const source = sourceId('samples');
const testing = sourceId('testing');
const ROUND = roundId(3);

export function roundThree(world: World): Teller {
  const { flow, posts } = world;
  const events = [
    ...flow.boxes.flatMap((box) => boxEvents(world, box, posts.laboratories[box.lab]!.id)),
    ...flow.again.flatMap((again) => againEvents(again)),
  ];
  const byHour = Map.groupBy(events, ({ known }) => Math.floor(known / 60));
  return { name: 'round-3', hours: 1, born: (hour) => (byHour.get(hour) ?? []).map(({ draft }) => draft()) };
}

function boxEvents({ flow }: World, box: Box, labId: string): Event[] {
  const { sealed, handed, received, tubes } = box;
  const siteId = box.queue.site.id;
  const said = { boxId: box.id, tubes, siteId };
  const step = (known: number, kind: 'box.sealed' | 'box.handed' | 'box.received', data: DataOf<'box.sealed'>) => ({
    known,
    draft: () => say(kind, { known, source: testing }, data),
  });
  const batch = (known: number, observed: number, part: string, row: (tube: number) => Partial<Row> | undefined) => ({
    known,
    draft: () =>
      say(
        'test.batch',
        { known, observed, source, key: `r3/${box.id}/${part}` },
        { id: `${box.id}-${part}`, roundId: ROUND, rows: rowsOf(box, flow.personsOf(box), row) },
      ),
  });
  const way = { sentAt: iso(handed), receivedAt: iso(received), resultedAt: iso(box.resulted) };
  const resultOf = (tube: number) => box.marks.get(tube) ?? 'negative';
  return [
    step(sealed, 'box.sealed', said),
    batch(KNOWN.sampled(box), sealed, 'sampled', () => ({})),
    step(handed, 'box.handed', { ...said, labId }),
    step(received, 'box.received', { ...said, labId }),
    batch(KNOWN.resulted(box), box.resulted, 'resulted', (tube) => ({ ...way, result: resultOf(tube) })),
    batch(KNOWN.uploaded(box), box.uploaded, 'uploaded', (tube) =>
      // A spoilt tube has nothing to upload.
      resultOf(tube) === 'invalid' ? undefined : { ...way, result: resultOf(tube), uploadedAt: iso(box.uploaded) },
    ),
  ];
}

/** One row for each person, the same for all of one tube. */
function rowsOf(box: Box, persons: readonly string[], more: (tube: number) => Partial<Row> | undefined): Row[] {
  const siteId = box.queue.site.id;
  const shared = box.tubeAt.map((at, tube) => {
    const said = more(tube);
    if (said === undefined) return undefined;
    return { tube: tubeId(box, tube), poolSize: personsIn(box, tube), sampledAt: iso(at), siteId, ...said };
  });
  return persons.flatMap((person, i) => {
    const row = shared[Math.floor(i / POOL)];
    return row === undefined ? [] : [{ person, ...row }];
  });
}

export const againTubes = ({ box, tube, kind, persons }: Again): string[] =>
  kind === 'repeat' ? [`${tubeId(box, tube)}-r`] : persons.map((_, i) => `${tubeId(box, tube)}-${i + 1}`);
/** When a second sample and its result are known. */
export const AGAIN_KNOWN = {
  sampled: ({ sampled }: Again) => sampled + 1,
  resulted: ({ resulted }: Again) => resulted + 1,
};

function againEvents(again: Again): Event[] {
  const { box, tube, kind, persons, sampled, resulted, infected } = again;
  const tubes = againTubes(again);
  const siteId = box.queue.site.id;
  const row = (person: string, i: number): Row => ({
    person,
    tube: tubes[Math.min(i, tubes.length - 1)]!,
    poolSize: kind === 'repeat' ? persons.length : 1,
    sampledAt: iso(sampled - (persons.length - i) * 0.5),
    siteId,
  });
  const result = (i: number): Partial<Row> => ({
    sentAt: iso(sampled + 18),
    receivedAt: iso(sampled + 45),
    resultedAt: iso(resulted),
    uploadedAt: iso(resulted),
    result: i === infected ? 'positive' : 'negative',
  });
  const name = `${tubeId(box, tube)}-${kind}`;
  const batch = (known: number, observed: number, part: string, rows: Row[]) => ({
    known,
    draft: () =>
      say(
        'test.batch',
        { known, observed, source, key: `r3/${name}/${part}` },
        { id: `${name}-${part}`, roundId: ROUND, rows },
      ),
  });
  return [
    batch(AGAIN_KNOWN.sampled(again), sampled, 'sampled', persons.map(row)),
    batch(
      AGAIN_KNOWN.resulted(again),
      resulted,
      'resulted',
      persons.map((person, i) => ({ ...row(person, i), ...result(i) })),
    ),
  ];
}
