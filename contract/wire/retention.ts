import * as z from 'zod/mini';
import { count, deleted, type Endpoint, seconds } from './endpoint';
import { job } from './jobs';

/** `strip` removes what was said and keeps the numbers, the metadata and the id. */
export const ruleAction = z.enum(['delete', 'strip']);

/** Whatever has one of these is kept; without a value, whatever has the key. */
const exemption = z.strictObject({ key: z.string(), value: z.nullable(z.string()) });

const ruleFields = {
  name: z.string(),
  action: ruleAction,
  /** 1–36500. */
  older_than_days: count,
  /** The table's filter as a query string; empty: everything. */
  where: z.string(),
  except: z.array(exemption),
  enabled: z.boolean(),
  /** Hour of the day in UTC, 0–23. */
  hour: count,
};
const ruleRequest = z.strictObject(ruleFields);
export type RuleFields = z.infer<typeof ruleRequest>;

/** What a rule would have done when it was looked at. */
const dryRun = z.strictObject({
  at: seconds,
  count,
  total: count,
  /** What the exemptions keep. */
  kept: z.int(),
  oldest: z.nullable(seconds),
  newest: z.nullable(seconds),
  bytes: count,
  /** More than half of everything and over a thousand: has to be confirmed. */
  sweeping: z.boolean(),
  sample: z.array(
    z.strictObject({ id: z.string(), created: seconds, model: z.string(), preview: z.string() }),
  ),
});
export type DryRun = z.infer<typeof dryRun>;

const rule = z.strictObject({
  object: z.literal('retention.rule'),
  id: z.string(),
  version: count,
  ...ruleFields,
  /** Why it cannot run as it is; null: it can. */
  problem: z.nullable(z.string()),
  /** Null: it does not run by itself. */
  next_run: z.nullable(seconds),
  /** The newest first. */
  last_runs: z.array(job),
  /** What was seen last; null where the rule was changed since. */
  dry_run: z.nullable(dryRun),
});
export type Rule = z.infer<typeof rule>;

/** What a rule would do now, and when it would first do so if it were switched on, or changed to this, now. */
const preview = z.extend(dryRun, {
  object: z.literal('retention.preview'),
  first_run: z.nullable(seconds),
});
export type Preview = z.infer<typeof preview>;

/** By how many seconds the server's clock has jumped, which stops every rule; null: it is fine. */
const jumped = z.nullable(z.number());

export const RETENTION_ENDPOINTS = {
  'GET /api/retention': {
    answer: z.strictObject({
      object: z.literal('list'),
      data: z.array(rule),
      clock: z.strictObject({ jumped }),
    }),
  },
  'POST /api/retention': { answer: rule, status: 201 },
  'POST /api/retention/preview': { answer: preview },
  'GET /api/retention/:id/preview': { answer: preview },
  'POST /api/retention/:id': { answer: rule },
  'DELETE /api/retention/:id': { answer: deleted },
  'POST /api/retention/:id/dry-run': { answer: rule },
  'POST /api/retention/:id/run': { answer: job, status: 201 },
  'POST /api/retention/clock': { answer: z.strictObject({ jumped }) },
} as const satisfies Record<string, Endpoint>;
