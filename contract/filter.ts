import { countCodePoints } from './code-points';
import { isCompletionState } from './completion';
import { isStorable } from './storable';

/** One condition on completions, as the URL and the API write it: `metadata_not[env]=prod`. */
export type Filter = {
  field: FilterField;
  /** The metadata key, for the fields that have one in brackets. */
  key?: string | undefined;
  value: string;
};

/** `any`: pairs of which one is enough, key by key. */
export type FilterKind =
  'names' | 'states' | 'pair' | 'pairs' | 'any' | 'text' | 'time' | 'amount' | 'yes-no';

/** Every name that a filter can have. `names`, `states`, `any` and pairs can come several times, the others once. */
export const FILTER_FIELDS = {
  q: { label: 'text', kind: 'text' },
  model: { label: 'model', kind: 'names' },
  provider: { label: 'provider', kind: 'names' },
  state: { label: 'state', kind: 'states' },
  finish_reason: { label: 'finish reason', kind: 'names' },
  reason: { label: 'incomplete because', kind: 'names' },
  metadata: { label: '', kind: 'pair' },
  metadata_any: { label: 'any of', kind: 'any' },
  metadata_not: { label: 'not ', kind: 'pairs' },
  metadata_exists: { label: 'has key', kind: 'names' },
  metadata_missing: { label: 'lacks key', kind: 'names' },
  metadata_missing_any: { label: 'lacks one of', kind: 'names' },
  created_after: { label: 'created since', kind: 'time' },
  created_before: { label: 'created before', kind: 'time' },
  tokens_min: { label: 'tokens ≥', kind: 'amount' },
  tokens_max: { label: 'tokens ≤', kind: 'amount' },
  latency_min: { label: 'time ≥', kind: 'amount' },
  latency_max: { label: 'time ≤', kind: 'amount' },
  cost_min: { label: 'cost ≥', kind: 'amount' },
  cost_max: { label: 'cost ≤', kind: 'amount' },
  tool_calls: { label: 'tool calls', kind: 'yes-no' },
} as const satisfies Record<string, { label: string; kind: FilterKind }>;

export type FilterField = keyof typeof FILTER_FIELDS;
type PairField = 'metadata' | 'metadata_any' | 'metadata_not';

export const SORTS = ['created', 'tokens', 'latency', 'cost'] as const;
export type Sort = (typeof SORTS)[number];

/** Characters (code points) of a text search. */
export const LONGEST_SEARCH = 1_000;
/** Conditions of one field, in one filter. */
export const MOST_CONDITIONS = 100;

/**
 * Why a parameter is no condition: no filter has its `name`; its `value` is not one that the field takes; the field can
 * come once only (`repeated`); there are more than {@link MOST_CONDITIONS}; or it says what was said before (`same`).
 */
type FilterProblem = 'name' | 'value' | 'repeated' | 'many' | 'same';
export type Unread = { name: string; value: string; problem: FilterProblem };

/**
 * Reads the parameters of a query string, and loses none: what is no condition comes back with the reason. Whoever
 * shows completions can go on without those and say so; where a filter decides what is changed or sent, only `same` may
 * be passed over.
 */
export function readFilters(pairs: Iterable<[name: string, value: string]>): {
  filters: Filter[];
  unread: Unread[];
} {
  const filters: Filter[] = [];
  const unread: Unread[] = [];
  for (const [name, value] of pairs) {
    const filter = readFilter(name, value);
    const problem = filter ? problemBeside(filter, filters) : problemOf(name);
    if (filter && problem === null) filters.push(filter);
    else unread.push({ name, value, problem: problem ?? 'value' });
  }
  return { filters, unread };
}

/** Reads a condition; null when there is no such field, or no such value of it. */
export function readFilter(name: string, value: string): Filter | null {
  if (!isStorable(name) || !isStorable(value)) return null;
  const pair = pairName(name);
  if (pair) return { ...pair, value };
  if (!isField(name)) return null;
  return isValue(FILTER_FIELDS[name].kind, value) ? { field: name, value } : null;
}

