/** One condition on completions, as the URL and this server's API write it: `metadata_not[env]=prod`. */
export type Filter = {
  field: FilterField;
  /** The metadata key, for the fields that have one in brackets. */
  key?: string | undefined;
  value: string;
};

type Kind = 'names' | 'states' | 'pair' | 'pairs' | 'text' | 'time' | 'amount' | 'yes-no';

/** `names`, `states` and `pairs` can be repeated; of all others the URL holds one (of each key). */
export const FILTER_FIELDS = {
  q: { label: 'text', kind: 'text' },
  model: { label: 'model', kind: 'names' },
  provider: { label: 'provider', kind: 'names' },
  state: { label: 'state', kind: 'states' },
  finish_reason: { label: 'finish reason', kind: 'names' },
  metadata: { label: '', kind: 'pair' },
  metadata_not: { label: 'not ', kind: 'pairs' },
  metadata_exists: { label: 'has key', kind: 'names' },
  metadata_missing: { label: 'lacks key', kind: 'names' },
  created_after: { label: 'created since', kind: 'time' },
  created_before: { label: 'created before', kind: 'time' },
  tokens_min: { label: 'tokens ≥', kind: 'amount' },
  tokens_max: { label: 'tokens ≤', kind: 'amount' },
  latency_min: { label: 'latency ≥', kind: 'amount' },
  latency_max: { label: 'latency ≤', kind: 'amount' },
  cost_min: { label: 'cost ≥', kind: 'amount' },
  cost_max: { label: 'cost ≤', kind: 'amount' },
  tool_calls: { label: 'tool calls', kind: 'yes-no' },
} as const satisfies Record<string, { label: string; kind: Kind }>;

export type FilterField = keyof typeof FILTER_FIELDS;

const STATES = new Set(['complete', 'incomplete', 'running']);
const SECONDS = { h: 3_600, d: 86_400, w: 604_800 };

/** Reads a condition; null when there is no such field, or no such value of it. */
export function readFilter(name: string, value: string): Filter | null {
  const pair = /^(metadata|metadata_not)\[(.+)\]$/s.exec(name);
  // The expression allows no other field.
  if (pair) return { field: pair[1] as 'metadata' | 'metadata_not', key: pair[2], value };
  if (!isField(name)) return null;
  return isValue(FILTER_FIELDS[name].kind, value) ? { field: name, value } : null;
}

export function filterName({ field, key }: Filter): string {
  return key === undefined ? field : `${field}[${key}]`;
}

/** Whether both cannot be asked for at once: the later one then takes the place of the earlier. */
export function excludes(one: Filter, other: Filter): boolean {
  if (filterName(one) !== filterName(other)) return false;
  const { kind } = FILTER_FIELDS[one.field];
  const canRepeat = kind === 'names' || kind === 'states' || kind === 'pairs';
  return !canRepeat || one.value === other.value;
}

/** The conditions for the API, as of `now` in milliseconds: `7d` stands for the time seven days before it. */
export function filterPairs(
  filters: readonly Filter[],
  now = Date.now(),
): [name: string, value: string][] {
  return filters.map((filter) => {
    const age = FILTER_FIELDS[filter.field].kind === 'time' ? ageOf(filter.value) : null;
    const value = age === null ? filter.value : String(Math.floor(now / 1000) - age);
    return [filterName(filter), value];
  });
}

/** Seconds of a relative time such as `36h`, `7d`, `4w`; null for any other text. */
export function ageOf(value: string): number | null {
  const [, count, unit] = /^(\d{1,4})([hdw])$/.exec(value) ?? [];
  // The expression allows no other unit.
  return count === undefined ? null : Number(count) * SECONDS[unit as keyof typeof SECONDS];
}

function isField(name: string): name is FilterField {
  return Object.hasOwn(FILTER_FIELDS, name);
}

function isValue(kind: Kind, value: string): boolean {
  if (kind === 'names' || kind === 'text') return value !== '';
  if (kind === 'states') return STATES.has(value);
  if (kind === 'time') return /^\d{1,12}$/.test(value) || ageOf(value) !== null;
  if (kind === 'amount') return /^\d{1,12}(\.\d{1,9})?$/.test(value);
  // A pair has its key in brackets, and was read before.
  return kind === 'yes-no' && (value === 'true' || value === 'false');
}
