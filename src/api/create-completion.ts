import { eventsOfWhole, foldEvents } from '#contract/fold/answer-form';
import { ApiError } from '@/api/api-error';
import { brokenStream, parseJson } from '@/api/parse-json';
import type { CallOptions, Client } from '@/api/client';
import { type CompletionAnswer, completionAnswer } from '@/api/completion-answer';
import { asStoredCompletion } from '@/api/stored-completion';
import { requestJson } from '@/api/request';
import type { CreateParams } from '@/api/wire';

/** An answer may take this long; OpenAI's own clients wait as long. */
export const CREATE_TIMEOUT = 600_000;

/** Never sent again, so without a number of retries: a lost answer may have been paid for. */
export type CreateOptions = Omit<CallOptions, 'maxRetries'>;

/**
 * Asks for a completion in one piece (`createChatCompletion`). Parameters that are undefined are not sent.
 * Waits up to ten minutes; is never resent.
 */
export async function createCompletion(
  client: Client,
  params: CreateParams,
  options: CreateOptions = {},
): Promise<CompletionAnswer> {
  const call = {
    method: 'POST',
    path: client.completionsPath,
    body: params,
    isRepeatable: false,
    timeout: CREATE_TIMEOUT,
  } as const;
  return completionAnswer(await requestJson(client, call, options, asStoredCompletion, valueOf));
}

/** Some servers stream whether they are asked to or not. */
function valueOf(raw: string, headers: Headers): unknown {
  const events = eventsOfWhole(raw);
  if (events[0]?.isWhole) return parseJson(events[0].data, headers);
  const { completion, isWhole, error } = foldEvents(events, JSON.parse);
  if (error) throw new ApiError({ kind: 'event', ...error, headers });
  if (!isWhole) throw brokenStream(headers);
  return completion;
}
