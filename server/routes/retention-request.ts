import { type RuleRequest, ruleRequest } from '#contract/wire/retention';
import { readStrictFilter } from '../http/read-filter';
import { readRequest } from '../http/read-request';
import type { Rule } from '../retention/rule';

/** A rule that is asked for, and on how many completions somebody agrees that it acts now. */
export type WantedRule = { rule: Omit<Rule, 'dryRun'>; confirm: RuleRequest['confirm'] };

/** Reads the whole of a rule, which had the filter `before` until now; fails with 400. */
export function readRule(body: Record<string, unknown>, before: string | null): WantedRule {
  const { confirm, older_than_days, ...asked } = readRequest(ruleRequest, body);
  // What cannot be read any more may stay while the rule is off.
  if (asked.where !== before) readStrictFilter(asked.where);
  return {
    rule: { ...asked, name: asked.name.trim(), olderThanDays: older_than_days },
    confirm,
  };
}
