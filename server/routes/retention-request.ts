import {
  type ApiFailure,
  invalidType,
  invalidValue,
  missingParameter,
  unknownParameter,
} from '../http/errors';
import { countCodePoints } from '#contract/code-points';
import { readStrictFilter } from '../http/read-filter';
import type { Exemption, Rule } from '../retention/rule';
import { isStorable } from '#contract/storable';

const MEMBERS = new Set([
  'name',
  'action',
  'older_than_days',
  'where',
  'except',
  'enabled',
  'hour',
  'confirm',
]);
const MOST_EXEMPTIONS = 20;

export type RuleRequest = {
  rule: Omit<Rule, 'dryRun'>;
  /** On how many completions whoever asks agrees that the rule acts now; null: not said. */
  confirm: number | null;
};

/** Reads the whole of a rule, which had the filter `before` until now; fails with 400. */
export function readRule(body: Record<string, unknown>, before: string | null): RuleRequest {
  for (const name of Object.keys(body)) if (!MEMBERS.has(name)) throw unknownParameter(name);
  const { name, action = 'delete', where = '', except = [], enabled = false, hour = 3 } = body;
  if (typeof name !== 'string') throw missingOr('name', 'a string', name);
  if (name.trim() === '' || countCodePoints(name) > 100 || !isStorable(name)) {
    throw invalidValue('name', "Invalid 'name': expected 1 to 100 characters.");
  }
  if (action !== 'delete' && action !== 'strip') {
    throw invalidValue('action', "Invalid 'action': supported values are 'delete' and 'strip'.");
  }
  if (typeof where !== 'string') throw invalidType('where', 'a string', where);
  // What cannot be read any more may stay while the rule is off.
  if (where !== before) readStrictFilter(where);
  if (typeof enabled !== 'boolean') throw invalidType('enabled', 'a boolean', enabled);
  const rule: RuleRequest['rule'] = {
    name: name.trim(),
    action,
    olderThanDays: integer(body['older_than_days'], 'older_than_days', 1, 36_500),
    where,
    except: readExemptions(except),
    enabled,
    hour: integer(hour, 'hour', 0, 23),
  };
  return { rule, confirm: readConfirm(body['confirm']) };
}

/** How many completions somebody agrees to. */
export function readConfirm(confirm: unknown): number | null {
  return confirm === undefined ? null : integer(confirm, 'confirm', 0, Number.MAX_SAFE_INTEGER);
}

function integer(value: unknown, param: string, least: number, most: number): number {
  if (typeof value !== 'number') throw missingOr(param, 'an integer', value);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw invalidValue(param, `Invalid '${param}': expected an integer from ${least} to ${most}.`);
}

function readExemptions(value: unknown): Exemption[] {
  if (!Array.isArray(value)) throw invalidType('except', 'an array', value);
  if (value.length > MOST_EXEMPTIONS) {
    throw invalidValue('except', `Invalid 'except': at most ${MOST_EXEMPTIONS} can be named.`);
  }
  return value.map((item: unknown) => {
    const { key, value: text = null, ...others } = (item ?? {}) as Record<string, unknown>;
    const isKey = typeof key === 'string' && key !== '' && isStorable(key);
    const isValue = text === null || (typeof text === 'string' && isStorable(text));
    if (isKey && isValue && Object.keys(others).length === 0) return { key, value: text };
    throw invalidValue(
      'except',
      'Invalid \'except\': expected {"key": "…", "value": "…" or null}.',
    );
  });
}

function missingOr(param: string, expected: string, value: unknown): ApiFailure {
  return value === undefined ? missingParameter(param) : invalidType(param, expected, value);
}
