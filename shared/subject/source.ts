// Sources and the incident clock: what the figures come from, and in whose time.
import type { Static } from 'typebox';
import * as Type from 'typebox/type';
import { problem } from '../errors.ts';
import { Exact, Id, Maybe, Measure, Text, Time } from '../schema.ts';
import { applied, type Classes, type Folds, refused, type Stamp } from './subject.ts';
import { type Kept, put, registered } from './upsert.ts';

const Registered = Exact({
  id: Id,
  name: Text(),
  nameEn: Maybe(Text()),
  layers: Type.Array(Text(40), { maxItems: 40 }),
  /** after twice this many seconds without a word the source is silent, and named */
  everySeconds: Measure,
});
/** origin: incident time at the wall instant startedAt; rate: incident seconds per wall second. */
const Started = Exact({ origin: Time, rate: Type.Number({ minimum: 0, maximum: 3600 }), startedAt: Time });

export const sourceReports = { 'source.registered': Registered, 'clock.started': Started };

export type Source = Stamp & Omit<Static<typeof Registered>, 'id'> & Kept;
export const sourceClasses: Classes<Source> = {
  name: 'L0',
  nameEn: 'L0',
  layers: 'L0',
  everySeconds: 'L0',
  fieldVersions: 'never',
};

export type Clock = Stamp & Static<typeof Started>;
export const clockClasses: Classes<Clock> = { origin: 'L0', rate: 'L0', startedAt: 'L0' };

export const sourceFolds: Folds<typeof sourceReports> = {
  'source.registered': (situation, { data }) => registered(situation, 'sources', data),
  'clock.started': (situation, { data }) =>
    situation.get('clock', 'incident') === undefined
      ? applied(put('clock', 'incident', data))
      : refused(
          problem(
            'incident-clock',
            'this log has an incident clock already; a log tells one story in one time',
            'data',
          ),
        ),
};
