// A task in words: where it is, and for whom.
import type { Task } from '#shared/subject/task.ts';
import type { Language } from '#shared/terms/term.ts';
import { situation } from '../../connection/browser-connection.ts';
import { nameOf } from '../../ui/entity-words.ts';

export function placeOfTask({ areaId, siteId, gateId }: Task, language: Language): string {
  const { copy } = situation;
  if (areaId !== undefined) return nameOf(copy, 'areas', areaId, language);
  if (siteId !== undefined) return nameOf(copy, 'sites', siteId, language);
  return gateId === undefined ? '' : nameOf(copy, 'gates', gateId, language);
}

export const teamOfTask = ({ teamId }: Task, language: Language): string | undefined =>
  teamId === undefined ? undefined : nameOf(situation.copy, 'teams', teamId, language);
