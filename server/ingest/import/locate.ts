// Rows of a case list that have an address and no place: the place that the address means, where there is no doubt.
// What a row is (its identity) does not change by it: the same list imported again is the same reports.
import type { AddressMatch } from '#shared/domain/address/match.ts';
import type { MappedRow } from './messages.ts';

type Good = Extract<MappedRow, { readonly problem?: undefined }>;

/** Whether a row is one to look up. */
export const isLocatable = ({ report, position }: Good): boolean =>
  position === undefined && typeof report.data['address'] === 'string' && report.data['matchLevel'] === undefined;

/** @returns the row with place, ring and level in WGS-84; as it was where the address is in doubt */
export function located(row: Good, { isSure, candidates }: AddressMatch): Good {
  const [best] = candidates;
  if (!isSure || best?.position === undefined) return row;
  const { position, accuracy, level } = best;
  const data = { ...row.report.data, position, ...(accuracy === undefined ? {} : { accuracy }), matchLevel: level };
  return { ...row, position, report: { ...row.report, datum: 'WGS-84', data } };
}
