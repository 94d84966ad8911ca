import { ApiError } from '@/api/api-error';
import type { CallOptions, Client } from '@/api/client';
import { type CompletionAnswer, completionAnswer } from '@/api/completion-answer';
import { completionPath } from '@/api/completion-path';
import { asStoredCompletion } from '@/api/stored-completion';
import { requestJson } from '@/api/request';
import { retrieveCompletion } from '@/api/retrieve-completion';
import { sameMetadata, type Metadata } from '#contract/metadata';

export type UpdateOptions = CallOptions & {
  /** The ETag of the version that was edited: 412 when somebody changed it since. */
  ifMatch?: string | null | undefined;
};

/**
 * Replaces the whole metadata of a stored completion (`updateChatCompletion`). The answer says what the server kept.
 * Limits: 16 pairs, keys of 64 characters, values of 512. Rejects with an error of the kind `unsupported` where the
 * server has the completion and no such call.
 */
export async function updateCompletion(
  client: Client,
  id: string,
  metadata: Metadata,
  { ifMatch, ...options }: UpdateOptions = {},
): Promise<CompletionAnswer> {
  const headers: Record<string, string> = ifMatch ? { 'if-match': ifMatch } : {};
  const call = {
    method: 'POST',
    path: completionPath(client, id),
    body: { metadata },
    headers,
    isRepeatable: true,
  } as const;
  try {
    return completionAnswer(await requestJson(client, call, options, asStoredCompletion));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 405 || error.status === 501) throw cannotUpdate(error);
    // The lost answer of an earlier attempt may have been a success: then the conflict is with ourselves. What is no
    // completion, or nothing at all, says neither that it was written nor that it was not.
    const isOpen = (error.isConflict && error.attempts > 1) || error.kind === 'invalid_response';
    if (!isOpen && !error.isNotFound) throw error;
    const current = await retrieveCompletion(client, id, options);
    if (error.isNotFound) throw cannotUpdate(error);
    if (!sameMetadata(current.data.metadata ?? {}, metadata)) throw error;
    return current;
  }
}

/** The route is missing, and not the completion. */
function cannotUpdate({ status, body, headers, code }: ApiError): ApiError {
  const message = `This server cannot change metadata: POST answered ${status}.`;
  return new ApiError({ kind: 'unsupported', message, status, body, headers, code });
}
