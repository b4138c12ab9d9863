// What a hand that rests on a community is told: how many of how many, as of when, and whether that is the last word.
import { coveragePercent } from '#shared/domain/rate.ts';
import type { Situation } from '#shared/situation.ts';
import type { Language } from '#shared/terms/term.ts';
import type { RoundCoverage } from '../layers/coverage.ts';
import { clockTime, number } from '../ui/format.ts';
import { nameIn } from '../ui/name-in.ts';
import type { Description } from './describe.ts';
import { wordsOf } from './words.ts';

/** @returns undefined where the engine has not told of this area */
export function describeCoverage(
  copy: Situation,
  { areas, step, asOf, isProvisional }: RoundCoverage,
  id: string,
  language: Language,
): Description | undefined {
  const told = areas.get(id);
  if (told === undefined) return undefined;
  const words = wordsOf(language);
  const area = copy.get('areas', id);
  const [due, done] = [told.due, told[step]];
  const title = (area === undefined ? undefined : nameIn(area, language)) ?? id;
  if (due === null || done === null) return { title, detail: `${words.coverageDone[step]} ${words.unheard}` };
  const parts = [
    `${words.coverageDone[step]} ${coveragePercent(done, due) ?? ''}`.trim(),
    `${number(done)} / ${number(due)}`,
    asOf === null ? '' : `${words.asOf} ${clockTime(asOf).slice(0, 5)}`,
    isProvisional ? words.provisional : '',
  ];
  return { title, detail: parts.filter((part) => part !== '').join(' · ') };
}
