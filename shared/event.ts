// An Event is a Report that has been accepted: numbered, timed and signed. The log holds nothing else.
import type { Report } from './report.ts';

/**
 * `seq` numbers the log without gaps from 1; order is by `seq` alone.
 * `recordedAt` is when we knew (ISO 8601, UTC, never decreasing with `seq`); `observedAt`, inside the report, when it happened.
 * `actor` is the account, machine key or adapter that said it.
 */
export type Event = Report & { readonly seq: number; readonly recordedAt: string; readonly actor: string };
