import { ApiError } from '@/api/api-error';
import type { CallOptions, Client } from '@/api/client';
import { type CompletionAnswer, completionAnswer } from '@/api/completion-answer';
import { completionPath } from '@/api/completion-path';
import { asStoredCompletion } from '@/api/stored-completion';
import { requestJson } from '@/api/request';
import { isUnknownId } from '@/api/unknown-id';

/**
 * Gets a stored completion (`getChatCompletion`); the error `isNotFound` when there is none of that id, also on a
 * server that says so with 400.
 */
export async function retrieveCompletion(
  client: Client,
  id: string,
  options: CallOptions = {},
): Promise<CompletionAnswer> {
  const call = { method: 'GET', path: completionPath(client, id), isRepeatable: true } as const;
  try {
    return completionAnswer(await requestJson(client, call, options, asStoredCompletion));
  } catch (error) {
    if (!(error instanceof ApiError) || !(await isUnknownId(client, id, error, options)))
      throw error;
    if (error.isNotFound) throw error;
    const { kind, message, status, body, headers } = error;
    throw new ApiError({ kind, message, status, body, headers, code: 'not_found', cause: error });
  }
}
