import * as z from 'zod/mini';
import { count, type Endpoint, PAGE_QUERY, pageOf, seconds } from './endpoint';
import { jobTarget } from './jobs';

/** What somebody did to what is stored; never any content. */
const auditEntry = z.strictObject({
  id: count,
  at: seconds,
  actor: z.nullable(z.string()),
  origin: z.nullable(z.string()),
  /** A verb such as `job.completed delete`. */
  action: z.string(),
  subject: z.nullable(z.string()),
  count: z.nullable(count),
  /** Of the rule that it is about, as long as there is one. */
  name: z.nullable(z.string()),
  /** What its job applied to. */
  target: z.nullable(jobTarget),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const AUDIT_ENDPOINTS = {
  'GET /api/audit': {
    about: 'A page of the audit log, newest first',
    query: { ...PAGE_QUERY, q: 'Words of what is said: who, what, which' },
    answer: pageOf(auditEntry),
  },
  'GET /api/audit.csv': { about: 'The whole audit log as a file', types: ['text/csv'] },
} as const satisfies Record<string, Endpoint>;
