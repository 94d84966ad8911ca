import type { StoredCompletion } from './completion';

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

/** Which completions an operation may see: `/v1` only complete ones, the dashboard every one. */
export type Scope = 'complete' | 'any';

export type UpdateResult =
  { kind: 'updated'; row: StoredCompletion } | { kind: 'missing' } | { kind: 'stale' };
