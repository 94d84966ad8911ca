import { countCodePoints } from '#contract/code-points';
import {
  type Filter,
  FILTER_FIELDS,
  fieldOf,
  LONGEST_SEARCH,
  readFilters,
  secondOf,
  type Unread,
} from '#contract/filter';
import { problemText } from '#contract/filter-problem';
import { ApiFailure, invalidValue, tooLong } from './errors';
import { noFilter } from '../store/no-filter';
import type { CompletionFilter } from '../store/table/query';

/** Beyond it positions would no longer be exact; the year 2242. */
const LAST_SECOND = 2 ** 33 - 1;

/**
 * The filter of a query that only reads: names that are no filter's are its caller's own affair, wrong values fail
 * with 400.
 */
export function readLenientFilter(query: URLSearchParams): CompletionFilter {
  const { filters, unread } = readFilters(query);
  refuse(
    unread.filter(({ name, problem, value }) => problem !== 'name' && !isLeftOut(name, value)),
  );
  return filterFrom(filters, Date.now());
}

/**
 * The filter of what deletes, changes, exports or retains: whatever cannot be read as a condition fails with 400, as
 * without it more would match than was meant. `text` is a query string; empty: everything.
 */
export function readStrictFilter(text: string, now = Date.now()): CompletionFilter {
  const pairs = [...new URLSearchParams(text)];
  if (pairs.length === 0 && text !== '') throw noCondition(text);
  return readStrictPairs(pairs, now);
}

export function readStrictPairs(
  pairs: Iterable<[name: string, value: string]>,
  now = Date.now(),
): CompletionFilter {
  const { filters, unread } = readFilters(pairs);
  refuse(unread);
  return filterFrom(filters, now);
}

/** The words of a list that is searched and not filtered. Fails with 400 as a filter's. */
export function readSearch(query: URLSearchParams): string {
  return readStrictPairs([...query].filter(([name]) => name === 'q')).search;
}

/** A form's field that was left empty. */
function isLeftOut(name: string, value: string): boolean {
  return name === 'q' && value.trim() === '';
}

/** Fails with 400 for the first that is more than a repetition. */
function refuse(unread: readonly Unread[]): void {
  const wrong = unread.find(({ problem }) => problem !== 'same');
  if (wrong) throw failureOf(wrong);
}

function failureOf(unread: Unread): ApiFailure {
  const { name, value, problem } = unread;
  const message = problemText(unread);
  const field = fieldOf(name);
  const param = field ?? name.slice(0, 100);
  if (problem === 'name') {
    return new ApiFailure(400, message, { param, code: 'unknown_parameter' });
  }
  const length = countCodePoints(value);
  if (field === 'q' && length > LONGEST_SEARCH) return tooLong('q', LONGEST_SEARCH, length);
  const kind = field && FILTER_FIELDS[field].kind;
  const isType = problem === 'value' && (kind === 'amount' || kind === 'time');
  return new ApiFailure(400, message, { param, code: isType ? 'invalid_type' : 'invalid_value' });
}

function noCondition(text: string): ApiFailure {
  return invalidValue(
    'filter',
    `'${text.slice(0, 100)}' holds no condition. An empty text stands for everything.`,
  );
}

/** As of `now` in milliseconds. */
function filterFrom(filters: readonly Filter[], now: number): CompletionFilter {
  const values = (field: Filter['field']) =>
    filters.filter((filter) => filter.field === field).map(({ value }) => value);
  const pairs = (field: Filter['field']) =>
    filters
      .filter((filter) => filter.field === field)
      .map(({ key = '', value }): [string, string] => [key, value]);
  const amount = (field: Filter['field']) => values(field).map(Number)[0];
  const second = (field: Filter['field']) =>
    values(field).map((value) => Math.min(secondOf(value, now), LAST_SECOND))[0];
  const range = (name: 'tokens' | 'latency' | 'cost') => ({
    min: amount(`${name}_min`),
    max: amount(`${name}_max`),
  });
  const [toolCalls] = values('tool_calls');
  return {
    ...noFilter,
    models: values('model'),
    providers: values('provider'),
    // Read as states.
    states: values('state') as CompletionFilter['states'],
    finishReasons: values('finish_reason'),
    reasons: values('reason'),
    metadata: pairs('metadata'),
    metadataAny: pairs('metadata_any'),
    metadataNot: pairs('metadata_not'),
    metadataExists: values('metadata_exists'),
    metadataMissing: values('metadata_missing'),
    metadataMissingAny: values('metadata_missing_any'),
    search: values('q')[0] ?? '',
    created: { min: second('created_after'), max: second('created_before') },
    tokens: range('tokens'),
    latency: range('latency'),
    cost: range('cost'),
    toolCalls: toolCalls === undefined ? undefined : toolCalls === 'true',
  };
}
