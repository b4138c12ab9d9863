// A zone that leaves no way for a fire engine or an ambulance is refused (domain.md 5.3 safeguards, 6.7 step 9 c).

import { type Problem, problem } from '#shared/errors.ts';
import type { Geometry } from '#shared/geo/geometry.ts';
import type { Report } from '#shared/report.ts';
import type { Situation } from '#shared/situation.ts';

/** Of a fence around these areas, or along this line: is every drivable way through it blocked? Asked beside the event loop. */
export type BlocksRoute = (fence: {
  readonly areaIds: readonly string[];
  readonly geometry?: Geometry;
}) => Promise<boolean>;

/**
 * Looked at here and not in the fold, which cannot see all roads and gates: a gate that is closed a moment later makes no
 * zone invalid that stands, it raises an alarm. Where no road is known nobody can say, and nothing is refused.
 */
export async function withoutRoute(
  report: Report,
  situation: Situation,
  blocksRoute: BlocksRoute,
): Promise<Problem | undefined> {
  const fence = fenceOf(report, situation);
  if (fence === undefined || situation.all('roads').size === 0 || !(await blocksRoute(fence))) return undefined;
  const message = 'every drivable way into it is blocked: no fire engine, no ambulance; open or guard one gate first';
  return problem('blocks-emergency-route', message, report.kind === 'zone.published' ? 'data.id' : 'data');
}

/** What would be fenced: by a draft as it is said, by a publication as it was approved. */
function fenceOf(report: Report, situation: Situation): Parameters<BlocksRoute>[0] | undefined {
  const { kind, data } = report;
  const said =
    kind === 'zone.proposed' ? data : kind === 'zone.published' ? situation.get('zones', data.id) : undefined;
  if (said === undefined) return undefined;
  const { areaIds = [], geometry } = said;
  if (areaIds.length === 0 && geometry === undefined) return undefined;
  return { areaIds, ...(geometry === undefined ? {} : { geometry }) };
}
