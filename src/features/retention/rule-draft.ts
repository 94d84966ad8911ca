import { countCodePoints } from '#contract/code-points';
import { readFilters } from '#contract/filter';
import type { Rule, RuleFields } from '#contract/wire/retention';
import { exemptionText, readExemptions } from './rule-text';

/** Characters. */
export const LONGEST_NAME = 100;

/** A rule while it is edited: what is typed, readable or not. */
export type RuleDraft = {
  name: string;
  action: RuleFields['action'];
  days: string;
  where: string;
  /** One a line. */
  except: string;
  hour: number;
};

export function draftOf(rule: Rule | null): RuleDraft {
  return {
    name: rule?.name ?? '',
    action: rule?.action ?? 'delete',
    days: String(rule?.older_than_days ?? 30),
    where: rule?.where ?? '',
    except: exemptionText(rule?.except ?? [{ key: 'keep', value: 'true' }]),
    hour: rule?.hour ?? 3,
  };
}

export const WRONG_DAYS = '1 to 36,500 days';
export const WRONG_EXCEPT = 'Each line needs a key, and quotes have to be closed.';
/** The field that names what a rule never touches. */
export const EXCEPT_FIELD = {
  label: 'Except what has one of these',
  hint: 'Metadata, one a line: keep=true, or just a key; "a=b"=c for a key with an equals sign. Completions that have one are never touched.',
};

export function isDays(text: string): boolean {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 36_500;
}

/** What is saved; null when something is missing, or a filter that is new cannot be read. */
export function fieldsOf(draft: RuleDraft, rule: Rule | null): RuleFields | null {
  const name = draft.name.trim();
  const except = readExemptions(draft.except);
  const where = draft.where.trim().replace(/^\?/, '');
  if (countCodePoints(name) > LONGEST_NAME) return null;
  if (name === '' || except === null || !isDays(draft.days)) return null;
  const { unread } = readFilters(new URLSearchParams(where));
  if (unread.length > 0 && where !== rule?.where) return null;
  return {
    name,
    action: draft.action,
    older_than_days: Number(draft.days),
    where,
    except,
    hour: draft.hour,
    enabled: rule?.enabled ?? false,
  };
}

/** Whether a rule that is on would act on others, or otherwise, which has to be agreed to. */
export function needsConfirm(fields: RuleFields, rule: Rule | null): boolean {
  if (!rule?.enabled) return false;
  const isSame =
    rule.action === fields.action &&
    rule.older_than_days === fields.older_than_days &&
    rule.where === fields.where &&
    exemptionText(rule.except) === exemptionText(fields.except);
  return !isSame;
}
