// What an entity is called and how it stands, in a few words, for lists, search and inspector headings.
import type { Entities, Layer, Situation } from '#shared/situation.ts';
import { LAYER_TERMS, NAIL_DONE_TERMS } from '#shared/terms/codes.ts';
import type { Language } from '#shared/terms/term.ts';
import { codesOf, fieldTerm, term } from '#shared/terms.ts';
import { positionText } from './coordinates.ts';
import { isCrossingGate } from './crossing-gate.ts';
import { number, shortTime } from './format.ts';
import { addressIn, type Named, nameIn } from './name-in.ts';

export type EntityWords = { readonly title: string; readonly detail: string };

type Tell = {
  /** the word for a code in a field of this layer */
  readonly code: (field: string, value: string | undefined) => string | undefined;
  /** the name of another entity, or its id */
  readonly name: (layer: Layer, id: string | undefined) => string | undefined;
  readonly language: Language;
};
type Words<L extends Layer> = (
  entity: Entities[L],
  tell: Tell,
) => { readonly title?: string; readonly detail: readonly (string | undefined)[] };

const WORDS: { readonly [L in Layer]?: Words<L> } = {
  areas: (area, { code, name, language }) => ({
    title: nameIn(area, language),
    detail: [code('level', area.level), code('type', area.type), name('areas', area.parent)],
  }),
  roads: (road, { code, language }) => ({ title: nameIn(road, language), detail: [code('class', road.class)] }),
  gates: (gate, { code, name }) => ({
    title: name('areas', gate.areaId),
    detail: [code('state', gate.state), gate.id],
  }),
  zones: (zone, { code, name, language }) => ({
    title: nameIn(zone, language) ?? first(zone.areaIds, name),
    detail: [code('level', zone.level), code('status', zone.status)],
  }),
  nails: (nail, { code, name, language }) => ({
    title: code('item', nail.item),
    detail: [term(NAIL_DONE_TERMS, String(nail.done), language), name('zones', nail.zoneId)],
  }),
  checkpoints: (post, { code, language }) => ({
    title: nameIn(post, language),
    detail: [code('type', post.type), code('status', post.status)],
  }),
  sites: (site, { code, language }) => ({
    title: nameIn(site, language),
    detail: [code('type', site.type), code('tier', site.tier), roomsOf(site)],
  }),
  boxes: (box, { code, name }) => ({ detail: [code('status', box.status), name('sites', box.labId ?? box.siteId)] }),
  cases: (found, { code, language }) => ({
    title: `${code('status', found.status)} ${found.id}`,
    detail: [code('route', found.route), addressIn(found, language)],
  }),
  contacts: (contact, { code }) => ({ detail: [code('degree', contact.degree), contact.caseId] }),
  transfers: (transfer, { code, name }) => ({
    detail: [code('status', transfer.status), name('sites', transfer.siteId)],
  }),
  disinfections: (job, { code, name }) => ({
    title: name('areas', job.areaId ?? job.placeId),
    detail: [code('status', job.status), job.id],
  }),
  duties: (duty, { name }) => ({
    title: name('checkpoints', duty.checkpointId) ?? name('sites', duty.siteId) ?? name('gates', duty.gateId),
    detail: [duty.dept, `${shortTime(duty.from)} – ${shortTime(duty.to)}`, number(duty.staff)],
  }),
  rounds: (round, { code, name }) => ({
    title: round.id,
    detail: [code('status', round.status), name('zones', round.zoneId), shortTime(round.deadline)],
  }),
  rolls: (roll, { name }) => ({
    title: name('areas', roll.areaId),
    detail: [roll.due === undefined ? undefined : number(roll.due), roll.roundId],
  }),
  areaTests: (tests, { name }) => ({
    title: name('areas', tests.areaId),
    detail: [shortTime(tests.asOf), tests.roundId],
  }),
  visits: (visit, { code, name }) => ({
    title: name('areas', visit.areaId),
    detail: [`${number(visit.present)} / ${number(visit.present + visit.missing)}`, code('reason', visit.reason)],
  }),
  series: (day, { code, name }) => ({
    title: code('series', day.series),
    detail: [name('areas', day.areaId), day.date, number(day.value)],
  }),
  teams: (team, { code, language }) => ({ title: nameIn(team, language), detail: [code('type', team.type)] }),
  positions: (position, { name }) => ({ title: name('teams', position.id), detail: [] }),
  tasks: (task, { code, name }) => ({
    title: code('type', task.type),
    detail: [
      code('status', task.status),
      name('areas', task.areaId) ?? name('sites', task.siteId) ?? name('gates', task.gateId),
    ],
  }),
  policies: (adoption, { code, name }) => ({
    title: code('policyId', adoption.policyId),
    detail: [name('areas', adoption.areaId)],
  }),
  alarms: (alarm, { code, name }) => ({
    title: code('type', alarm.type),
    // Where, first: a row that is cut short still tells one from the other.
    detail: [
      placeOfAlarm(alarm, name) ?? alarm.roundId ?? code('clock', alarm.clock),
      code('level', alarm.level),
      code('status', alarm.status),
    ],
  }),
  conflicts: (conflict, { code }) => ({
    title: conflict.entityId,
    detail: [code('layer', conflict.layer), code('status', conflict.status)],
  }),
  sources: (source, { language }) => ({ title: nameIn(source, language), detail: [] }),
};

