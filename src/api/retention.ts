import type { Job } from '#contract/wire/jobs';
import type { Preview, Rule, RuleFields } from '#contract/wire/retention';
import type { CallOptions } from '@/api/client';
import { askServer } from '@/api/server-endpoint';

/** Counting a large store takes its time. */
const PATIENT = 300_000;

export type Retention = {
  rules: Rule[];
  /** By how many seconds the server's clock has jumped, which stops every rule; null: it is fine. */
  jumped: number | null;
};

/** Lists the rules (`GET /api/retention`, for servers with the capability `retention`). */
export async function listRules(options: CallOptions = {}): Promise<Retention> {
  const { data, clock } = await askServer('GET /api/retention', 'clock', {}, options);
  return { rules: data, jumped: clock.jumped };
}

/**
 * Makes a rule, or changes the one of this id and version: 412 when somebody else has changed it. To switch it on, or
 * change what one does that is on, `confirm` is how many completions it may act on now: 409 when they are more.
 */
export function saveRule(
  fields: RuleFields,
  rule: Pick<Rule, 'id' | 'version'> | null,
  confirm?: number,
  options: CallOptions = {},
): Promise<Rule> {
  const { name, action, older_than_days, where, except, enabled, hour } = fields;
  const sent = { name, action, older_than_days, where, except, enabled, hour };
  const body = { ...sent, ...(confirm !== undefined && { confirm }) };
  if (!rule) return askServer('POST /api/retention', 'version', { body }, options);
  const headers = { 'if-match': `"${rule.version}"` };
  return askServer('POST /api/retention/:id', 'version', { id: rule.id, body, headers }, options);
}

export async function deleteRule(id: string, options: CallOptions = {}): Promise<void> {
  await askServer('DELETE /api/retention/:id', 'deleted', { id }, options);
}

/**
 * Counts what a rule would do now (`GET /api/retention/{id}/preview`, or `POST /api/retention/preview` for one that is
 * not saved like this); nothing is done.
 */
export function previewRule(
  rule: RuleFields & { id?: string },
  options: CallOptions = {},
): Promise<Preview> {
  const { id, name, action, older_than_days, where, except, hour } = rule;
  const how = { isRepeatable: true, timeout: PATIENT };
  if (id) return askServer('GET /api/retention/:id/preview', 'count', { id, ...how }, options);
  const body = { name, action, older_than_days, where, except, hour };
  return askServer('POST /api/retention/preview', 'count', { body, ...how }, options);
}

/** Runs a rule now; `confirm` is how many completions the caller agrees to. 409 when there are more. */
export function runRule(id: string, confirm: number, options: CallOptions = {}): Promise<Job> {
  const said = { id, body: { confirm }, timeout: PATIENT };
  return askServer('POST /api/retention/:id/run', 'counts', said, options);
}

/** Says that the server's time is right (`POST /api/retention/clock`). */
export async function confirmClock(options: CallOptions = {}): Promise<void> {
  await askServer('POST /api/retention/clock', 'jumped', { body: {} }, options);
}
