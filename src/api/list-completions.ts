import type { Answer } from '@/api/answer';
import type { CallOptions, Client } from '@/api/client';
import { asCompletion } from '@/api/stored-completion';
import { asPage, pageQuery } from '@/api/page';
import { requestJson } from '@/api/request';
import type { Completion, ListParams, Page } from '@/api/wire';

/**
 * Lists stored completions, a page at a time (`listChatCompletions`). They come without the messages of their
 * request. Say `order`: the server's default is oldest first.
 */
export function listCompletions(
  client: Client,
  params: ListParams = {},
  options: CallOptions = {},
): Promise<Answer<Page<Completion>>> {
  const query = pageQuery(params);
  const call = { method: 'GET', path: client.completionsPath, query, isRepeatable: true } as const;
  return requestJson(client, call, options, (value) => asPage(value, asCompletion, params.limit));
}
