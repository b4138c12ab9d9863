// Counts by chance: the Poisson distribution, for what an alarm is compared with.
import type { Draws } from '../draws.ts';

/** One draw with mean λ: inversion (Devroye 1986, X.3), in pieces where e^-λ would be too small to be a number. */
export function poisson(mean: number, draws: Draws): number {
  let left = mean;
  let count = 0;
  while (left > 0) {
    const part = Math.min(left, 30);
    left -= part;
    let p = Math.exp(-part);
    let u = draws.next() - p;
    let k = 0;
    while (u > 0 && k < 1_000) {
      k += 1;
      p *= part / k;
      u -= p;
    }
    count += k;
  }
  return count;
}

/** Probabilities of 0, 1, … until what is left is below 1e-12. */
export function poissonTable(mean: number): number[] {
  const table: number[] = [];
  let [k, sum] = [0, 0];
  while ((sum < 1 - 1e-12 || k < mean) && k < 10_000) {
    const p = Math.exp(k * Math.log(mean) - mean - logFactorial(k));
    table.push(p);
    sum += p;
    k += 1;
  }
  return table;
}

const logs: number[] = [0];
function logFactorial(n: number): number {
  for (let i = logs.length; i <= n; i += 1) logs.push(logs[i - 1]! + Math.log(i));
  return logs[n]!;
}
