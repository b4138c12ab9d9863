// What a sheet needs beside the copy, asked at the moment the copy stands at: figures, coverage by community, key areas, ground.
import type { BasemapInfo } from '#shared/basemap.ts';
import type { Figures } from '#shared/domain/figure.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { ShiftDigest } from '#shared/shift.ts';
import { type ApiProblem, api } from '../connection/http.ts';
import type { CoverageStep, RoundCoverage } from '../layers/coverage.ts';
import { shiftPath } from '../shift/use-shift.ts';
import { type CoverageAreas, roundCoverage, roundOf } from '../store/coverage-store.ts';
import type { NailsAnswer } from '../store/nails-store.ts';

export type Asked = {
  readonly basemap: BasemapInfo;
  readonly figures: Figures;
  readonly coverage?: RoundCoverage;
  readonly persons: ReadonlyMap<string, number>;
  /** only where it was asked for */
  readonly digest?: ShiftDigest;
};

/**
 * @param knownAt ISO 8601; undefined: now
 * @param since ISO 8601: what changed since then; undefined: nobody wants to know
 */
export async function askForSheet(
  knownAt: string | undefined,
  step: CoverageStep,
  since: string | undefined,
): Promise<Result<Asked, ApiProblem>> {
  const at = (path: string): string =>
    knownAt === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}knownAt=${encodeURIComponent(knownAt)}`;
  const [basemap, figures, nails, digest] = await Promise.all([
    api<BasemapInfo>('/api/basemap'),
    api<Figures>(at('/api/figures')),
    api<NailsAnswer>(at('/api/nails')),
    since === undefined ? undefined : api<ShiftDigest>(shiftPath(since, knownAt)),
  ]);
  if (!basemap.ok && basemap.error.code !== 'not-found') return basemap;
  if (!figures.ok) return figures;
  if (!nails.ok) return nails;
  if (digest !== undefined && !digest.ok) return digest;
  const uploaded = figures.value['coverage.uploaded'];
  const round = roundOf(uploaded?.list);
  const areas =
    round === undefined
      ? undefined
      : await api<CoverageAreas>(at(`/api/coverage/areas?roundId=${encodeURIComponent(round)}&level=community`));
  if (areas !== undefined && !areas.ok) return err(areas.error);
  const told = areas && roundCoverage(areas.value, step, uploaded?.state === 'provisional', uploaded?.asOf ?? null);
  return ok({
    basemap: basemap.ok ? basemap.value : { kind: 'none' },
    figures: figures.value,
    ...(told === undefined ? {} : { coverage: told }),
    ...(digest === undefined ? {} : { digest: digest.value }),
    persons: new Map(
      nails.value.nails.flatMap(({ zoneId, persons }): [string, number][] =>
        zoneId === null || persons === null ? [] : [[zoneId, persons]],
      ),
    ),
  });
}
