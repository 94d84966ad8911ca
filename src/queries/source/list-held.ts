import type { CallOptions } from '@/api/client';
import { clientFor, type Connection, LOCAL_CONNECTION } from '@/api/connection';
import { listPage, type PageParams } from '@/api/list-page';
import type { CompletionSummary } from '@/api/completion-summary';
import type { CompletionPage } from '@/api/list-table';
import type { Metadata } from '#contract/metadata';
import { plainParams } from '@/lib/listing-params';
import type { CompletionListing } from '@/lib/completion-search';
import { goneFrom } from '@/queries/source/delete-from';
import { isIgnored } from '@/queries/source/filter-trust';
import { readMetadata } from '@/queries/source/read-metadata';
import { rowHolds } from '@/queries/source/matching-rows';

/**
 * A page of a server that has OpenAI's API alone, its rows held against the filter. What does not match is left out and
 * counted, except where the server ignores the filter altogether: then it shows what it lists, and the table says so.
 */
export async function listHeld(
  connection: Connection,
  listing: CompletionListing,
  options: CallOptions,
): Promise<CompletionPage> {
  const params: PageParams = plainParams(listing);
  const page = await listPage(clientFor(connection), params, options);
  // What was brought back here under its id is listed again.
  const gone = connection.id === LOCAL_CONNECTION.id ? null : goneFrom(connection);
  const asked = params.metadata ?? {};
  const rows = await withMetadata(
    connection,
    page.rows.filter(({ id }) => !gone?.has(id)),
    asked,
    options,
  );
  const matching = rows.filter((row) => rowHolds(row, asked) === 'yes');
  const strays = rows.length - matching.length;
  if (strays === 0 || (await isIgnoredSurely(connection, options))) return { ...page, rows };
  return { ...page, rows: matching, strays };
}

/** Rows that are listed without the metadata that were asked for get theirs first. */
async function withMetadata(
  connection: Connection,
  rows: readonly CompletionSummary[],
  asked: Metadata,
  options: CallOptions,
): Promise<CompletionSummary[]> {
  const unknown = rows.filter((row) => rowHolds(row, asked) === 'unknown').map(({ id }) => id);
  if (unknown.length === 0) return [...rows];
  const read = await readMetadata(clientFor(connection), unknown, options);
  return rows.map((row) => {
    const metadata = read.get(row.id);
    if (!metadata || !row.completion) return row;
    return { ...row, metadata, completion: { ...row.completion, metadata } };
  });
}

async function isIgnoredSurely(connection: Connection, { signal }: CallOptions): Promise<boolean> {
  try {
    return await isIgnored(connection, 'metadata', signal);
  } catch {
    signal?.throwIfAborted();
    // Nobody knows: what does not match is not shown as if it did.
    return false;
  }
}
