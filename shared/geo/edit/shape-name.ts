// What a feature of somebody's file is called: the columns in which people write a name. Pure.
const COLUMNS = ['name', 'Name', 'NAME', '名称', 'title'] as const;
/** As long as the name of a draft may be. */
const LONGEST = 80;

/** @param properties as the file has them @returns '' where none of the columns holds a text */
export function nameOfFeature(properties: unknown): string {
  if (typeof properties !== 'object' || properties === null) return '';
  const found = COLUMNS.map((column) => (properties as Readonly<Record<string, unknown>>)[column]).find(
    (text) => typeof text === 'string' && text.trim() !== '',
  );
  return typeof found === 'string' ? found.trim().slice(0, LONGEST) : '';
}
