// KML 2.2: one folder, fields as ExtendedData. Coordinates are WGS-84, because KML has no other.
import { writeFile } from 'node:fs/promises';
import { foldersToKML } from '@placemarkio/tokml';
import type { Table } from './table.ts';

// XML 1.0 has no way to write these, escaped or not.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const clean = (text: string): string => text.replace(UNWRITABLE, '\ufffd').toWellFormed();

export async function writeKml(path: string, table: Table): Promise<void> {
  const children = table.rows.map(({ cells, geometry }) => {
    const properties: Record<string, string> = {};
    for (const [i, { name }] of table.columns.entries()) {
      const cell = cells[i];
      if (cell !== null && cell !== undefined) properties[clean(name)] = clean(String(cell));
    }
    return { type: 'Feature' as const, properties, geometry };
  });
  const description = table.notes.map(([name, text]) => `${name}: ${text}`).join('\n');
  const meta = { name: clean(table.title), description: clean(description) };
  await writeFile(path, foldersToKML({ type: 'root', children: [{ type: 'folder', meta, children }] }), {
    mode: 0o600,
  });
}
