import type { SharedText } from '../json/text';
import type { Metadata } from '#contract/metadata';
import type { Draft, Outcome, StoredCompletion } from './completion';
import type { ListQuery, Page, Scope, UpdateResult } from './listing';

/** Completions one by one, from the request on. */
export type Completions = {
  /** Writes the draft in state `running`. Rejects with {@link PositionTaken} when id or position exist already. */
  begin(draft: Draft): Promise<void>;
  /**
   * Ends a running completion. Resolves false when it was deleted meanwhile. The first ending stays: a repeat, after an
   * acknowledgement was lost, changes nothing; only what `recover` assumed dead can still end.
   */
  finish(id: string, outcome: Outcome): Promise<boolean>;
  retrieve(id: string, scope: Scope): Promise<StoredCompletion | null>;
  /** JSON text of the request's messages. */
  messages(id: string, scope: Scope): Promise<SharedText | null>;
  /** Those that are complete in total order of position. Rejects with {@link UnknownCursor}. */
  list(query: ListQuery): Promise<Page>;
  /** Replaces the whole map. The current version not among `ifVersions`: `stale`, and nothing changes. */
  updateMetadata(
    id: string,
    metadata: Metadata,
    scope: Scope,
    ifVersions?: readonly number[],
  ): Promise<UpdateResult>;
  /**
   * Moves a completion to the trash; a running one, which has nothing to restore yet, is gone at once. Resolves false
   * when there was nothing to delete.
   */
  delete(id: string, scope: Scope): Promise<boolean>;
  /**
   * Asks the other process on this database that generates the answer to stop it. Resolves false when none does: the
   * answer has ended, is not there, or is this process's own.
   */
  requestStop(id: string): Promise<boolean>;
  /** Ids of this process's running completions that another was asked to stop. */
  stopRequests(): Promise<string[]>;
};
