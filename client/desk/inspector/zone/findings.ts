// One condition of a release in words: what it asks for, and what there is. Pure.
import { shortTime } from '../../../ui/format.ts';
import type { T } from '../../../ui/span.ts';
import type { FindingShown } from './answers.ts';

const numberOf = (from: unknown, name: string): number | undefined => {
  const value = (from as Readonly<Record<string, unknown>> | null)?.[name];
  return typeof value === 'number' ? value : undefined;
};
const percent = (share: unknown): string =>
  typeof share === 'number' ? `${(Math.floor(share * 1000) / 10).toFixed(1)}%` : '?';

/** What is known beside what is wanted; nothing where the condition is a person's to judge. */
export function findingText({ predicate, state, have, need, at }: FindingShown, t: T): string {
  const then = at === undefined || state === 'met' ? '' : ` · ${t('engine.finding.at', { time: shortTime(at) })}`;
  return said({ predicate, state, have, need }, t) + then;
}

function said({ predicate, state, have, need }: FindingShown, t: T): string {
  if (state === 'needsPerson' && have === null) return '';
  if (predicate === 'fullRound') {
    const [resulted, due] = [numberOf(have, 'resulted'), numberOf(have, 'due')];
    if (resulted !== undefined && due !== undefined)
      return t('engine.finding.round', { resulted, due, positive: numberOf(have, 'positive') ?? '?' });
    const onDay = numberOf(need, 'onDay');
    return onDay === undefined ? t('engine.finding.unknown') : t('engine.finding.onDay', { n: onDay });
  }
  if (typeof need === 'number')
    return typeof have === 'number'
      ? t('engine.finding.days', { have, need })
      : t('engine.finding.daysUnknown', { need });
  if (Array.isArray(have))
    return t('engine.finding.share', { have: have.map(percent).join(' / '), need: percent(numberOf(need, 'gte')) });
  const [done, due] = [numberOf(have, 'done'), numberOf(have, 'due')];
  if (done !== undefined && due !== undefined) return t('engine.finding.done', { done, due });
  return typeof have === 'number' ? t('engine.finding.count', { have }) : t('engine.finding.unknown');
}
