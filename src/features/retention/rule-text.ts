import type { RuleFields } from '@/api/retention';
import { filterText } from '@/components/filter-text';
import { readFilter } from '#contract/filter';
import { formatNumber } from '@/lib/format';

/** A rule as a sentence: "Delete completions older than 30 days where model=gpt-x, except keep=true". */
export function ruleSentence({ action, older_than_days, where, except }: RuleFields): string {
  const verb = action === 'delete' ? 'Delete completions' : 'Remove the texts of completions';
  const days = `${formatNumber(older_than_days)} ${older_than_days === 1 ? 'day' : 'days'}`;
  const conditions = [...new URLSearchParams(where)].map(([name, value]) => {
    const filter = readFilter(name, value);
    if (!filter) return `${name}=${value}`;
    const text = filterText(filter);
    return text.name === undefined ? text.value : `${text.name}=${text.value}`;
  });
  const exemptions = except.map(({ key, value }) =>
    value === null ? `any ${key}` : `${key}=${value}`,
  );
  return [
    `${verb} older than ${days}`,
    conditions.length > 0 ? ` where ${conditions.join(' and ')}` : '',
    exemptions.length > 0 ? `, except ${exemptions.join(' or ')}` : '',
  ].join('');
}

/** Lines such as `keep=true` or `keep`; null when one cannot be read. */
export function readExemptions(text: string): RuleFields['except'] | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const read = lines.map((line) => {
    const at = line.indexOf('=');
    return at === -1
      ? { key: line, value: null }
      : { key: line.slice(0, at).trim(), value: line.slice(at + 1).trim() };
  });
  return read.some(({ key }) => key === '') ? null : read;
}

export function exemptionText(except: RuleFields['except']): string {
  return except.map(({ key, value }) => (value === null ? key : `${key}=${value}`)).join('\n');
}
