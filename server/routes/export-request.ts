import * as z from 'zod/mini';
import { COLUMN_NAMES, columnAt } from '#contract/columns';
import { exportForm, exportRequest, type ExportRequest as Asked } from '#contract/wire/transfers';
import { readStrictFilter, readStrictPairs } from '../http/read-filter';
import { readRequest } from '../http/read-request';
import type { Sorting } from '../store/records';
import type { ExportTarget } from '../transfer/export';
import type { Format } from '../transfer/formats';
import { single } from './list-query';

export type ExportRequest = {
  target: ExportTarget;
  format: Format;
  /** Undefined: oldest first. */
  sorting: Sorting | undefined;
};

const form = z.strictObject(exportForm);
/** What an export's address says beside its filter. */
export const FORM: ReadonlySet<string> = new Set(Object.keys(exportForm));
const STANDARD_COLUMNS = COLUMN_NAMES.filter((name) => !columnAt(name).isExtra);

/**
 * `format`, the filter as `GET /api/completions` takes it, `columns` (csv; once for each, as one name may hold a
 * comma), `choice` (chat), and `sort` and `order` as in `GET /api/completions` (without both: oldest first). Fails
 * with 400.
 */
export function readExportQuery(query: URLSearchParams): ExportRequest {
  const filter = readStrictPairs([...query].filter(([name]) => !FORM.has(name)));
  const choice = single(query, 'choice');
  const asked = readRequest(form, {
    format: single(query, 'format'),
    columns: query.has('columns') ? query.getAll('columns') : undefined,
    choice: choice === undefined ? undefined : Number(choice),
    sort: single(query, 'sort'),
    order: single(query, 'order'),
  });
  return { target: { filter }, ...formOf(asked) };
}

/** The same for a body, whose `target` may also be `{"ids": […]}` or `{"all": true}`. Fails with 400. */
export function readExportBody(body: Record<string, unknown>): ExportRequest {
  const { target, ...asked } = readRequest(exportRequest, body);
  if ('ids' in target) return { target, ...formOf(asked) };
  const filter = readStrictFilter('filter' in target ? target.filter : '');
  return { target: { filter }, ...formOf(asked) };
}

function formOf({ format, columns, choice, sort, order }: Omit<Asked, 'target'>) {
  return {
    format: formatOf(format, columns, choice),
    sorting:
      sort === undefined && order === undefined
        ? undefined
        : { sort: sort ?? ('created' as const), order: order ?? ('desc' as const) },
  };
}

function formatOf(
  name: Asked['format'],
  columns: Asked['columns'] = STANDARD_COLUMNS,
  choice: Asked['choice'] = 0,
): Format {
  if (name === 'csv') return { name, columns };
  return name === 'chat' ? { name, choice } : { name };
}
