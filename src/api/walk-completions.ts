import { DOES_NOT_PAGE } from '#contract/source/paging';
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
    const fresh = freshOf(page.data, seen);
    if (page.data.length > 0 && fresh.length === 0) {
      throw new ApiError({ kind: 'invalid_response', message: DOES_NOT_PAGE });
    }
    for (const { id } of fresh) seen.add(id);
    yield fresh;
    after = page.data.at(-1)?.id;
    if (!page.has_more || after === undefined) return;
  }
}
