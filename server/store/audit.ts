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

export type Audit = {
  /** Adds to the log; nothing in it can be changed or removed. */
  audit(entry: Omit<AuditEntry, 'k' | 'at'>): Promise<void>;
  /** The newest first; those before the one at `before`. */
  auditEntries(query: { limit: number; before?: number | undefined }): Promise<AuditEntry[]>;
};
