import { ApiError } from '@/api/api-error';
import type { CallOptions, Client } from '@/api/client';
import { retrieveCompletion } from '@/api/retrieve-completion';
import type { Metadata } from '#contract/metadata';
import {
  type ChangeCounts,
  counted,
  type MetadataChange,
  NO_CHANGES,
  outcomeOf,
} from '#contract/metadata-change';
import { createLimiter } from '@/lib/create-limiter';

const AT_ONCE = 4;

type Counting = {
  ids: readonly string[];
  /** What the pages of the list said; the others are read one by one. */
  known: ReadonlyMap<string, Metadata>;
  change: MetadataChange;
};

/** What a change would do to completions of a server that cannot count it: the browser reads their metadata. */
export async function countChanges(
  client: Client,
  { ids, known, change }: Counting,
  { onSeen, ...options }: CallOptions & { onSeen: (count: number) => void },
): Promise<ChangeCounts> {
  const limit = createLimiter(AT_ONCE);
  let seen = 0;
  const read = async (id: string): Promise<Metadata | null> => {
    try {
      const { data } = await retrieveCompletion(client, id, options);
      return data.metadata ?? {};
    } catch (error) {
      // What has gone meanwhile is not changed.
      if (error instanceof ApiError && error.isNotFound) return null;
      throw error;
    }
  };
  const maps = await Promise.all(
    ids.map(async (id) => {
      const metadata = known.get(id) ?? (await limit(() => read(id)));
      seen += 1;
      onSeen(seen);
      return metadata;
    }),
  );
  return maps
    .filter((metadata) => metadata !== null)
    .map((metadata) => outcomeOf(metadata, change))
    .reduce(counted, NO_CHANGES);
}
