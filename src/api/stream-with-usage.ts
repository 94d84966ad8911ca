import { ApiError } from '@/api/api-error';
import type { Client } from '@/api/client';
import { LOCAL_CONNECTION } from '@/api/connection';
import {
  type CompletionStream,
  streamCompletion,
  type StreamOptions,
} from '@/api/stream-completion';
import type { CreateParams } from '@/api/wire';

/** Base URLs of servers that know no `stream_options`: found out once for each load of the page. */
const refusing = new Set<string>();

/**
 * Asks for a completion in pieces, and for its token counts where the server can give them. This server asks the
 * provider itself and knows what it refuses; of any other, a refusal of `stream_options` is asked again without it,
 * since nothing was answered or paid for.
 */
export async function streamWithUsage(
  client: Client,
  params: CreateParams,
  options: StreamOptions,
): Promise<CompletionStream> {
  const { stream_options: _, ...body } = params;
  if (client.baseUrl === LOCAL_CONNECTION.baseUrl) {
    const headers = { ...options.headers, 'x-include-usage': 'true' };
    return streamCompletion(client, body, { ...options, headers });
  }
  if (refusing.has(client.baseUrl)) return streamCompletion(client, body, options);
  try {
    return await streamCompletion(
      client,
      { ...body, stream_options: { include_usage: true } },
      options,
    );
  } catch (error) {
    if (!isRefused(error)) throw error;
    refusing.add(client.baseUrl);
    return streamCompletion(client, body, options);
  }
}

function isRefused(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    (error.isBadRequest || error.isUnprocessable) &&
    `${error.param} ${error.message}`.includes('stream_options')
  );
}
