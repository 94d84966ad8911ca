import { isList } from '#contract/json';
import { type Sort, SORTS } from '#contract/filter';
import { keyProblem } from '#contract/metadata';
import { ApiFailure, invalidType, invalidValue } from '../http/errors';
import { readLenientFilter } from '../http/read-filter';
import {
  type InsightsQuery,
  AWAITED,
  type SeriesQuery,
  type TablePosition,
  type TableQuery,
} from '../store/table/query';
import { readLimit, single } from './list-query';

/** Rows of a page of the table. */
const TABLE_SIZE = { default: 50, maximum: 1_000 } as const;

/** Seconds; beyond it positions would no longer be exact. */
const LARGEST_BUCKET = 2 ** 33 - 1;

/** As `before`: the page that ends with the last row. */
const LAST_PAGE = 'last';

/** Unknown parameters are ignored, wrong ones fail with 400. */
export function readTableQuery(query: URLSearchParams): TableQuery {
  const sort = readChoice(query, 'sort', SORTS) ?? 'created';
  const order = readChoice(query, 'order', ['asc', 'desc'] as const) ?? 'desc';
  const after = readCursor(query, 'after', sort, order);
  const before = readCursor(query, 'before', sort, order);
  if (after && before) {
    throw invalidValue('before', "Invalid 'before': it cannot be combined with 'after'.");
  }
  const limit = readLimit(query, TABLE_SIZE);
  const filter = readLenientFilter(query);
  return { filter, sort, order, limit, after, before, ...AWAITED };
}

export function readSeriesQuery(query: URLSearchParams): SeriesQuery {
  const split = single(query, 'split');
  const key = /^metadata\[(.+)\]$/s.exec(split ?? '')?.[1];
  if (split !== undefined && split !== 'model' && key === undefined) {
    throw invalidValue('split', "Invalid 'split': expected 'model' or 'metadata[key]'.");
  }
  const bucket = bucketSize(query);
  if (bucket === 0) throw invalidValue('bucket', "Invalid 'bucket': expected at least one second.");
  const by = key === undefined ? { by: 'model' as const } : { by: 'metadata' as const, key };
  return { filter: readLenientFilter(query), split: split === undefined ? undefined : by, bucket };
}

/** As {@link readSeriesQuery}; `verdict` names the metadata key of the verdicts. */
export function readInsightsQuery(query: URLSearchParams): InsightsQuery {
  const verdictKey = single(query, 'verdict') ?? 'review';
  const problem = keyProblem(verdictKey);
  if (problem) throw invalidValue('verdict', `Invalid 'verdict': ${problem}`);
  return { ...readSeriesQuery(query), verdictKey };
}

/** The cursor names its sort and order, so that one of another table is told from a place in this one. */
export function cursorText({ sort, order }: TableQuery, position: TablePosition | null) {
  if (!position) return null;
  const parts = [sort, order, position.value, position.k];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

function readCursor(
  query: URLSearchParams,
  name: 'after' | 'before',
  sort: Sort,
  order: TableQuery['order'],
): TablePosition | undefined {
  const text = single(query, name);
  if (text === undefined) return undefined;
  if (name === 'before' && text === LAST_PAGE) return endOf(order);
  const parts = parsed(Buffer.from(text, 'base64url').toString());
  const [ofSort, ofOrder, value, k] = isList(parts) ? parts : [];
  const isOfTable = ofSort === sort && ofOrder === order;
  if (isOfTable && isValueOf(sort, value) && isInteger(k)) return { value, k };
  throw new ApiFailure(
    400,
    `Invalid '${name}': not a cursor of this table in this order. Leave it out to start over.`,
    { param: name, code: 'invalid_cursor' },
  );
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

/** Null for rows without one. Tokens are counted in whole numbers, and PostgreSQL compares them with no others. */
function isValueOf(sort: Sort, value: unknown): value is number | null {
  if (value === null) return true;
  return sort === 'tokens' ? isInteger(value) : Number.isFinite(value);
}

/** Beyond every row: those without a value come last, and there is none of this number. */
function endOf(order: TableQuery['order']): TablePosition {
  return { value: null, k: order === 'desc' ? -1 : Number.MAX_SAFE_INTEGER };
}

/** Whether nothing can follow the page that is asked for. */
export function isLastPage({ order, before }: TableQuery): boolean {
  return before?.value === null && before.k === endOf(order).k;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function readChoice<T extends string>(
  query: URLSearchParams,
  name: string,
  choices: readonly T[],
): T | undefined {
  const text = single(query, name);
  if (text === undefined) return undefined;
  const choice = choices.find((known) => known === text);
  if (choice === undefined) throw unsupported(name, text, choices);
  return choice;
}

function unsupported(name: string, text: string, choices: readonly string[]): ApiFailure {
  const supported = choices.map((choice) => `'${choice}'`).join(', ');
  return invalidValue(
    name,
    `Invalid value: '${text.slice(0, 100)}'. Supported values are: ${supported}.`,
  );
}

function bucketSize(query: URLSearchParams): number | undefined {
  const text = single(query, 'bucket');
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw invalidType('bucket', 'an integer', text);
  return Math.min(Number(text), LARGEST_BUCKET);
}
