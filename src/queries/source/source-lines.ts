import { ApiError } from '@/api/api-error';
import type { CallOptions, Client } from '@/api/client';
import type { CompletionAnswer } from '@/api/completion-answer';
import { listAllMessages, messagesBeside } from '@/api/list-messages';
import { retrieveCompletion } from '@/api/retrieve-completion';
import { jsonLine } from '#contract/json-lines';
import { memberTexts } from '#contract/json-members';
import { appendedCount } from '#contract/message/appended';
import { askedMessage } from '#contract/message/asked-message';

/** A completion of a server with OpenAI's API alone as a line of a file that an import reads back: to the digit, with the messages that it answers. */
export async function recordLine(
  client: Client,
  { data, raw, choices }: CompletionAnswer,
  options: CallOptions,
): Promise<string> {
  const listed = messagesBeside(data) ?? (await listAllMessages(client, data.id, options));
  const asked = listed.slice(0, listed.length - appendedCount(listed, choices)).map(askedMessage);
  const members = memberTexts(raw);
  members.delete('input_messages');
  if (data.metadata) members.set('metadata', JSON.stringify(data.metadata));
  members.set('messages', JSON.stringify(asked));
  const texts = [...members].map(([name, text]) => `${JSON.stringify(name)}:${text}`);
  return `${jsonLine(`{${texts.join(',')}}`)}\n`;
}

/** The line of an id; null where the source has none of it any more. */
export async function lineOf(
  client: Client,
  id: string,
  options: CallOptions,
): Promise<string | null> {
  try {
    return await recordLine(client, await retrieveCompletion(client, id, options), options);
  } catch (error) {
    if (error instanceof ApiError && error.isNotFound) return null;
    throw error;
  }
}
