import type { QueryClient } from '@tanstack/react-query';
import type { CompletionAnswer } from '@/api/completion-answer';
import { clientFor, type Connection, LOCAL_CONNECTION } from '@/api/connection';
import { listAllMessages, messagesBeside } from '@/api/list-messages';
import type { CompletionPage } from '@/api/list-table';
import { askedOf, retrieveInputMessage } from '@/api/retrieve-input-message';
import type { Completion, StoredMessage } from '@/api/wire';
import { createLimiter } from '@/lib/create-limiter';
import { completionClient } from '@/queries/completion-client';

/** The Input column asks once a row: more at a time would hold up what the reader waits for. */
const limitInputs = createLimiter(3);

type Asked = { connection: Connection; cache: QueryClient; id: string; signal: AbortSignal };

/** All messages of a request; those that came with the completion itself are not asked for. */
export async function messagesOf({
  connection,
  cache,
  id,
  signal,
}: Asked): Promise<StoredMessage[]> {
  const client = await completionClient(connection, cache);
  return beside(cache, connection, id) ?? listAllMessages(client, id, { signal });
}

/** The message that a completion answers; waits for its turn. */
export async function inputOf({
  connection,
  cache,
  id,
  signal,
}: Asked): Promise<StoredMessage | null> {
  const known = listedAs(cache, keyOf(connection), id);
  const messages = known && messagesBeside(known);
  if (messages) return askedOf(messages);
  const client = clientFor(connection);
  return limitInputs(() => retrieveInputMessage(client, id, { signal }), signal);
}

function keyOf({ id, baseUrl }: Connection): readonly unknown[] {
  return ['completions', id, baseUrl];
}

/** The completion as a list of another server has it, if one is here. */
function listedAs(cache: QueryClient, key: readonly unknown[], id: string): Completion | null {
  const pages = cache.getQueriesData<CompletionPage>({ queryKey: [...key, 'list'] });
  const rows = pages.flatMap(([, page]) => page?.rows ?? []);
  return rows.find((row) => row.id === id)?.completion ?? null;
}

/** The messages that come with the completion itself: some other servers have them there. */
function beside(cache: QueryClient, source: Connection, id: string): StoredMessage[] | null {
  if (source.id === LOCAL_CONNECTION.id) return null;
  const detail = cache.getQueryData<CompletionAnswer>([...keyOf(source), 'detail', id]);
  const completion = detail?.data ?? listedAs(cache, keyOf(source), id);
  return completion && messagesBeside(completion);
}
