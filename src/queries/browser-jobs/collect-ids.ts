import type { Client } from '@/api/client';
import { listCompletions } from '@/api/list-completions';
import type { Metadata } from '@/api/wire';
import type { Filter } from '#contract/filter';
import { isPlain, plainParams } from '@/lib/listing-params';

/** What a job is about to touch. Times in unix seconds. */
export type Collected = {
  ids: string[];
  oldest: number | null;
  newest: number | null;
  /** What the list says of them; an item without metadata is not told from one whose metadata the list leaves out. */
  metadata: ReadonlyMap<string, Metadata>;
};

const PAGE = 100;
/** What a browser can hold, and be trusted to work through. */
export const MOST_COLLECTED = 100_000;

/** The conditions that a server with OpenAI's API alone cannot be asked for: "all" would be more than is meant. */
export function beyondPlain(filters: readonly Filter[]): Filter[] {
  return filters.filter((filter) => !isPlain(filter, filters));
}

/** Walks every page that matches, oldest first: what goes meanwhile hides nothing, and what comes is counted too. */
export async function collectIds(
  client: Client,
  filters: Filter[],
  { signal, onPage }: { signal: AbortSignal; onPage: (collected: number) => void },
): Promise<Collected> {
  if (beyondPlain(filters).length > 0) throw new Error('the server cannot apply every condition');
  const { model, metadata } = plainParams({ filters, sort: 'created', order: 'asc' });
  const known = new Map<string, Metadata>();
  const collected: Collected = { ids: [], oldest: null, newest: null, metadata: known };
  const seen = new Set<string>();
  for (let after: string | undefined; ;) {
    const params = { model, metadata, order: 'asc', limit: PAGE, after } as const;
    const { data: page } = await listCompletions(client, params, { signal });
    for (const { id, created, metadata: said } of page.data) {
      if (seen.has(id)) continue;
      seen.add(id);
      if (said) known.set(id, said);
      collected.ids.push(id);
      if (created === null) continue;
      collected.oldest = Math.min(collected.oldest ?? created, created);
      collected.newest = Math.max(collected.newest ?? created, created);
    }
    onPage(collected.ids.length);
    after = page.data.at(-1)?.id;
    if (!page.has_more || after === undefined || collected.ids.length >= MOST_COLLECTED) {
      return { ...collected, ids: collected.ids.slice(0, MOST_COLLECTED) };
    }
  }
}
