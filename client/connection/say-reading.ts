// Says to the server that this screen is about to make a file or a printed page of what it holds: it keeps who, what and how
// many (server/http/readings.ts). What could not be kept is not made.
import type { Result } from '#shared/result.ts';
import { type ApiProblem, api, json } from './http.ts';

/** @param of the list on the screen @param count its rows in the file or on the paper */
export const sayReading = (kind: 'table' | 'print', of: string, count: number): Promise<Result<unknown, ApiProblem>> =>
  api('/api/readings', json('POST', { kind, of: of.slice(0, 128), count }));