export function filterName({ field, key }: Filter): string {
  return key === undefined ? field : `${field}[${key}]`;
}

/** Whether a condition that is chosen takes the place of the other: both at once say nothing new, or match nothing. */
export function excludes(one: Filter, other: Filter): boolean {
  if (filterName(one) !== filterName(other)) return false;
  const { kind } = FILTER_FIELDS[one.field];
  return kind === 'pair' || !canRepeat(kind) || one.value === other.value;
}

/** The conditions for the API, as of `now` in milliseconds: `7d` stands for the time seven days before it. */
export function filterPairs(
  filters: readonly Filter[],
  now = Date.now(),
): [name: string, value: string][] {
  return filters.map((filter) => [
    filterName(filter),
    isOfTime(filter) ? String(secondOf(filter.value, now)) : filter.value,
  ]);
}

/** Whether a condition is an end of the range of time. */
export function isOfTime({ field }: Filter): boolean {
  return FILTER_FIELDS[field].kind === 'time';
}

/** Unix seconds of a time, or of an age as of `now` in milliseconds. */
export function secondOf(value: string, now: number): number {
  const age = ageOf(value);
  return age === null ? Number(value) : Math.floor(now / 1000) - age;
}

const SECONDS = { m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** Seconds of a relative time such as `25m`, `36h`, `7d`, `4w`; null for any other text. */
export function ageOf(value: string): number | null {
  const [, count, unit] = /^(\d{1,4})([mhdw])$/.exec(value) ?? [];
  // The expression allows no other unit.
  return count === undefined ? null : Number(count) * SECONDS[unit as keyof typeof SECONDS];
}

/** The field that a name means, whatever its value; null for no field, and for pairs without a key. */
export function fieldOf(name: string): FilterField | null {
  return pairName(name)?.field ?? (isField(name) ? name : null);
}

/** The key is all between the first and the last bracket, so that it may hold brackets. */
function pairName(name: string): { field: PairField; key: string } | null {
  const [, field, key] = /^(metadata|metadata_any|metadata_not)\[(.+)\]$/s.exec(name) ?? [];
  // The expression allows no other field.
  return field === undefined || key === undefined ? null : { field: field as PairField, key };
}

function problemOf(name: string): FilterProblem {
  return fieldOf(name) === null ? 'name' : 'value';
}

function problemBeside(filter: Filter, others: readonly Filter[]): FilterProblem | null {
  const name = filterName(filter);
  const alike = others.filter((other) => filterName(other) === name);
  const isRepeatable = canRepeat(FILTER_FIELDS[filter.field].kind);
  if (alike.some(({ value }) => value === filter.value) && isRepeatable) return 'same';
  if (alike.length > 0 && !isRepeatable) return 'repeated';
  const ofField = others.filter(({ field }) => field === filter.field);
  return ofField.length < MOST_CONDITIONS ? null : 'many';
}

function isField(name: string): name is FilterField {
  return Object.hasOwn(FILTER_FIELDS, name) && !isPairKind(FILTER_FIELDS[name as FilterField].kind);
}

export function isPairKind(kind: FilterKind): boolean {
  return kind === 'pair' || kind === 'pairs' || kind === 'any';
}

function canRepeat(kind: FilterKind): boolean {
  return kind === 'names' || kind === 'states' || isPairKind(kind);
}

function isValue(kind: FilterKind, value: string): boolean {
  if (kind === 'names') return value !== '';
  if (kind === 'text') return value.trim() !== '' && countCodePoints(value) <= LONGEST_SEARCH;
  if (kind === 'states') return isCompletionState(value);
  if (kind === 'time') return /^\d{1,15}$/.test(value) || ageOf(value) !== null;
  if (kind === 'amount') return /^\d{1,15}(\.\d{1,15})?$/.test(value);
  // A pair has its key in brackets, and was read before.
  return kind === 'yes-no' && (value === 'true' || value === 'false');
}
