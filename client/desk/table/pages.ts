// A long list, page by page, of one moment: pages of different moments would leave a row out, or name one twice. Pure.
import { ok, type Result } from '#shared/result.ts';

/** One page, and how many rows there are in all. */
export type Page<Row> = { readonly rows: readonly Row[]; readonly total: number };

/**
 * Asks for page after page until all are there.
 * @param ask the rows from an offset on
 * @param told the rows so far, after each page; answers whether the rest is still wanted
 * @returns all rows in order, each id once; the first failure, or what was read when nobody wanted more
 */
export async function readPages<Row extends { readonly id: string }, Failure>(
  ask: (offset: number) => Promise<Result<Page<Row>, Failure>>,
  told: (so: Page<Row>) => boolean,
): Promise<Result<Page<Row>, Failure>> {
  const rows = new Map<string, Row>();
  for (let offset = 0; ; ) {
    const page = await ask(offset);
    if (!page.ok) return page;
    for (const row of page.value.rows) rows.set(row.id, row);
    offset += page.value.rows.length;
    const { total } = page.value;
    const so = { rows: [...rows.values()], total };
    if (page.value.rows.length === 0 || offset >= total || !told(so)) return ok(so);
  }
}
