// A Report is what a source says: untrusted until validated. This file unites the subjects; each kind lives in subject/.
import type { Static } from 'typebox';
import { alarmReports } from './subject/alarm.ts';
import { areaReports } from './subject/area.ts';
import { boxReports } from './subject/box.ts';
import { caseReports } from './subject/case.ts';
import { checkpointReports } from './subject/checkpoint.ts';
import { contactReports } from './subject/contact.ts';
import { disinfectionReports } from './subject/disinfection.ts';
import { dutyReports } from './subject/duty.ts';
import { nailReports } from './subject/nail.ts';
import { policyReports } from './subject/policy.ts';
import { reviewReports } from './subject/review.ts';
import { roadReports } from './subject/road.ts';
import { roundReports } from './subject/round.ts';
import { seriesReports } from './subject/series.ts';
import { siteReports } from './subject/site.ts';
import { sourceReports } from './subject/source.ts';
import { taskReports } from './subject/task.ts';
import { teamReports } from './subject/team.ts';
import { testReports } from './subject/test.ts';
import { transferReports } from './subject/transfer.ts';
import { visitReports } from './subject/visit.ts';
import { zoneReports } from './subject/zone.ts';

export const REPORTS = {
  ...caseReports,
  ...contactReports,
  ...checkpointReports,
  ...dutyReports,
  ...siteReports,
  ...boxReports,
  ...transferReports,
  ...disinfectionReports,
  ...areaReports,
  ...roadReports,
  ...policyReports,
  ...zoneReports,
  ...nailReports,
  ...roundReports,
  ...testReports,
  ...seriesReports,
  ...teamReports,
  ...taskReports,
  ...visitReports,
  ...alarmReports,
  ...reviewReports,
  ...sourceReports,
};

export type Kind = keyof typeof REPORTS;
export const KINDS = Object.keys(REPORTS) as Kind[];
export type DataOf<K extends Kind> = Static<(typeof REPORTS)[K]>;

/** The datum a source's coordinates are in; everything stored is WGS-84 and remembers where it came from. */
export type ReportOf<K extends Kind> = {
  readonly opId: string;
  readonly kind: K;
  readonly observedAt: string;
  readonly source?: string;
  readonly datum?: string;
  readonly device?: string;
  readonly deviceSeq?: number;
  readonly baseVersion?: number;
  readonly data: DataOf<K>;
};
export type Report = { [K in Kind]: ReportOf<K> }[Kind];

/** Kinds whose reports are the latest value only and never enter the durable log. */
export const VOLATILE: ReadonlySet<Kind> = new Set<Kind>(['team.position', 'team.offDuty']);

/** Kinds that only the server itself may say. */
export const SYSTEM: ReadonlySet<Kind> = new Set<Kind>([
  'clock.started',
  'policy.registered',
  'alarm.raised',
  'alarm.ended',
]);

/** The entity a report is first of all about, as `layer/id`, so that the log can be read by entity. */
export function subjectOf(report: Report): string | undefined {
  const { kind } = report;
  const data = report.data as { readonly id?: string; readonly boxId?: string; readonly zoneId?: string };
  const layer = SUBJECT_LAYERS[kind.slice(0, kind.indexOf('.'))];
  const id = data.id ?? data.boxId;
  if (kind === 'nail.item') return `zones/${data.zoneId}`;
  return layer === undefined || id === undefined ? undefined : `${layer}/${id}`;
}

const SUBJECT_LAYERS: Readonly<Record<string, string>> = {
  case: 'cases',
  contact: 'contacts',
  checkpoint: 'checkpoints',
  site: 'sites',
  lab: 'sites',
  box: 'boxes',
  transfer: 'transfers',
  disinfection: 'disinfections',
  area: 'areas',
  road: 'roads',
  gate: 'gates',
  zone: 'zones',
  round: 'rounds',
  team: 'teams',
  task: 'tasks',
  alarm: 'alarms',
  conflict: 'conflicts',
  source: 'sources',
};
