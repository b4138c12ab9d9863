// Brings photos to the server, each before the first report that names it.
import { partsOfProof } from '#shared/photo.ts';
import { type ApiProblem, api } from '../../connection/http.ts';
import { readAll, readOne, strictly } from './database.ts';
import { type Entry, failureOf, isWaiting } from './entry.ts';
import type { Photo } from './photo.ts';

const ANSWER_WITHIN = 60_000;

export const photosOf = ({ report }: Entry): readonly string[] =>
  partsOfProof((report.data as { proof?: string | readonly string[] }).proof).photos;

export type PhotosSent =
  | { readonly state: 'sent' }
  /** nobody answered, or not now */
  | { readonly state: 'later' }
  /** the server failed over one of them */
  | { readonly state: 'put-off' }
  /** the server will never take one of them */
  | { readonly state: 'refused'; readonly problem: ApiProblem };

/** @param wanted ids, first things first; those that the server has are on this phone no more */
export async function sendPhotos(wanted: readonly string[], account: string): Promise<PhotosSent> {
  for (const id of new Set(wanted)) {
    const photo = await readOne('photos', id);
    if (photo === undefined || photo.account !== account) continue;
    const answer = await post(photo);
    if (answer === undefined) {
      await strictly((writing) => writing.objectStore('photos').delete(id));
      continue;
    }
    const { action } = failureOf(answer.status, 1);
    if (action === 'refuse') return { state: 'refused', problem: answer };
    return { state: action === 'put-off' ? 'put-off' : 'later' };
  }
  return { state: 'sent' };
}

/** A report whose photo is still here goes behind those that need none: a slow line carries words first. */
export async function behindPhotos(entries: readonly Entry[]): Promise<readonly Entry[]> {
  const here = new Set((await readAll('photos')).map(({ id }) => id));
  if (here.size === 0) return entries;
  return entries.map((entry) =>
    photosOf(entry).some((id) => here.has(id)) ? { ...entry, putOff: entry.putOff + 1 } : entry,
  );
}

/** Those whose report went another way: handed over to another phone, or sent again by hand. */
export async function waitingPhotos(account: string): Promise<readonly string[]> {
  const all = await readAll('photos');
  return all.filter((photo) => photo.account === account).map(({ id }) => id);
}

/**
 * A photo that the server will never take goes from the phone once no report needs it: none that waits, and none that somebody
 * may still send again by hand.
 */
export async function dropPhoto(id: string, entries: readonly Entry[]): Promise<void> {
  if (isNeeded(id, entries)) return;
  await strictly((writing) => writing.objectStore('photos').delete(id));
}

export const isNeeded = (id: string, entries: readonly Entry[]): boolean =>
  entries.some(
    (entry) => (isWaiting(entry) || (entry.end === 'refused' && entry.isRead !== true)) && photosOf(entry).includes(id),
  );

/** @returns why not; undefined when the server has it */
async function post({ id, type, bytes }: Photo): Promise<ApiProblem | undefined> {
  const form = new FormData();
  form.append('file', new Blob([bytes], { type }), `${id}.jpg`);
  const answer = await api<{ readonly id: string }>('/api/files', {
    method: 'POST',
    body: form,
    signal: AbortSignal.timeout(ANSWER_WITHIN),
  });
  return answer.ok ? undefined : answer.error;
}
