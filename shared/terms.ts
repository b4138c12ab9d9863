// The Chinese and English of every code, once: what a field is called and what the code in it means.
import type { Layer } from './situation.ts';
import * as alarms from './terms/alarms.ts';
import { CLOCK_KIND_TERMS } from './terms/clocks.ts';
import * as codes from './terms/codes.ts';
import { DOOR_REASON_TERMS } from './terms/doors.ts';
import { FIELD_TERMS } from './terms/fields.ts';
import { KIND_TERMS } from './terms/kinds.ts';
import { POLICY_TERMS } from './terms/policies.ts';
import type { Language, OpenTerms, Term } from './terms/term.ts';

/** The word for a code; a code that nobody has named is shown as it was sent, never dropped. */
export function term(terms: OpenTerms, code: string, language: Language): string {
  const known: Term | undefined = Object.hasOwn(terms, code) ? terms[code] : undefined;
  return known?.[language] ?? code;
}

export const fieldTerm = (field: string, language: Language): string => term(FIELD_TERMS, field, language);
export const kindTerm = (kind: string, language: Language): string => term(KIND_TERMS, kind, language);

/** What the codes of one field of one layer mean; undefined where a field holds free text or figures. */
export function codesOf(layer: Layer, field: string): OpenTerms | undefined {
  return BY_LAYER[layer]?.[field] ?? ANYWHERE[field];
}

const ANYWHERE: Readonly<Record<string, OpenTerms>> = {
  matchLevel: codes.MATCH_LEVEL_TERMS,
  role: codes.PLACE_ROLE_TERMS,
  degree: codes.DEGREE_TERMS,
  direction: codes.DIRECTION_TERMS,
  policyId: POLICY_TERMS,
};

const BY_LAYER: { readonly [L in Layer]?: Readonly<Record<string, OpenTerms>> } = {
  areas: { level: codes.AREA_LEVEL_TERMS, type: codes.AREA_TYPE_TERMS },
  roads: { class: codes.ROAD_CLASS_TERMS },
  gates: { state: codes.GATE_STATE_TERMS },
  zones: { status: codes.ZONE_STATE_TERMS, level: codes.ZONE_LEVEL_TERMS },
  nails: { item: codes.NAIL_ITEM_TERMS },
  checkpoints: {
    type: codes.CHECKPOINT_TYPE_TERMS,
    tier: codes.CHECKPOINT_TIER_TERMS,
    status: codes.CHECKPOINT_STATUS_TERMS,
  },
  sites: { type: codes.SITE_TYPE_TERMS, tier: codes.SITE_TIER_TERMS },
  boxes: { status: codes.BOX_STATUS_TERMS },
  // `type` is that of a case's places
  cases: { status: codes.CASE_STATUS_TERMS, route: codes.CASE_ROUTE_TERMS, type: codes.AREA_TYPE_TERMS },
  transfers: { status: codes.TRANSFER_STATUS_TERMS },
  disinfections: { status: codes.DISINFECTION_STATUS_TERMS },
  rounds: { status: codes.ROUND_STATUS_TERMS },
  rolls: { byStatus: codes.ROLL_STATUS_TERMS },
  alarms: {
    type: alarms.ALARM_TYPE_TERMS,
    level: alarms.ALARM_LEVEL_TERMS,
    status: alarms.ALARM_STATUS_TERMS,
    verdict: alarms.ALARM_VERDICT_TERMS,
    statistic: alarms.ALARM_STATISTIC_TERMS,
    checks: alarms.ALARM_CHECK_TERMS,
    clock: CLOCK_KIND_TERMS,
  },
  visits: { reason: DOOR_REASON_TERMS },
  tasks: { status: codes.TASK_STATUS_TERMS, type: codes.TASK_TYPE_TERMS },
  teams: { type: codes.TEAM_TYPE_TERMS },
  series: { series: codes.SERIES_TERMS },
  conflicts: { status: codes.CONFLICT_STATUS_TERMS, kept: codes.CONFLICT_SIDE_TERMS, layer: codes.LAYER_TERMS },
  sources: { layers: codes.LAYER_TERMS },
};
