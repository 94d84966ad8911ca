import {
  ApiFailure,
  invalidType,
  invalidValue,
  missingParameter,
  unknownParameter,
} from '../http/errors';
import { readStrictFilter, readStrictPairs } from '../http/read-filter';
import type { ExportTarget } from '../transfer/export';
import { COLUMN_NAMES, columnAt } from '#contract/columns';
import { isExported } from '../transfer/csv';
import { type Format, FORMATS } from '../transfer/formats';
import { single } from './list-query';
import { SORTS } from '#contract/filter';
import { isStorable } from '#contract/storable';
import type { Sorting } from '../store/records';

export type ExportRequest = {
  target: ExportTarget;
  format: Format;
  /** Undefined: oldest first. */
  sorting: Sorting | undefined;
};

const ORDERS = ['asc', 'desc'] as const;
const MOST_IDS = 10_000;
const MOST_COLUMNS = 200;
/** What an export's address says beside its filter. */
export const FORM: ReadonlySet<string> = new Set(['format', 'columns', 'choice', 'sort', 'order']);
const STANDARD_COLUMNS = COLUMN_NAMES.filter((name) => !columnAt(name).isExtra);

/**
 * `format`, the filter as `GET /api/completions` takes it, `columns` (csv; once for each, as one name may hold a
 * comma), `choice` (chat), and `sort` and `order` as in `GET /api/completions` (without both: oldest first). Fails
 * with 400.
 */
export function readExportQuery(query: URLSearchParams): ExportRequest {
  const choice = single(query, 'choice');
  return {
    target: { filter: readStrictPairs([...query].filter(([name]) => !FORM.has(name))) },
    format: readFormat(single(query, 'format'), {
      columns: query.has('columns') ? query.getAll('columns') : undefined,
      choice: choice === undefined ? undefined : Number(choice),
    }),
    sorting: readSorting(single(query, 'sort'), single(query, 'order')),
  };
}

/** The same for a body, whose `target` may also be `{"ids": […]}` or `{"all": true}`. Fails with 400. */
export function readExportBody(body: Record<string, unknown>): ExportRequest {
  const { format, target, columns, choice, sort, order, ...others } = body;
  refuseOthers(others, '');
  return {
    target: readTarget(target),
    format: readFormat(format, { columns, choice }),
    sorting: readSorting(sort, order),
  };
}

function readSorting(sort: unknown, order: unknown): Sorting | undefined {
  if (sort === undefined && order === undefined) return undefined;
  return {
    sort: readChoiceOf('sort', sort, SORTS) ?? 'created',
    order: readChoiceOf('order', order, ORDERS) ?? 'desc',
  };
}

function readChoiceOf<T extends string>(
  name: string,
  value: unknown,
  choices: readonly T[],
): T | undefined {
  const known = choices.find((choice) => choice === value);
  if (known !== undefined || value === undefined) return known;
  const supported = choices.map((choice) => `'${choice}'`).join(', ');
  throw invalidValue(name, `Invalid '${name}': supported values are ${supported}.`);
}

function readFormat(
  name: unknown,
  { columns, choice }: { columns: unknown; choice: unknown },
): Format {
  if (name === undefined) throw missingParameter('format');
  const known = FORMATS.find((format) => format === name);
  if (!known) {
    const supported = FORMATS.map((format) => `'${format}'`).join(', ');
    throw invalidValue('format', `Invalid 'format': supported values are ${supported}.`);
  }
  if (known === 'csv') return { name: known, columns: readColumns(columns) };
  return known === 'chat' ? { name: known, choice: readChoice(choice) } : { name: known };
}

function readColumns(columns: unknown): readonly string[] {
  if (columns === undefined) return STANDARD_COLUMNS;
  if (!Array.isArray(columns)) throw invalidType('columns', 'an array of strings', columns);
  if (columns.length === 0 || columns.length > MOST_COLUMNS) {
    throw invalidValue('columns', `Invalid 'columns': expected 1 to ${MOST_COLUMNS} names.`);
  }
  for (const name of columns) {
    if (typeof name === 'string' && isExported(name)) continue;
    throw invalidValue(
      'columns',
      `Invalid 'columns': supported are metadata.<key> and ${COLUMN_NAMES.join(', ')}.`,
    );
  }
  return columns as string[];
}

function readChoice(choice: unknown): number {
  const isIndex = typeof choice === 'number' && Number.isInteger(choice) && choice >= 0;
  if (choice === undefined || isIndex) return choice ?? 0;
  throw invalidValue('choice', "Invalid 'choice': expected an integer of at least 0.");
}

function readTarget(target: unknown): ExportTarget {
  if (target === undefined) throw missingParameter('target');
  if (typeof target !== 'object' || target === null)
    throw invalidType('target', 'an object', target);
  const { filter, all, ids, ...others } = target as Record<string, unknown>;
  refuseOthers(others, 'target.');
  const isOne = [filter, all, ids].filter((value) => value !== undefined).length === 1;
  if (all === true && isOne) return { filter: readStrictFilter('') };
  if (typeof filter === 'string' && isOne) return { filter: readStrictFilter(filter) };
  if (Array.isArray(ids) && isOne) return { ids: checkedIds(ids) };
  throw invalidValue(
    'target',
    'Invalid \'target\': expected {"filter": …}, {"ids": […]} or {"all": true}.',
  );
}

function refuseOthers(others: object, place: string): void {
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw unknownParameter(`${place}${unknown}`);
}

/** At most 10,000 ids, each of them once. Fails with 400. */
export function checkedIds(ids: readonly unknown[]): string[] {
  const isId = (id: unknown): id is string => typeof id === 'string' && id !== '' && isStorable(id);
  if (ids.length === 0) throw emptyIds();
  if (ids.length > MOST_IDS) {
    throw invalidValue('target.ids', `Invalid 'target.ids': at most ${MOST_IDS} can be named.`);
  }
  if (!ids.every(isId) || new Set(ids).size < ids.length) {
    throw invalidValue('target.ids', "Invalid 'target.ids': expected ids, each of them once.");
  }
  return [...ids];
}

function emptyIds(): ApiFailure {
  return new ApiFailure(
    400,
    "Invalid 'target.ids': empty array. Expected an array with minimum length 1, but got an empty array instead.",
    { param: 'target.ids', code: 'empty_array' },
  );
}
