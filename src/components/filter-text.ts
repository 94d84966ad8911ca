import { type Filter, FILTER_FIELDS, readFilter } from '#contract/filter';
import { formatCost, formatDateTime, formatDuration, formatNumber } from '@/lib/format';
import { ageWords } from '@/lib/time-range-text';

type FilterText = { name?: string; value: string };

/** Their values are keys of metadata. */
const KEY_FIELDS = new Set(['metadata_exists', 'metadata_missing', 'metadata_missing_any']);

/** A filter in the words of its chip; equality as name and value, everything else as a phrase. */
export function filterText({ field, key, value }: Filter): FilterText {
  const { label, kind } = FILTER_FIELDS[field];
  if (field === 'q') return { value: `“${value}”` };
  if (field === 'metadata') return { name: key ?? '', value };
  if (field === 'metadata_any') return { name: key ?? '', value: `${value} (or another)` };
  if (field === 'metadata_not') return { value: `${key} ≠ ${value}` };
  if (KEY_FIELDS.has(field)) return { value: `${label} ${value}` };
  if (kind === 'yes-no') return { value: value === 'true' ? `has ${label}` : `no ${label}` };
  if (kind === 'time') return { value: `${label} ${timeText(value)}` };
  if (kind === 'amount') return { value: `${label} ${amountText(field, Number(value))}` };
  return { name: label, value };
}

/** The conditions of a filter, given as a query string, in words: `env=prod`, `has tool calls`. */
export function filterWords(query: string): string[] {
  return [...new URLSearchParams(query)].map(([param, given]) => {
    const filter = readFilter(param, given);
    return filter ? filterWord(filter) : `${param}=${given}`;
  });
}

/** A condition as one text. */
export function filterWord(filter: Filter): string {
  const { name, value } = filterText(filter);
  return name === undefined ? value : `${name}=${value}`;
}

function timeText(value: string): string {
  const age = ageWords(value);
  return age === null ? formatDateTime(Number(value)) : `${age} ago`;
}

function amountText(field: string, amount: number): string {
  if (field.startsWith('cost')) return formatCost(amount);
  return field.startsWith('latency') ? formatDuration(amount) : formatNumber(amount);
}
