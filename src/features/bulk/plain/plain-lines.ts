import type { CallOptions, Client } from '@/api/client';
import type { CompletionAnswer } from '@/api/completion-answer';
import { listAllMessages, messagesBeside } from '@/api/list-messages';
import { retrieveCompletion } from '@/api/retrieve-completion';
import { CSV_MARK, csvLine } from '#contract/csv';
import { jsonLine } from '#contract/json-lines';
import { memberTexts } from '#contract/json-members';
import { askedMessage } from '#contract/message/asked-message';
import { textOf } from '#contract/message/read-message';
import { requestMessages } from '@/components/message/request-messages';

export type PlainFormat = 'jsonl' | 'csv';

export const CSV_HEAD =
  CSV_MARK +
  csvLine([
    'id',
    'created',
    'model',
    'output',
    'prompt_tokens',
    'completion_tokens',
    'finish_reason',
    'metadata',
  ]);

/** One completion as a line of a file, read from a server with OpenAI's API alone. */
export async function plainLine(
  client: Client,
  id: string,
  format: PlainFormat,
  options: CallOptions,
): Promise<string> {
  const answer = await retrieveCompletion(client, id, options);
  return format === 'csv' ? tableLine(answer) : recordLine(client, answer, options);
}

/** The completion to the digit, with the messages that it answers: what an import reads back. */
async function recordLine(
  client: Client,
  { data, raw, choices }: CompletionAnswer,
  options: CallOptions,
): Promise<string> {
  const messages = messagesBeside(data) ?? (await listAllMessages(client, data.id, options));
  const asked = requestMessages(messages, choices).map(askedMessage);
  const members = memberTexts(raw);
  members.delete('input_messages');
  members.set('messages', JSON.stringify(asked));
  const texts = [...members].map(([name, text]) => `${JSON.stringify(name)}:${text}`);
  return `${jsonLine(`{${texts.join(',')}}`)}\n`;
}

function tableLine({ data, text, choice, usage }: CompletionAnswer): string {
  return csvLine([
    data.id,
    data.created === null ? '' : new Date(data.created * 1_000).toISOString(),
    data.model,
    choice ? text || textOf(choice.message) : '',
    usage?.prompt_tokens ?? null,
    usage?.completion_tokens ?? null,
    choice?.finish_reason ?? null,
    JSON.stringify(data.metadata ?? {}),
  ]);
}
