// What the field's door says, and nothing else: a phone that takes over the reports of another sends none beside these.
import type { Kind, Report } from '#shared/report.ts';

const FIELD_KINDS = [
  'box.handed',
  'box.received',
  'box.sealed',
  'case.reported',
  'case.updated',
  'checkpoint.counted',
  'checkpoint.updated',
  'door.visited',
  'duty.changed',
  'site.queue',
  'site.rooms',
  'site.updated',
  'task.done',
  'task.received',
  'task.verified',
] as const satisfies readonly Kind[];
export type FieldKind = (typeof FIELD_KINDS)[number];
export type FieldReport = Extract<Report, { kind: FieldKind }>;

export const isFieldKind = (kind: unknown): kind is FieldKind => (FIELD_KINDS as readonly unknown[]).includes(kind);
