import type { CallOptions, Client } from '@/api/client';
import { listMessages } from '@/api/list-messages';
import type { StoredMessage } from '@/api/wire';

/** Enough to reach over the tool calls and results between a question and its answer, most times. */
const RECENT = 10;

/** The request message that the completion answers: the last of the user's, else the last of all. */
export async function retrieveInputMessage(
  client: Client,
  id: string,
  options: CallOptions = {},
): Promise<StoredMessage | null> {
  const { data } = await listMessages(client, id, { limit: RECENT, order: 'desc' }, options);
  return asked(data.data);
}

/** The same of messages that are here already, oldest first. */
export function askedOf(messages: readonly StoredMessage[]): StoredMessage | null {
  return asked(messages.toReversed());
}

function asked(newestFirst: readonly StoredMessage[]): StoredMessage | null {
  return newestFirst.find(({ role }) => role === 'user') ?? newestFirst[0] ?? null;
}
