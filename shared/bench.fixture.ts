// What every bench shares: medians, quantiles, one table, and how busy the machine was, without which no figure means anything.
import { availableParallelism, loadavg } from 'node:os';

/** @param q between 0 and 1 */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Three digits say all that a bench knows. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return '-';
  if (Math.abs(value) >= 1_000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

export const ratio = (ours: number, alternative: number): string => `${short(ours / alternative)}x`;

/** The first column is words, the others figures. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('   ');
  console.log([line(head), widths.map((width) => '-'.repeat(width)).join('   '), ...rows.map(line)].join('\n'));
  const [minute = 0] = loadavg();
  console.log(`load ${minute.toFixed(1)} on ${availableParallelism()} cores, Node ${process.versions.node}`);
}
