import { ApiFailure, invalidType, invalidValue, tooLong } from '../errors';
import {
  type CompletionFilter,
  type Range,
  type SeriesQuery,
  type Sort,
  SORTS,
  type TablePosition,
  type TableQuery,
} from '../store/table-query';
import type { CompletionState } from '../store/store';
import { readLimit, single } from './list-query';
import { isStorable } from './metadata';

/** Rows of a page of the table. */
const TABLE_SIZE = { default: 50, maximum: 1_000 } as const;

const STATES: readonly CompletionState[] = ['complete', 'incomplete', 'running'];
/** Of one kind, in one request. */
const MOST_CONDITIONS = 100;
const LONGEST_SEARCH = 1_000;
/** Beyond it positions would no longer be exact; the year 2242. */
const LAST_SECOND = 2 ** 33 - 1;

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
  return { filter: readFilter(query), sort, order, limit, after, before };
}

export function readFilter(query: URLSearchParams): CompletionFilter {
  const flag = readChoice(query, 'tool_calls', ['true', 'false'] as const);
  return {
    models: several(query, 'model'),
    providers: several(query, 'provider'),
    states: several(query, 'state').map(asState),
    finishReasons: several(query, 'finish_reason'),
    metadata: pairs(query, 'metadata'),
    metadataNot: pairs(query, 'metadata_not'),
    metadataExists: several(query, 'metadata_exists'),
    metadataMissing: several(query, 'metadata_missing'),
    search: readSearch(query),
    created: { min: second(query, 'created_after'), max: second(query, 'created_before') },
    tokens: range(query, 'tokens'),
    latency: range(query, 'latency'),
    cost: range(query, 'cost'),
    toolCalls: flag === undefined ? undefined : flag === 'true',
  };
}

export function readSeriesQuery(query: URLSearchParams): SeriesQuery {
  const split = single(query, 'split');
  const key = /^metadata\[(.+)\]$/s.exec(split ?? '')?.[1];
  if (split !== undefined && split !== 'model' && key === undefined) {
    throw invalidValue('split', "Invalid 'split': expected 'model' or 'metadata[key]'.");
  }
  const bucket = second(query, 'bucket');
  if (bucket === 0) throw invalidValue('bucket', "Invalid 'bucket': expected at least one second.");
  const by = key === undefined ? { by: 'model' as const } : { by: 'metadata' as const, key };
  return { filter: readFilter(query), split: split === undefined ? undefined : by, bucket };
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
  const [ofSort, ofOrder, value, k] = Array.isArray(parts) ? (parts as unknown[]) : [];
  const isPosition =
    ofSort === sort &&
    ofOrder === order &&
    (value === null || (typeof value === 'number' && Number.isFinite(value))) &&
    Number.isSafeInteger(k);
  if (!isPosition) {
    throw new ApiFailure(
      400,
      `Invalid '${name}': not a cursor of this table in this order. Leave it out to start over.`,
      { param: name, code: 'invalid_cursor' },
    );
  }
  return { value, k: k as number };
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

function readSearch(query: URLSearchParams): string {
  const search = single(query, 'q') ?? '';
  if (search.length > LONGEST_SEARCH) throw tooLong('q', LONGEST_SEARCH, search.length);
  return search;
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

function asState(text: string): CompletionState {
  const state = STATES.find((known) => known === text);
  if (!state) throw unsupported('state', text, STATES);
  return state;
}

function unsupported(name: string, text: string, choices: readonly string[]): ApiFailure {
  const supported = choices.map((choice) => `'${choice}'`).join(', ');
  return invalidValue(
    name,
    `Invalid value: '${text.slice(0, 100)}'. Supported values are: ${supported}.`,
  );
}

function several(query: URLSearchParams, name: string): string[] {
  return checked(name, query.getAll(name), (value) => [value]);
}

/** `name[key]=value`; the key is all between the first and the last bracket, so that it may hold brackets. */
function pairs(query: URLSearchParams, name: string): [string, string][] {
  const found = [...query].flatMap(([parameter, value]): [string, string][] => {
    const isPair = parameter.startsWith(`${name}[`) && parameter.endsWith(']');
    const key = parameter.slice(name.length + 1, -1);
    return isPair && key !== '' ? [[key, value]] : [];
  });
  return checked(name, found, (pair) => pair);
}

function checked<T>(name: string, values: T[], texts: (value: T) => string[]): T[] {
  if (values.length > MOST_CONDITIONS) {
    throw invalidValue(name, `Invalid '${name}': at most ${MOST_CONDITIONS} can be combined.`);
  }
  if (!values.flatMap(texts).every(isStorable)) {
    throw invalidValue(name, `Invalid '${name}': NUL and unpaired surrogates are not allowed.`);
  }
  return values;
}

function range(query: URLSearchParams, name: string): Range {
  return { min: number(query, `${name}_min`), max: number(query, `${name}_max`) };
}

function number(query: URLSearchParams, name: string): number | undefined {
  const text = single(query, name);
  if (text === undefined) return undefined;
  if (!/^\d{1,15}(\.\d{1,15})?$/.test(text)) throw invalidType(name, 'a number', text);
  return Number(text);
}

function second(query: URLSearchParams, name: string): number | undefined {
  const text = single(query, name);
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw invalidType(name, 'an integer', text);
  return Math.min(Number(text), LAST_SECOND);
}
