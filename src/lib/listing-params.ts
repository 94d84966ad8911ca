import { type Filter, filterName, filterPairs } from '#contract/filter';
import { type CompletionListing, LARGEST_LIMIT } from '@/lib/completion-search';

/** Page sizes: the API that all servers have allows a hundred rows. */
export const TABLE_SIZES = { usual: 50, sizes: [50, 100, 250, 500, LARGEST_LIMIT] };
export const PLAIN_SIZES = { usual: 20, sizes: [20, 50, 100] };
const LARGEST_PLAIN = 100;

/** What this server's own list has to be asked for; relative times are told as of `now`, in milliseconds. */
export function tableParams({ filters, limit, ...rest }: CompletionListing, now = Date.now()) {
  return {
    ...rest,
    filters: filterPairs(filters, now),
    limit: limit ?? TABLE_SIZES.usual,
  };
}

/** What a server with OpenAI's API alone can be asked for: one model, and pairs that must be there. */
export function plainParams({ filters, limit, order, after, before }: CompletionListing) {
  const usable = filters.filter((filter) => isPlain(filter, filters));
  const pairs = usable.filter(({ field }) => field === 'metadata');
  return {
    model: usable.find(({ field }) => field === 'model')?.value,
    metadata: Object.fromEntries(pairs.map(({ key = '', value }) => [key, value])),
    order,
    limit: Math.min(limit ?? PLAIN_SIZES.usual, LARGEST_PLAIN),
    after,
    before,
  };
}

/** Whether OpenAI's API has this filter; of several models, or values of one key, it takes the first. */
export function isPlain(filter: Filter, all: readonly Filter[]): boolean {
  if (filter.field !== 'model' && filter.field !== 'metadata') return false;
  return filter === all.find((other) => filterName(other) === filterName(filter));
}
