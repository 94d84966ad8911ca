import { type Filter, FILTER_FIELDS, filterName, isPairKind } from '#contract/filter';
import { formatCost, formatDuration, formatNumber } from '@/lib/format';
import { timeRangeText } from '@/lib/time-range-text';
import type { TimeRange } from '@/lib/typed-time';
import { keyOf, type Subject, subjectFacts, subjectOf } from './subjects';

/** The conditions that read as one: both ends of a range, all values of one name. */
export type Token = { subject: Subject; filters: readonly Filter[] };

export const KEY_OPERATORS = {
  is: 'is',
  not: 'is not',
  exists: 'is set',
  missing: 'is missing',
} as const;
export type KeyOperator = keyof typeof KEY_OPERATORS;

/** The tokens of a filter, each where its first condition stands. */
export function tokensOf(filters: readonly Filter[]): Token[] {
  const tokens = new Map<string, Filter[]>();
  for (const filter of filters) {
    const name = groupOf(filter);
    tokens.set(name, [...(tokens.get(name) ?? []), filter]);
  }
  return [...tokens.values()].map((grouped) => ({
    // No group is empty.
    subject: subjectOf(grouped[0]!),
    filters: grouped,
  }));
}

/** Several pairs of one key that all have to match are as many tokens: together they would read as any of them. */
function groupOf(filter: Filter): string {
  const { field, value } = filter;
  if (field === 'metadata') return `${filterName(filter)} ${value}`;
  if (field === 'metadata_exists' || field === 'metadata_missing') return `${field} ${value}`;
  return isPairKind(FILTER_FIELDS[field].kind) ? filterName(filter) : subjectOf(filter);
}

/** The filter with a token's conditions in place of others, which stand where those stood. */
export function withToken(
  filters: readonly Filter[],
  old: Token | null,
  next: readonly Filter[],
): Filter[] {
  const gone = new Set(old?.filters);
  const at = filters.findIndex((filter) => gone.has(filter));
  const isKept = (filter: Filter) =>
    !gone.has(filter) && !next.some((other) => isOver(filter, other));
  const before = filters.slice(0, at < 0 ? filters.length : at).filter(isKept);
  const after = at < 0 ? [] : filters.slice(at).filter(isKept);
  return [...before, ...next, ...after];
}

/** Whether a condition cannot stand beside one that is chosen: what can come once, or says the same. */
function isOver(filter: Filter, chosen: Filter): boolean {
  if (filterName(filter) !== filterName(chosen)) return false;
  const { kind } = FILTER_FIELDS[filter.field];
  return (
    ['pair', 'text', 'time', 'amount', 'yes-no'].includes(kind) || filter.value === chosen.value
  );
}

export function operatorOf({ filters }: Token): KeyOperator {
  const [filter] = filters;
  if (filter?.field === 'metadata_not') return 'not';
  if (filter?.field === 'metadata_exists') return 'exists';
  return filter?.field === 'metadata_missing' ? 'missing' : 'is';
}

/** The conditions that give a subject these values. */
export function namesFilters(
  subject: Subject,
  operator: KeyOperator,
  values: readonly string[],
): Filter[] {
  const key = keyOf(subject);
  if (key === null) {
    // A subject with values that is no key has the name of its field.
    return values.map((value) => ({ field: subject as Filter['field'], value }));
  }
  if (operator === 'exists') return [{ field: 'metadata_exists', value: key }];
  if (operator === 'missing') return [{ field: 'metadata_missing', value: key }];
  const several = values.length > 1 ? 'metadata_any' : 'metadata';
  const field = operator === 'not' ? 'metadata_not' : several;
  return values.map((value) => ({ field, key, value }));
}

/** The values of a token; of those that only ask for a key, none. */
export function valuesIn(token: Token): string[] {
  const operator = operatorOf(token);
  if (operator === 'exists' || operator === 'missing') return [];
  return token.filters.map(({ value }) => value);
}

export type TokenText = { field: string; operator: string; value: string };

export function tokenText(token: Token, now?: Date): TokenText {
  const { subject } = token;
  const { label, kind } = subjectFacts(subject);
  const values = valuesIn(token);
  if (kind === 'time') return { field: label, ...timeRangeText(rangeIn(token), now) };
  if (kind === 'amount') return { field: label, ...amountText(subject, token) };
  if (kind === 'text') return { field: label, operator: 'has', value: `“${values[0] ?? ''}”` };
  if (kind === 'yes-no') {
    return { field: label, operator: 'is', value: values[0] === 'true' ? 'some' : 'none' };
  }
  const operator = operatorOf(token);
  const several = operator === 'not' ? 'is none of' : 'is any of';
  return {
    field: label,
    operator: values.length > 1 ? several : KEY_OPERATORS[operator],
    value: values.map((value) => value || '(empty)').join(', '),
  };
}

/** The same as one text: `env is prod`. */
export function tokenWords(token: Token): string {
  const { field, operator, value } = tokenText(token);
  return [field, operator, value].filter(Boolean).join(' ');
}

export function rangeIn({ filters }: Token): TimeRange {
  const at = (end: Filter['field']) => filters.find(({ field }) => field === end)?.value;
  return { after: at('created_after'), before: at('created_before') };
}

export function amountsIn({ filters }: Token) {
  const at = (end: string) => filters.find(({ field }) => field.endsWith(end))?.value;
  return { least: at('_min'), most: at('_max') };
}

function amountText(subject: Subject, token: Token): Omit<TokenText, 'field'> {
  const { least, most } = amountsIn(token);
  const text = (value: string) => {
    if (subject === 'cost') return formatCost(Number(value));
    return subject === 'latency' ? formatDuration(Number(value)) : formatNumber(Number(value));
  };
  if (least === undefined) return { operator: 'at most', value: text(most ?? '0') };
  if (most === undefined) return { operator: 'at least', value: text(least) };
  return { operator: 'from', value: `${text(least)} to ${text(most)}` };
}

export function createdFilters({ after, before }: TimeRange): Filter[] {
  return [
    ...(after === undefined ? [] : [{ field: 'created_after' as const, value: after }]),
    ...(before === undefined ? [] : [{ field: 'created_before' as const, value: before }]),
  ];
}
