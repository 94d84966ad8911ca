import { type CallOptions, createClient } from '@/api/client';
import { asJob, type Job } from '@/api/jobs';
import { requestJson } from '@/api/request';
import { asRecord } from '@/lib/as-record';

const client = createClient({ baseUrl: '/api' });

export type RuleFields = {
  name: string;
  action: 'delete' | 'strip';
  /** 1–36500. */
  older_than_days: number;
  /** The table's filter as a query string; empty: everything. */
  where: string;
  /** Whatever has one of these is kept; without a value, whatever has the key. */
  except: { key: string; value: string | null }[];
  enabled: boolean;
  /** Hour of the day in UTC, 0–23. */
  hour: number;
};

/** What a rule would have done when it was looked at. Times in Unix seconds. */
export type DryRun = {
  at: number;
  count: number;
  total: number;
  /** What the exemptions keep. */
  kept: number;
  oldest: number | null;
  newest: number | null;
  bytes: number;
  /** More than half of everything and over a thousand: has to be confirmed. */
  sweeping: boolean;
  sample: { id: string; created: number; model: string; preview: string }[];
};

export type Rule = RuleFields & {
  id: string;
  version: number;
  /** Why it cannot run as it is; null: it can. */
  problem: string | null;
  /** Unix seconds; null: it does not run by itself. */
  next_run: number | null;
  /** The newest first. */
  last_runs: Job[];
};

/** What a rule would do now, and when it would first do so if it were switched on, or changed to this, now. */
export type Preview = DryRun & { first_run: number | null };

export type Retention = {
  rules: Rule[];
  /** By how many seconds the server's clock has jumped, which stops every rule; null: it is fine. */
  jumped: number | null;
};

/** Lists the rules (`GET /api/retention`, for servers with the capability `retention`). */
export async function listRules(options: CallOptions = {}): Promise<Retention> {
  const call = { method: 'GET', path: '/retention', isRepeatable: true } as const;
  return (await requestJson(client, call, options, asRetention)).data;
}

/**
 * Makes a rule, or changes the one of this id and version: 412 when somebody else has changed it. To switch it on, or
 * change what one does that is on, `confirm` is how many completions it may act on now: 409 when they are more.
 */
export async function saveRule(
  fields: RuleFields,
  rule: Pick<Rule, 'id' | 'version'> | null,
  confirm?: number,
  options: CallOptions = {},
): Promise<Rule> {
  const { name, action, older_than_days, where, except, enabled, hour } = fields;
  const sent = { name, action, older_than_days, where, except, enabled, hour };
  const body = { ...sent, ...(confirm !== undefined && { confirm }) };
  const call = { method: 'POST', path: pathOf(rule), body, isRepeatable: false } as const;
  const headers: Record<string, string> = rule ? { 'if-match': `"${rule.version}"` } : {};
  return (await requestJson(client, call, { ...options, headers }, asRule)).data;
}

export async function deleteRule(id: string, options: CallOptions = {}): Promise<void> {
  const call = { method: 'DELETE', path: pathOf({ id }), isRepeatable: false } as const;
  await requestJson(client, call, options, asRecord);
}

/**
 * Counts what a rule would do now (`GET /api/retention/{id}/preview`, or `POST /api/retention/preview` for one that is
 * not saved like this); nothing is done.
 */
export async function previewRule(
  rule: RuleFields & { id?: string },
  options: CallOptions = {},
): Promise<Preview> {
  const { id, name, action, older_than_days, where, except, hour } = rule;
  const fields = { name, action, older_than_days, where, except, hour };
  const call = id
    ? ({ method: 'GET', path: `${pathOf({ id })}/preview` } as const)
    : ({ method: 'POST', path: '/retention/preview', body: fields } as const);
  // Counting a large store takes its time.
  const patient = { ...call, isRepeatable: true, timeout: 300_000 };
  return (await requestJson(client, patient, options, asPreview)).data;
}

/** Runs a rule now; `confirm` is how many completions the caller agrees to. 409 when there are more. */
export async function runRule(
  id: string,
  confirm: number,
  options: CallOptions = {},
): Promise<Job> {
  const path = `${pathOf({ id })}/run`;
  const call = { method: 'POST', path, body: { confirm }, isRepeatable: false } as const;
  return (await requestJson(client, { ...call, timeout: 300_000 }, options, asJob)).data;
}

/** Says that the server's time is right (`POST /api/retention/clock`). */
export async function confirmClock(options: CallOptions = {}): Promise<void> {
  const path = '/retention/clock';
  const call = { method: 'POST', path, body: {}, isRepeatable: false } as const;
  await requestJson(client, call, options, asRecord);
}

function pathOf(rule: Pick<Rule, 'id'> | null): string {
  return rule ? `/retention/${encodeURIComponent(rule.id)}` : '/retention';
}

function asRetention(value: unknown): Retention | null {
  const list = asRecord(value);
  if (!Array.isArray(list?.data)) return null;
  // Served by the same release as this code.
  const { jumped } = list.clock as { jumped: number | null };
  return { rules: list.data as Rule[], jumped };
}

function asPreview(value: unknown): Preview | null {
  const preview = asRecord(value);
  // Served by the same release as this code.
  return typeof preview?.count === 'number' ? (preview as Preview) : null;
}

function asRule(value: unknown): Rule | null {
  const rule = asRecord(value);
  return typeof rule?.id === 'string' ? (rule as Rule) : null;
}
