// In which order the parts of a value are read, and which of them a reader of one language does without. Pure.
import type { Language } from '#shared/terms/term.ts';
import { instant, isTime } from '#shared/time.ts';

type Part = readonly [name: string, value: unknown];

/**
 * Moments stand in the order in which they came, whatever order the source told them in or the work was planned in.
 * @param order of names, for what happened at the same moment, and for what is no moment
 */
export function inOrder(parts: readonly Part[], order: readonly string[] = []): Part[] {
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  const when = (value: unknown) => (typeof value === 'string' && isTime(value) ? instant(value) : undefined);
  return [...parts].sort(([a, said], [b, other]) => {
    const [first, second] = [when(said), when(other)];
    if (first !== undefined && second !== undefined && first !== second) return first - second;
    return place(a) - place(b);
  });
}

/** Said in both languages; a name is not among them: what stands on a door is worth reading in the other one too. */
const TWICE: readonly string[] = ['address', 'road'];

/** Fields that say again, in the other language, what this reader has in his own. */
export function otherLanguage(fields: readonly string[], language: Language): ReadonlySet<string> {
  return new Set(TWICE.map((name) => (language === 'en' && fields.includes(`${name}En`) ? name : `${name}En`)));
}

/** The name by which a field is known to who reads only one of both. */
export const plainField = (field: string): string => {
  const plain = field.replace(/En$/, '');
  return TWICE.includes(plain) ? plain : field;
};
