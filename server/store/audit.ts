import type { Completions } from './completions';
import type { Documents } from './documents';
import type { Job, Jobs } from './jobs';
import type { Trash } from './trash';

/** Something that somebody did to what is stored: who and how many, never any content. */
export type AuditEntry = {
  /** Order of the log. */
  k: number;
  /** Unix seconds. */
  at: number;
  /** As far as the server can tell: 'access token', 'dashboard', 'schedule'. */
  actor: string | null;
  /** The address it came from. */
  origin: string | null;
  /** Such as `completion.delete`, `job.start`. */
  action: string;
  /** Id of what it was done to. */
  subject: string | null;
  count: number | null;
};

/** Unix seconds: from `since` on, before `until`. */
export type AuditRange = { since?: number | undefined; until?: number | undefined };

/** `actions`, `actors`: any of these; an actor of null is one that the server could not tell. */
export type AuditQuery = AuditRange & {
  limit: number;
  before?: number | undefined;
  actions?: readonly string[] | undefined;
  actors?: readonly (string | null)[] | undefined;
};

export type AuditCount = Pick<AuditEntry, 'action' | 'actor'> & { count: number };

/** A line to be written; a count may come out of what is done: the number itself, or one of the job's. */
export type AuditLine = Omit<AuditEntry, 'k' | 'at' | 'count'> & {
  count: number | null | 'total' | 'changed';
};

/** The writes that somebody asks for, or is told of: what they do and the line that says so are one transaction. */
type ActionName =
  | 'updateMetadata'
  | 'delete'
  | 'restore'
  | 'erase'
  | 'createJob'
  | 'changeJob'
  | 'removeJob'
  | 'putDocument'
  | 'removeDocument'
  | 'removeDocuments';
export type Actions = Pick<Completions & Trash & Jobs & Documents, ActionName>;

/** What is written once an action has come out with `result`; null when it did nothing. */
export function lineOf(
  { count, ...line }: AuditLine,
  result: unknown,
): Omit<AuditEntry, 'k' | 'at'> | null {
  if (result === false || result === null) return null;
  const { kind, counts } = (result ?? {}) as { kind?: unknown; counts?: Job['counts'] };
  if (kind === 'missing' || kind === 'stale') return null;
  if (typeof count !== 'string') return { ...line, count };
  return { ...line, count: typeof result === 'number' ? result : (counts?.[count] ?? null) };
}

export type Audit = {
  /** The actions, each with this line in its transaction; without the line it does not happen. */
  acting(line: AuditLine): Actions;
  /** Adds to the log; nothing in it can be changed or removed. */
  audit(entry: Omit<AuditEntry, 'k' | 'at'>): Promise<void>;
  /** The newest first; those before the one at `before`. */
  auditEntries(query: AuditQuery): Promise<AuditEntry[]>;
  /** How many lines each has left of each action. */
  auditCounts(range: AuditRange): Promise<AuditCount[]>;
};
