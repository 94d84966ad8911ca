import type { Rule, RuleFields } from '@/api/retention';
import { exemptionText, readExemptions } from './rule-text';

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

export function isDays(text: string): boolean {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 36_500;
}

/** What is saved; null when something is missing. A rule that now applies to something else is saved switched off. */
export function fieldsOf(draft: RuleDraft, rule: Rule | null): RuleFields | null {
  const name = draft.name.trim();
  const except = readExemptions(draft.except);
  if (name === '' || except === null || !isDays(draft.days)) return null;
  const scope = {
    action: draft.action,
    older_than_days: Number(draft.days),
    where: draft.where.trim().replace(/^\?/, ''),
    except,
  };
  const isSame =
    rule !== null &&
    rule.action === scope.action &&
    rule.older_than_days === scope.older_than_days &&
    rule.where === scope.where &&
    exemptionText(rule.except) === exemptionText(except);
  return { name, ...scope, hour: draft.hour, enabled: isSame && rule.enabled };
}
