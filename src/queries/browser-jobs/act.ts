import { ApiError } from '@/api/api-error';
import type { CallOptions, Client } from '@/api/client';
import { clientFor, type Connection } from '@/api/connection';
import { changeMetadata, undoneFrom } from '#contract/metadata-change';
import { sameMetadata, type Metadata } from '#contract/metadata';
import type { BrowserAction, Outcome } from '@/queries/browser-jobs/browser-job';
import { changePairs } from '@/queries/change-pairs';
import { deleteFrom } from '@/queries/source/delete-from';
import { learning } from '@/queries/source/source-can';

/** Does to one completion what a job is for: rejects with what may pass, resolves with everything else. */
export type Act = (id: string, signal: AbortSignal) => Promise<Outcome>;

/** How to take back: the maps before and after, by id. */
export type Written = ReadonlyMap<string, { before: Metadata; after: Metadata }>;

export function actOf(connection: Connection, action: BrowserAction, written: Written): Act {
  const client = clientFor(connection);
  return (id, signal) => {
    // Whoever runs the job decides when to try again: for one call among thousands at once that would be too soon.
    const options = { signal, maxRetries: 0 };
    if (action.kind === 'delete') return remove(connection, client, id, options);
    const change = (now: Metadata) =>
      action.kind === 'tag'
        ? changeMetadata(now, action.change).metadata
        : previous(written, id, now);
    return learning(connection, 'update', () => changed(client, id, change, options));
  };
}

async function remove(
  connection: Connection,
  client: Client,
  id: string,
  options: CallOptions,
): Promise<Outcome> {
  const outcome = await deleteFrom(connection, client, id, options);
  // Gone before: what was asked for is so. Somebody else was faster, or an answer was lost.
  return { kind: outcome === 'deleted' ? 'changed' : 'skipped' };
}

async function changed(
  client: Client,
  id: string,
  change: (now: Metadata) => Metadata,
  options: CallOptions,
): Promise<Outcome> {
  const { before, answer } = await changePairs(client, id, change, options);
  const after = answer.data.metadata ?? {};
  return sameMetadata(before, after) ? { kind: 'skipped' } : { kind: 'changed', before, after };
}

function previous(written: Written, id: string, now: Metadata): Metadata {
  const own = written.get(id);
  const before = own && undoneFrom(now, own);
  if (before) return before;
  const message = 'Its metadata was changed since, and stays as it is.';
  throw new ApiError({ kind: 'invalid_request', message });
}
