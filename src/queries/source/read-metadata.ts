import { ApiError } from '@/api/api-error';
import type { CallOptions, Client } from '@/api/client';
import { retrieveCompletion } from '@/api/retrieve-completion';
import type { Metadata } from '#contract/metadata';
import { createLimiter } from '@/lib/create-limiter';

/** Completions that are read by themselves at a time. */
const AT_ONCE = 4;

/**
 * The metadata of completions that a server lists without them, by id; null where there are none, or where it has gone
 * meanwhile: it is not acted on.
 */
export async function readMetadata(
  client: Client,
  ids: readonly string[],
  options: CallOptions,
): Promise<Map<string, Metadata | null>> {
  const limit = createLimiter(AT_ONCE);
  const read = ids.map(
    async (id) => [id, await limit(() => metadataOf(client, id, options))] as const,
  );
  return new Map(await Promise.all(read));
}

async function metadataOf(
  client: Client,
  id: string,
  options: CallOptions,
): Promise<Metadata | null> {
  try {
    return (await retrieveCompletion(client, id, options)).data.metadata ?? null;
  } catch (error) {
    if (error instanceof ApiError && error.isNotFound) return null;
    throw error;
  }
}
