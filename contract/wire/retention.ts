import * as z from 'zod/mini';
import { countCodePoints } from '../code-points';
import { isStorable } from '../storable';
import { filterText } from './targets';
import { count, deleted, type Endpoint, seconds } from './endpoint';
import { integer } from './fields';
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

const KEY_AND_VALUE = 'expected {"key": "…", "value": "…" or null}.';
const storable = z.string(KEY_AND_VALUE).check(z.refine(isStorable, KEY_AND_VALUE));
const NAME = 'expected 1 to 100 characters.';

/** A rule as it is asked for. What is left out has a usual value: it is off, deletes at 3 o'clock and spares nothing. */
export const ruleRequest = z.strictObject({
  name: z
    .string('a string')
    .check(
      z.refine(
        (name) => name.trim() !== '' && countCodePoints(name) <= 100 && isStorable(name),
        NAME,
      ),
    ),
  action: z._default(
    z.enum(['delete', 'strip'], "supported values are 'delete' and 'strip'."),
    'delete',
  ),
  where: z._default(filterText, ''),
  enabled: z._default(z.boolean('a boolean'), false),
  older_than_days: integer(1, 36_500),
  except: z._default(
    z
      .array(
        z.strictObject(
          {
            key: storable.check(z.minLength(1, KEY_AND_VALUE)),
            value: z._default(z.nullable(storable), null),
          },
          KEY_AND_VALUE,
        ),
        'an array',
      )
      .check(z.maxLength(20, 'at most 20 can be named.')),
    [],
  ),
  hour: z._default(integer(0, 23), 3),
  /** On how many completions whoever asks agrees that the rule acts now. */
  confirm: z.optional(integer(0)),
});
export type RuleRequest = z.output<typeof ruleRequest>;
export type RuleFields = Omit<RuleRequest, 'confirm'>;

/** How many completions somebody agrees to. */
export const runRequest = z.strictObject({ confirm: integer(0) });

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

export const rule = z.strictObject({
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
    about: 'The retention rules, and whether the clock can be trusted',
    answer: z.strictObject({
      object: z.literal('list'),
      data: z.array(rule),
      clock: z.strictObject({ jumped }),
    }),
  },
  'POST /api/retention': { about: 'Makes a rule', body: ruleRequest, answer: rule, status: 201 },
  'POST /api/retention/preview': {
    about: 'Counts what a rule would do; nothing is saved or done',
    body: ruleRequest,
    answer: preview,
  },
  'GET /api/retention/:id/preview': {
    about: 'Counts what a saved rule would do now; nothing is done',
    answer: preview,
  },
  'POST /api/retention/:id': {
    about: 'Changes a rule; `If-Match` names the version that was read',
    body: ruleRequest,
    answer: rule,
  },
  'DELETE /api/retention/:id': { about: 'Removes a rule', answer: deleted },
  'POST /api/retention/:id/dry-run': {
    about: 'Notes with a rule what it would do now',
    answer: rule,
  },
  'POST /api/retention/:id/run': {
    about: 'Runs a rule now, on no more completions than are confirmed',
    body: runRequest,
    answer: job,
    status: 201,
  },
  'POST /api/retention/clock': {
    about: 'Says that the server’s time is right',
    answer: z.strictObject({ jumped }),
  },
} as const satisfies Record<string, Endpoint>;
