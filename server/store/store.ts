import type { Audit } from './audit';
import type { CompletionPosition } from './completion-id';
import type { Documents } from './documents';
import type { Jobs } from './jobs';
import type { Pieces } from './pieces';
import type { Records } from './records';
import type { Table } from './table/query';
import type { Trash } from './trash';

/** What became of an exchange. `/v1` shows only complete ones; the dashboard shows all three. */
export type CompletionState = 'running' | 'complete' | 'incomplete';

/** Why an exchange has no complete answer. */
export type IncompleteReason =
  | 'user_stop'
  | 'client_disconnect'
  | 'upstream_error'
  | 'upstream_timeout'
  | 'server_restart'
  | 'invalid_response'
  | 'unwatched'
  | 'not_stored';

export type Metadata = Record<string, string>;

/**
 * An exchange before its answer: written, durably, before the provider is called, so that a store that
 * cannot write costs nobody a paid answer, and so that a crash leaves a trace.
 */
export type Draft = CompletionPosition & {
  provider: string;
  requestedModel: string;
  /** Name of the access token the request came with; null when the server runs without one. */
  caller: string | null;
  metadata: Metadata;
  /** JSON text of an object: the request's parameters, digits as they came, without messages and metadata. */
  request: string;
  /** JSON text of an array: the request's messages, exactly as they came. */
  messages: string;
  /** Plain text, at most 200 code points. */
  inputPreview: string;
};

/** What is known once the exchange has ended. Times in milliseconds, cost in US dollars; null is "unknown". */
export type Outcome = {
  state: Exclude<CompletionState, 'running'>;
  reason: IncompleteReason | null;
  /** The model that the provider says answered. */
  model: string;
  /** The provider's own completion id. */
  upstreamId: string | null;
  finishReason: string | null;
  /** JSON text of the `chat.completion` object, under our id, without its metadata member. */
  body: string;
  promptTokens: number | null;
  completionTokens: number | null;
  cachedTokens: number | null;
  reasoningTokens: number | null;
  firstTokenMs: number | null;
  totalMs: number | null;
  cost: number | null;
  toolCalls: number;
  /** Plain text, at most 200 code points. */
  outputPreview: string;
};

/** One stored exchange without its request messages (lists never read those). */
export type StoredCompletion = Omit<Draft, 'messages'> &
  Omit<Outcome, 'state'> & {
    /** While `running`, `model` is the requested one, `body` is `{}` and everything else of the outcome is unknown. */
    state: CompletionState;
    /** Grows by one with every metadata change; the ETag. */
    version: number;
  };

export type ListQuery = {
  /** Id of the last item already seen. */
  after?: string | undefined;
  /** 1–100. */
  limit: number;
  order: 'asc' | 'desc';
  /** Exact name of the model that answered. */
  model?: string | undefined;
  /** A provider and one of its models: the one that was asked for, or the one that answered. */
  route?: { provider: string; model: string } | undefined;
  /** All pairs must match. */
  metadata: readonly (readonly [key: string, value: string])[];
};

export type Page = { rows: StoredCompletion[]; hasMore: boolean };

/** Which exchanges an operation may see: `/v1` only complete ones, the dashboard every one. */
export type Scope = 'complete' | 'any';

export type UpdateResult =
  { kind: 'updated'; row: StoredCompletion } | { kind: 'missing' } | { kind: 'stale' };

/**
 * The one interface to the database. Every promise that resolves after a write means: committed and synced.
 * All methods reject with {@link StoreUnavailable} when the database cannot do its work now.
 */
export type Store = Table &
  Trash &
  Records &
  Pieces &
  Jobs &
  Documents &
  Audit & {
    /** Writes the draft in state `running`. Rejects with {@link PositionTaken} when id or position exist already. */
    begin(draft: Draft): Promise<void>;
    /**
     * Ends a running exchange. Resolves false when it was deleted meanwhile. The first ending stays: a repeat, after an
     * acknowledgement was lost, changes nothing; only what {@link Store.recover} assumed dead can still end.
     */
    finish(id: string, outcome: Outcome): Promise<boolean>;
    retrieve(id: string, scope: Scope): Promise<StoredCompletion | null>;
    /** JSON text of the request's messages. */
    messages(id: string, scope: Scope): Promise<string | null>;
    /** Complete exchanges in total order of position. Rejects with {@link UnknownCursor}. */
    list(query: ListQuery): Promise<Page>;
    /** Replaces the whole map. The current version not among `ifVersions`: `stale`, and nothing changes. */
    updateMetadata(
      id: string,
      metadata: Metadata,
      scope: Scope,
      ifVersions?: readonly number[],
    ): Promise<UpdateResult>;
    /**
     * Moves an exchange to the trash; a running one, which has nothing to restore yet, is gone at once. Resolves false
     * when there was nothing to delete.
     */
    delete(id: string, scope: Scope): Promise<boolean>;
    /**
     * Asks the other process on this database that generates the answer to stop it. Resolves false when none does: the
     * answer has ended, is not there, or is this process's own.
     */
    requestStop(id: string): Promise<boolean>;
    /** Ids of this process's running exchanges that another was asked to stop. */
    stopRequests(): Promise<string[]>;
    /** Marks what a former process left `running` as incomplete, `server_restart`; resolves with the count. */
    recover(): Promise<number>;
    /** Resolves when the database answers and can be written to. */
    ready(): Promise<void>;
    close(): Promise<void>;
  };

/** The database is down, full, locked or corrupt. The cause is for the log, never for the client. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}

/**
 * The database refused a statement of this program: a fault to be found, not an outage, and not to be tried again. The
 * cause is for the log, never for the client.
 */
export class StoreFault extends Error {
  override name = 'StoreFault';
}

/** The database cannot be used by this version at all (foreign, newer, not a database): said at start, to the operator. */
export class StoreRefused extends Error {
  override name = 'StoreRefused';
  /** Where more is known than that it is no database for this version. */
  kind: 'newer' | 'inUse' | 'noPrivilege' | 'damaged' | null = null;

  /** The same, with its kind. */
  static as(kind: StoreRefused['kind'], message: string, options?: ErrorOptions): StoreRefused {
    return Object.assign(new StoreRefused(message, options), { kind });
  }
}

/** `after` names neither a stored completion nor an id that this server could have given. */
export class UnknownCursor extends Error {
  override name = 'UnknownCursor';
}

/** Another process took the same position in the same millisecond: try again with a new one. */
export class PositionTaken extends Error {
  override name = 'PositionTaken';
}
