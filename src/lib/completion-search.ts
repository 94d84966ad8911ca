import { type Filter, filterName, readFilters, type Sort, SORTS } from '#contract/filter';

/** What the completions table shows, as its URL says it; named as in the API. */
export type CompletionSearch = {
  /** All must match; several of one repeatable field: any of them. */
  filters: Filter[];
  sort: Sort;
  order: 'asc' | 'desc';
  /** Undefined: what is usual for the source. */
  limit?: number | undefined;
  after?: string | undefined;
  /** `last` is the last page. */
  before?: string | undefined;
  /** The completion that is shown beside the table. */
  peek?: string | undefined;
  /** What the table cannot make use of; kept in the URL, and shown. */
  unknown: [name: string, value: string][];
};

/** The part that decides which rows are on the page. */
export type CompletionListing = Omit<CompletionSearch, 'unknown' | 'peek'> & {
  /** The completion that the page is to begin with, in place of a cursor; where a server has that. */
  from?: string | undefined;
};

export const LARGEST_LIMIT = 1000;

/** Every completion, newest first. */
export const EVERYTHING: CompletionSearch = {
  filters: [],
  sort: 'created',
  order: 'desc',
  unknown: [],
};

export function parseCompletionSearch(params: URLSearchParams): CompletionSearch {
  const search = { ...EVERYTHING };
  const seen = new Set<string>();
  const others = [...params].filter(([name, value]) => !readOption(search, seen, name, value));
  const { filters, unread } = readFilters(others);
  return { ...search, filters, unknown: unread.map(({ name, value }) => [name, value]) };
}

/** The query string of a search, defaults left out, readable: only what must be encoded is. */
export function completionSearchText(search: CompletionSearch): string {
  const { filters, sort, order, limit, after, before, peek, unknown } = search;
  const fields = filters.map((filter): [string, string] => [filterName(filter), filter.value]);
  if (sort !== 'created') fields.push(['sort', sort]);
  if (order !== 'desc') fields.push(['order', order]);
  if (limit !== undefined) fields.push(['limit', String(limit)]);
  if (after !== undefined) fields.push(['after', after]);
  if (before !== undefined) fields.push(['before', before]);
  if (peek !== undefined) fields.push(['peek', peek]);
  return [...fields, ...unknown]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

/** What texts are searched for; empty for nothing. */
export function textOf({ filters }: CompletionSearch): string {
  return filters.find(({ field }) => field === 'q')?.value ?? '';
}

/** The query string of all completions that match a filter. */
export function filterText(filter: Filter): string {
  return completionSearchText({ ...EVERYTHING, filters: [filter] });
}

export function listingOf(search: CompletionSearch): CompletionListing {
  const { filters, sort, order, limit, after, before } = search;
  return { filters, sort, order, limit, after, before };
}

function readOption(
  search: CompletionSearch,
  seen: Set<string>,
  name: string,
  value: string,
): boolean {
  if (value === '' || seen.has(name)) return false;
  const isSort = name === 'sort' && SORTS.some((sort) => sort === value);
  const isOrder = name === 'order' && (value === 'asc' || value === 'desc');
  const isLimit =
    name === 'limit' && /^[1-9]\d{0,3}$/.test(value) && Number(value) <= LARGEST_LIMIT;
  const isText = name === 'after' || name === 'before' || name === 'peek';
  if (!isSort && !isOrder && !isLimit && !isText) return false;
  seen.add(name);
  Object.assign(search, { [name]: isLimit ? Number(value) : value });
  return true;
}

/** Colons, slashes, commas, at-signs and brackets mean nothing within a query, and are easier on the eye. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /%(3A|2F|2C|40|5B|5D)/g,
    (code) => decodeURIComponent(code),
  );
}
