import { inputMessages } from '#contract/message/input-messages';
import type { Answer } from '@/api/answer';
import type { CallOptions, Client } from '@/api/client';
import { completionPath } from '@/api/completion-path';
import { asPage, pageQuery } from '@/api/page';
import { requestJson } from '@/api/request';
import type { Completion, ListMessagesParams, Page, StoredMessage } from '@/api/wire';
import { asRecord } from '@/lib/as-record';

const LONGEST_PAGE = 100;

/** Lists the messages of a stored completion's request, a page at a time (`getChatCompletionMessages`). */
export function listMessages(
  client: Client,
  id: string,
  params: ListMessagesParams = {},
  options: CallOptions = {},
): Promise<Answer<Page<StoredMessage>>> {
  const path = `${completionPath(client, id)}/messages`;
  const call = { method: 'GET', path, query: pageQuery(params), isRepeatable: true } as const;
  return requestJson(client, call, options, (value) => asPage(value, asMessage, params.limit));
}

/** All messages of the request, oldest first, however many pages they take. */
export async function listAllMessages(
  client: Client,
  id: string,
  options: CallOptions = {},
): Promise<StoredMessage[]> {
  const messages = new Map<string, StoredMessage>();
  let after: string | undefined;
  for (;;) {
    const params = { after, limit: LONGEST_PAGE, order: 'asc' } as const;
    const { data: page } = await listMessages(client, id, params, options);
    const known = messages.size;
    for (const [index, message] of page.data.entries()) {
      messages.set(message.id || `${known + index}`, message);
    }
    after = page.last_id ?? page.data.at(-1)?.id;
    // A server that ignores `after` sends the same page for ever: then nothing new came.
    if (!page.has_more || !after || messages.size === known) return [...messages.values()];
  }
}

/** The messages that a completion has with it, so that nobody has to ask for them; null where it has none. */
export function messagesBeside(completion: Completion): StoredMessage[] | null {
  return (
    inputMessages(completion)
      ?.map(asMessage)
      .filter((message) => message !== null) ?? null
  );
}

/** A request message as any server lists it; null when it is no object. */
export function asMessage(value: unknown): StoredMessage | null {
  const message = asRecord(value);
  if (!message) return null;
  const { id, role } = message;
  // Servers leave ids out, and keep what they were sent: all other members are read with care by the views.
  return {
    ...message,
    id: typeof id === 'string' ? id : '',
    role: typeof role === 'string' ? role : '',
  } as StoredMessage;
}
