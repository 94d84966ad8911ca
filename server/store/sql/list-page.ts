import { type CompletionRow, rowColumns, toStoredCompletion } from '../columns';
import type { ListQuery, Page } from '../listing';

/** Of parameters and answers; a page of more ends sooner, but not before its first row. */
const MOST_BYTES = 32 * 1024 * 1024;

/** What {@link pageSql} takes for the size of a row. Neither database reads the texts for it. */
export const SIZE = 'octet_length(c.request) + octet_length(c.body)';

/** `sized`: a statement for positions `k` and sizes in their order, of one row more than the page has. */
export const pageSql = (sized: string, { order, limit }: Pick<ListQuery, 'order' | 'limit'>) =>
  `WITH page AS MATERIALIZED (${sized}),
    summed AS (SELECT k, row_number() OVER places AS place, sum(size) OVER places AS bytes
      FROM page WINDOW places AS (ORDER BY k ${order}))
    SELECT ${rowColumns.map((column) => `c.${column}`).join(', ')}, (SELECT count(*) FROM page) AS found
    FROM summed CROSS JOIN chatkeep.completions c
    WHERE c.k = summed.k AND place <= ${limit} AND (place = 1 OR bytes <= ${MOST_BYTES})
    ORDER BY c.k ${order}`;

export type PageRow = CompletionRow & { found: number };

export function pageOf(rows: readonly PageRow[]): Page {
  return { rows: rows.map(toStoredCompletion), hasMore: (rows[0]?.found ?? 0) > rows.length };
}
