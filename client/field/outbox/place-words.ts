// What a report is about, as its crew calls it: a place by its name, a box by its number, a door by its address.
import { useEffect, useMemo, useState } from 'react';
import type { Language } from '#shared/terms/term.ts';
import { situation } from '../../connection/browser-connection.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { type Door, type DoorList, doorName, nameOfStep } from '../doors/doors.ts';
import { keptPart } from '../keep/kept.ts';
import { useAccountName } from '../use-account.ts';
import type { Entry } from './entry.ts';

/** Doors of the rounds that were knocked at, by the id of their area; a phone holds no other addresses that fine. */
export type DoorNames = ReadonlyMap<string, Door>;

export function useDoorNames(entries: readonly Entry[]): DoorNames {
  const account = useAccountName();
  const [found, setFound] = useState<DoorNames>(new Map());
  const rounds = useMemo(
    () =>
      [...new Set(entries.flatMap(({ report }) => (report.kind === 'door.visited' ? [report.data.roundId] : [])))].join(
        '\n',
      ),
    [entries],
  );
  useEffect(() => {
    if (rounds === '') return;
    let isGone = false;
    void Promise.all(rounds.split('\n').map((id) => keptPart<DoorList>(`doors|${id}`, account))).then((lists) => {
      const doors = lists.flatMap((list) => list?.part.doors ?? []);
      if (!isGone) setFound(new Map(doors.map((door) => [door.areaId, door])));
    });
    return () => {
      isGone = true;
    };
  }, [rounds, account]);
  return found;
}

const LAYERS = { checkpoint: 'checkpoints', site: 'sites', task: 'tasks' } as const;

export function placeOf({ kind, data }: Entry['report'], language: Language, doors: DoorNames): string {
  const { id, siteId, checkpointId, boxId, areaId, address, poolId } = data as {
    readonly [field: string]: string | undefined;
  };
  const [subject = ''] = kind.split('.');
  if (boxId !== undefined) return boxId;
  if (subject === 'door' && areaId !== undefined) return doorWords(areaId, language, doors);
  if (subject === 'case') return address ?? poolId ?? situation.copy.get('cases', id ?? '')?.poolId ?? '';
  if (checkpointId !== undefined) return nameOf(situation.copy, 'checkpoints', checkpointId, language);
  if (siteId !== undefined) return nameOf(situation.copy, 'sites', siteId, language);
  const layer = LAYERS[subject as keyof typeof LAYERS] as (typeof LAYERS)[keyof typeof LAYERS] | undefined;
  return layer === undefined || id === undefined ? '' : nameOf(situation.copy, layer, id, language);
}

/** With its compound: 柳湾小区 3号楼 2单元 501. */
function doorWords(areaId: string, language: Language, doors: DoorNames): string {
  const door = doors.get(areaId);
  if (door === undefined) return nameOf(situation.copy, 'areas', areaId, language);
  const [compound, ...below] = door.path;
  return compound === undefined || below.length === 0
    ? doorName(door, language)
    : `${nameOfStep(compound, language)} ${doorName(door, language)}`;
}
