import { hasMore } from '#contract/source/paging';
import type { ListParams, Page } from '@/api/wire';
import { asRecord } from '@/lib/as-record';

/** Of a list that is asked for without a limit. */
const USUAL_LIMIT = 20;

/**
 * Reads a cursor page, leniently: servers leave out members, or send null for an empty list. An item that cannot be
 * read (`asItem` gives null) is left out and counted: it must not take the others with it. `limit` is what was asked
 * for: a full page of a server that does not say whether there is more is asked on.
 */
export function asPage<Item>(
  value: unknown,
  asItem: (item: unknown) => Item | null,
  limit = USUAL_LIMIT,
): Page<Item> | null {
  const page = asRecord(value);
  const items = page?.data === null ? [] : page?.data;
  if (!page || !Array.isArray(items)) return null;
  const data = items.map(asItem).filter((item) => item !== null);
  return {
    object: 'list',
    data,
    first_id: textOrNull(page.first_id),
    last_id: textOrNull(page.last_id),
    // An empty page that promises more would be asked for again for ever.
    has_more: hasMore(page.has_more, items.length, limit) && data.length > 0,
    left_out: items.length - data.length,
  };
}

/** The query of a list call; a filter's key is encoded whatever it holds. */
export function pageQuery({ after, limit, order, model, metadata }: ListParams): URLSearchParams {
  const query = new URLSearchParams();
  if (after !== undefined) query.set('after', after);
  if (limit !== undefined) query.set('limit', String(limit));
  if (order !== undefined) query.set('order', order);
  if (model !== undefined) query.set('model', model);
  for (const [key, value] of Object.entries(metadata ?? {})) query.set(`metadata[${key}]`, value);
  return query;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
