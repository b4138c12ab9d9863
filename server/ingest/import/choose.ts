// Which of a file's layers or sheets is meant: the one that was named, or the only one there is.
import { problem } from '#shared/errors.ts';
import { ImportFailure } from './row.ts';

/** @throws ImportFailure naming what there is to choose from */
export function chooseObject(names: readonly string[], wanted: string | undefined, what: string): string {
  const [only] = names;
  if (only === undefined) throw new ImportFailure(problem('unsupported-format', `there is no ${what} in the file`));
  const chosen = wanted ?? (names.length === 1 ? only : undefined);
  if (chosen !== undefined && names.includes(chosen)) return chosen;
  const some = `${names.slice(0, 40).join(', ')}${names.length > 40 ? ' …' : ''}`;
  throw new ImportFailure(problem('unsupported-format', `name one with \`object\`: the file has ${some}`, 'object'));
}
