import type { CallOptions, Client } from '@/api/client';
import { type CompletionAnswer, completionAnswer } from '@/api/completion-answer';
import { completionPath } from '@/api/completion-path';
import { asExchange } from '@/api/exchange';
import { requestJson } from '@/api/request';

/** Gets a stored completion (`getChatCompletion`); 404 when there is none of that id. */
export async function retrieveCompletion(
  client: Client,
  id: string,
  options: CallOptions = {},
): Promise<CompletionAnswer> {
  const call = { method: 'GET', path: completionPath(client, id), isRepeatable: true } as const;
  return completionAnswer(await requestJson(client, call, options, asExchange));
}
