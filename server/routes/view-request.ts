import { countCodePoints } from '#contract/code-points';
import { isStorable } from '#contract/storable';
import type { ViewFields } from '#contract/wire/views';
import { invalidType, invalidValue, missingParameter, unknownParameter } from '../http/errors';
import { readStrictPairs } from '../http/read-filter';
import { readTableQuery } from './table-query';

const MEMBERS = new Set(['name', 'query', 'columns', 'position']);
/** What of an address belongs to the table, and is no filter. */
const OPTIONS = new Set(['sort', 'order', 'limit']);

const LONGEST_NAME = 60;
const LONGEST_QUERY = 8_000;
const MOST_COLUMNS = 60;
const LONGEST_COLUMN = 200;

/** Reads a view, or what of one is changed: what is not said stays as in `before`. Fails with 400. */
export function readView(
  body: Record<string, unknown>,
  before: Partial<ViewFields>,
): Omit<ViewFields, 'position'> & { position?: number | undefined } {
  for (const name of Object.keys(body)) if (!MEMBERS.has(name)) throw unknownParameter(name);
  const { name = before.name, query = before.query ?? '', position = before.position } = body;
  const { columns = before.columns ?? [] } = body;
  if (name === undefined) throw missingParameter('name');
  if (typeof name !== 'string') throw invalidType('name', 'a string', name);
  const trimmed = name.trim();
  if (trimmed === '' || countCodePoints(trimmed) > LONGEST_NAME || !isStorable(trimmed)) {
    throw invalidValue('name', `Invalid 'name': expected 1 to ${LONGEST_NAME} characters.`);
  }
  if (position !== undefined && (typeof position !== 'number' || !Number.isFinite(position))) {
    throw invalidType('position', 'a number', position);
  }
  return { name: trimmed, query: readQuery(query), columns: readColumns(columns), position };
}

function readQuery(query: unknown): string {
  if (typeof query !== 'string') throw invalidType('query', 'a string', query);
  if (query.length > LONGEST_QUERY) {
    throw invalidValue('query', `Invalid 'query': expected at most ${LONGEST_QUERY} characters.`);
  }
  const pairs = [...new URLSearchParams(query)];
  readStrictPairs(pairs.filter(([name]) => !OPTIONS.has(name)));
  readTableQuery(new URLSearchParams(pairs.filter(([name]) => OPTIONS.has(name))));
  return query;
}

function readColumns(columns: unknown): string[] {
  const isColumn = (column: unknown): column is string =>
    typeof column === 'string' && column.length <= LONGEST_COLUMN && isStorable(column);
  if (!Array.isArray(columns)) throw invalidType('columns', 'an array', columns);
  if (columns.length > MOST_COLUMNS || !columns.every(isColumn)) {
    throw invalidValue(
      'columns',
      `Invalid 'columns': expected at most ${MOST_COLUMNS} ids of up to ${LONGEST_COLUMN} characters.`,
    );
  }
  return columns;
}
