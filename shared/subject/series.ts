// Daily series that a source counts for itself: confirmed under treatment, suspected, contacts under observation …
import type { Static } from 'typebox';
import { Day, Exact, Id, Measure, Text } from '../schema.ts';
import { applied, type Classes, type Folds, type Stamp } from './subject.ts';
import { put } from './upsert.ts';

const Counted = Exact({ series: Text(60), areaId: Id, date: Day, value: Measure });
export const seriesReports = { 'series.counted': Counted };

export type SeriesDay = Stamp & Static<typeof Counted>;
export const seriesClasses: Classes<SeriesDay> = { series: 'L0', areaId: 'L0', date: 'L0', value: 'L0' };

export const seriesFolds: Folds<typeof seriesReports> = {
  'series.counted': (_, { data }) => applied(put('series', `${data.series}|${data.areaId}|${data.date}`, data)),
};
