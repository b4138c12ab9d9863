// What an import's outcome is called at the terminal.
import type { ImportStatus } from '#shared/import.ts';

const REFUSED_SHOWN = 50;
const PREVIEW_SHOWN = 10;

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
// What a file says is printed at somebody's terminal: control characters would drive it.
const safe = (text: string) => text.replace(/\p{Cc}/gu, '�');

/** The summary, a line each: counts, failure, warnings, and for a dry run what the file seems to be. */
export function summary(status: ImportStatus): readonly string[] {
  const { dryRun, accepted, unchanged, refusedTotal, notOnMap, problem, warnings, detected, preview } = status;
  const lines: string[] = [];
  const verb = dryRun ? 'would be accepted' : 'accepted';
  const state = status.state === 'failed' ? 'FAILED' : dryRun ? 'dry run' : 'done';
  lines.push(
    `${state}: ${plural(status.rows, 'row')}, ${accepted} ${verb}, ${unchanged} unchanged, ${refusedTotal} refused`,
  );
  if (problem) {
    lines.push(`  reason: ${problem.code}: ${safe(problem.message)}`);
    lines.push(accepted > 0 ? '  rows accepted before the break stay' : '  nothing of the file was accepted');
  }
  if (notOnMap > 0) lines.push(`  ${plural(notOnMap, 'row')} without a place: kept and listed, not on the map`);
  if (status.newIds !== undefined) lines.push(`  ${status.newIds} new, ${status.knownIds ?? 0} known already`);
  for (const { code, message } of warnings) lines.push(`  warning ${code}: ${safe(message)}`);
  if (dryRun && detected) {
    lines.push(`  format ${detected.format}, columns ${safe(detected.columns.slice(0, 40).join(', '))}`);
    const offers = [...detected.encoding, ...detected.datum];
    for (const { value, confidence, why } of offers) lines.push(`  ${confidence}: ${value} (${safe(why)})`);
    lines.push(`  columns by name: ${safe(JSON.stringify(detected.mapping))}`);
  }
  for (const row of (preview ?? []).slice(0, PREVIEW_SHOWN)) {
    const place = row.position ? ` at ${row.position.join(', ')}` : '';
    const what = row.error ? `refused: ${row.error.message}` : JSON.stringify(row.data);
    lines.push(`  row ${row.row}: ${safe(row.id ?? '')}${place} ${safe(what.slice(0, 200))}`);
  }
  return lines;
}

/** Refused rows with their reasons; the rest by count, for they are all in refused.csv. */
export function refusedLines({ id, refused, refusedTotal }: ImportStatus): readonly string[] {
  const lines = refused.slice(0, REFUSED_SHOWN).map(({ row, line, field, code, reason }) => {
    const where = line === undefined ? `row ${row}` : `row ${row} (line ${line})`;
    return safe(`  ${where}${field === undefined ? '' : `, ${field}`}: ${code}: ${reason}`);
  });
  const rest = refusedTotal - lines.length;
  if (rest > 0)
    lines.push(`  and ${rest} more; all in /api/imports/${id}/refused.csv, or save them with --refused FILE`);
  return lines;
}
