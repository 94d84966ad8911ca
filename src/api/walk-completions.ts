import { bringsNothingNew, doesNotPage } from '#contract/source/paging';
import { ApiError } from '@/api/api-error';
import type { CallOptions, Client } from '@/api/client';
import { listCompletions } from '@/api/list-completions';
import { freshOf } from '@/api/list-page';
import type { Completion, ListParams } from '@/api/wire';

const PAGE = 100;

/**
 * Walks a list to its end, oldest first, each completion once: what goes meanwhile hides nothing. Throws where a page
 * that should be the next one brings nothing new, as of a server that does not page.
 */
export async function* walkCompletions(
  client: Client,
  params: Pick<ListParams, 'model' | 'metadata'>,
  options: CallOptions = {},
): AsyncGenerator<Completion[]> {
  const seen = new Set<string>();
  for (let after: string | undefined; ;) {
    const asked = { ...params, order: 'asc', limit: PAGE, after } as const;
    const { data: page } = await listCompletions(client, asked, options);
    const ids = page.data.map(({ id }) => id);
    if (bringsNothingNew(ids, seen)) {
      throw new ApiError({ kind: 'invalid_response', message: doesNotPage() });
    }
    yield freshOf(page.data, seen);
    for (const id of ids) seen.add(id);
    after = ids.at(-1);
    if (!page.has_more || after === undefined) return;
  }
}
