// Fields that hold the id of another entity, and of which layer it is: shown as its name, and a way to it.
import type { Layer } from '#shared/situation.ts';

export const FIELD_LINKS: Readonly<Record<string, Layer>> = {
  areaId: 'areas',
  areaIds: 'areas',
  parent: 'areas',
  siteId: 'sites',
  labId: 'sites',
  checkpointId: 'checkpoints',
  gateId: 'gates',
  zoneId: 'zones',
  partOf: 'zones',
  caseId: 'cases',
  caseIds: 'cases',
  contactId: 'contacts',
  teamId: 'teams',
  sourceId: 'sources',
  siteIds: 'sites',
  roundId: 'rounds',
  parentRound: 'rounds',
};
