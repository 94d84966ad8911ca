import * as z from 'zod/mini';
import { count, type Endpoint, PAGE_QUERY, listOf, pageOf, seconds } from './endpoint';
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

const TIMES = {
  created_after: 'From then on: a Unix second, or an age such as 7d',
  created_before: 'Before then',
};

/** How many lines somebody has left on a topic; who is null where the server could not tell. */
const auditCount = z.strictObject({ topic: z.string(), actor: z.nullable(z.string()), count });
export type AuditCount = z.infer<typeof auditCount>;

export const AUDIT_ENDPOINTS = {
  'GET /api/audit': {
    about: 'A page of the audit log, newest first',
    query: {
      ...PAGE_QUERY,
      q: 'Words of what is said: who, what, which',
      topic: 'What it is about, as the counts name it; several are any of them',
      actor: 'Who it was; empty: the server could not tell; several are any of them',
      ...TIMES,
    },
    answer: pageOf(auditEntry),
  },
  'GET /api/audit/counts': {
    about: 'How many lines there are of each topic and actor',
    query: TIMES,
    answer: listOf(auditCount),
  },
  'GET /api/audit.csv': { about: 'The whole audit log as a file', types: ['text/csv'] },
} as const satisfies Record<string, Endpoint>;