const placeOfAlarm = (alarm: Entities['alarms'], name: Tell['name']): string | undefined =>
  name('zones', alarm.zoneId) ??
  name('sites', alarm.siteId) ??
  name('checkpoints', alarm.checkpointId) ??
  name('sources', alarm.sourceId) ??
  name('areas', alarm.areaId);

/** An alarm in one line: what it says and of what; several of a kind are told apart. */
export function alarmLine(copy: Situation, alarm: Entities['alarms'], language: Language): string {
  const place = placeOfAlarm(alarm, (layer, id) => (id === undefined ? undefined : nameOf(copy, layer, id, language)));
  const { title } = entityWords(copy, 'alarms', alarm, language);
  return place === undefined ? title : `${title} · ${place}`;
}

/** What it consists of, where nobody named it: the first area, and that there are more. */
const first = (ids: readonly string[] | undefined, name: Tell['name']): string | undefined =>
  ids?.[0] === undefined ? undefined : `${name('areas', ids[0])}${ids.length > 1 ? ` +${ids.length - 1}` : ''}`;

const roomsOf = ({ rooms, capacity }: Entities['sites']): string | undefined =>
  rooms?.occupied === undefined || capacity === undefined
    ? undefined
    : `${number(rooms.occupied)} / ${number(capacity)}`;

export function entityWords<L extends Layer>(
  copy: Situation,
  layer: L,
  entity: Entities[L],
  language: Language,
): EntityWords {
  const tell: Tell = {
    language,
    code: (field, value) => (value === undefined ? undefined : term(codesOf(layer, field) ?? {}, value, language)),
    name: (other, id) => (id === undefined ? undefined : nameOf(copy, other, id, language)),
  };
  const words = (WORDS[layer] as Words<L> | undefined)?.(entity, tell);
  const title = words?.title ?? `${term(LAYER_TERMS, layer, language)} ${entity.id}`;
  return { title, detail: (words?.detail ?? []).filter((part) => part !== undefined && part !== '').join(' · ') };
}

/** The name of an entity where it has one, else its id. */
export function nameOf(copy: Situation, layer: Layer, id: string, language: Language): string {
  if (layer === 'gates') return nameOfGate(copy, id, language);
  const entity = copy.get(layer, id) as Named | undefined;
  return (entity === undefined ? undefined : nameIn(entity, language)) ?? id;
}

/** Gates have no names: they are called after what they lead into, or, where a road crosses a fence, by their place. */
function nameOfGate(copy: Situation, id: string, language: Language): string {
  const { areaId, position } = copy.get('gates', id) ?? {};
  const word = fieldTerm('gateId', language);
  if (areaId !== undefined && copy.get('areas', areaId) !== undefined)
    return `${nameOf(copy, 'areas', areaId, language)} ${word}`;
  return position !== undefined && isCrossingGate(id) ? `${word} ${positionText(position)}` : id;
}
