// What the lists answer with, for the API page: the fields of each layer with who may see them, as its own reports say them.
import Type, { type TProperties, type TSchema } from 'typebox';
import { type Kind, REPORTS } from '#shared/report.ts';
import { Time } from '#shared/schema.ts';
import type { Layer } from '#shared/situation.ts';
import { ALARM_STATUSES, ALARM_VERDICTS } from '#shared/subject/alarm.ts';
import type { Class } from '#shared/subject/subject.ts';
import { CLASSES } from '../access/view.ts';

/** The report in which most fields of a layer are said as they stand in the list. */
const SAID_IN: { readonly [L in Layer]?: Kind } = {
  cases: 'case.reported',
  contacts: 'contact.reported',
  transfers: 'transfer.requested',
  disinfections: 'disinfection.due',
  checkpoints: 'checkpoint.registered',
  sites: 'site.registered',
  duties: 'duty.changed',
  areas: 'area.registered',
  roads: 'road.registered',
  gates: 'gate.registered',
  tasks: 'task.assigned',
  teams: 'team.registered',
  rounds: 'round.opened',
  alarms: 'alarm.raised',
  sources: 'source.registered',
};

/** What is true of an entity only now and stands in no report. */
const STANDING: { readonly [L in Layer]?: TProperties } = {
  sources: {
    state: Type.Optional(Type.Enum(['ok', 'silent', 'notConnected'])),
    lastHeard: Type.Optional(Type.Union([Time, Type.Null()])),
    silentSince: Type.Optional(Time),
  },
};

/** Fields that no report says, because they follow from several. */
const FOLLOWS: { readonly [L in Layer]?: TProperties } = {
  alarms: {
    status: Type.Enum([...ALARM_STATUSES], { description: 'raised: nobody has seen it; ended: it holds no longer' }),
    raisedAt: Time,
    endedAt: Time,
    acknowledgedAt: Time,
    acknowledgedBy: Type.String(),
    verdict: Type.Enum([...ALARM_VERDICTS], { description: 'of this episode, by the last person who gave one' }),
    verdictBy: Type.String(),
    earlier: Type.Record(Type.Enum([...ALARM_VERDICTS]), Type.Integer(), {
      description: 'how often each was said of its earlier episodes',
    }),
  },
};

const STAMP = {
  id: Type.String(),
  version: Type.Integer({ description: 'changes of this entity, from 1' }),
  observedAt: Time,
  recordedAt: Time,
  source: Type.String(),
};
const GEOMETRY = Type.Union([Type.Object({ type: Type.String() }), Type.Null()], {
  description: 'GeoJSON in WGS-84; null where the place is not known or not for this reader',
});
/** In the geometry of the feature, not among its properties. */
const PLACES: ReadonlySet<string> = new Set(['position', 'geometry']);

function propertiesOf(layer: Layer): TProperties {
  const kind = SAID_IN[layer];
  const said = (kind === undefined ? {} : REPORTS[kind].properties) as Readonly<Record<string, TSchema>>;
  const shown = Object.entries(CLASSES[layer] as Readonly<Record<string, Class>>).filter(
    ([name, seenBy]) => seenBy !== 'never' && !PLACES.has(name),
  );
  return Object.fromEntries(
    shown.map(([name, seenBy]) => {
      const schema = FOLLOWS[layer]?.[name] ?? said[name] ?? Type.Unknown();
      const words = (schema as { readonly description?: string }).description;
      const description = [words, `seen from ${seenBy}`].filter((part) => part !== undefined).join('; ');
      return [name, Type.Optional({ ...schema, description } as TSchema)];
    }),
  );
}

const featureOf = (layer: Layer) =>
  Type.Object(
    {
      type: Type.Literal('Feature'),
      id: Type.String(),
      geometry: GEOMETRY,
      properties: Type.Object({ ...STAMP, ...propertiesOf(layer), ...STANDING[layer] }),
    },
    { description: `one of ${layer}, as far as this reader may see it` },
  );

/** GET /api/<layer>: features in order of id; with `fields=id` their ids alone. */
export const listAnswer = (layer: Layer) => {
  const about = {
    total: Type.Integer({ description: 'rows that match, of which this is a part' }),
    seq: Type.Integer(),
  };
  return Type.Union([
    Type.Object({ type: Type.Literal('FeatureCollection'), features: Type.Array(featureOf(layer)), ...about }),
    Type.Object({ ids: Type.Array(Type.String()), ...about }, { description: 'where `fields=id` was asked for' }),
  ]);
};

/** GET /api/<layer>/:id: the feature, and what was said of it, the newest last. */
export const oneAnswer = (layer: Layer) =>
  Type.Object({
    ...featureOf(layer).properties,
    history: Type.Array(
      Type.Object({
        seq: Type.Integer(),
        kind: Type.String(),
        observedAt: Time,
        recordedAt: Time,
        actor: Type.String(),
        source: Type.Optional(Type.String()),
        opId: Type.Optional(Type.String({ description: 'of a report made on a phone, for those who mark it as seen' })),
        seenAt: Type.Optional(Time),
        data: Type.Optional(Type.Unknown()),
      }),
      { description: 'empty where it is not for this reader' },
    ),
    historyTotal: Type.Integer(),
  });
