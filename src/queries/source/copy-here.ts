import { mutationOptions } from '@tanstack/react-query';
import { clientFor, type Connection } from '@/api/connection';
import { importFile, importJobId } from '@/api/imports';
import { createLimiter } from '@/lib/create-limiter';
import { refreshAfterJob } from '@/queries/job-queries';
import { lineOf } from '@/queries/source/source-lines';

/** Read at a time: quick, and far from what a server would refuse. */
const AT_ONCE = 4;

export type Copied = {
  copied: number;
  /** Under the same id, and left as it is. */
  here: number;
  /** Not at the source any more, or not readable. */
  missing: number;
};

/** Copies completions of another source into this server, under their ids; what is here already stays as it is. */
export function copyHere(source: Connection) {
  return mutationOptions({
    mutationFn: async (ids: readonly string[]): Promise<Copied> => {
      const client = clientFor(source);
      const limit = createLimiter(AT_ONCE);
      const read = await Promise.all(ids.map((id) => limit(() => lineOf(client, id, {}))));
      const lines = read.filter((line) => line !== null);
      if (lines.length === 0) return { copied: 0, here: 0, missing: ids.length };
      const how = { duplicates: 'skip', job: importJobId() } as const;
      const { counts } = await importFile(new Blob(lines), how);
      const { changed: copied, skipped: here } = counts;
      return { copied, here, missing: ids.length - copied - here };
    },
    onSettled: (_result, _error, _ids, _before, { client }) => refreshAfterJob(client),
  });
}
