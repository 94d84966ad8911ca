import type { CompletionSummary } from '@/api/completion-summary';
import { completionBody } from '@/api/test-server';
import { type Backend, startBackend } from '@/test-backend';

type Row = Omit<CompletionSummary, 'completion'>;
export type TableBackend = { backend: Backend; rows: Row[] };

/** Stands in for this server with its own list; row 0 is the oldest, `env` is prod for every other row. */
export function startTableBackend(count: number): TableBackend {
  const rows = Array.from({ length: count }, (_, index) => summary(index));
  const backend = startBackend(
    rows.map(({ id, output_preview, metadata }) =>
      completionBody(id, output_preview ?? '', metadata),
    ),
  );
  const table: TableBackend = { backend, rows };
  backend.intercept = (method, url) => answer(table, method, url);
  return table;
}

/** For tests that answer some calls themselves. */
export function answer({ rows, backend }: TableBackend, method: string, url: string) {
  const { pathname, searchParams } = new URL(url, 'http://test');
  if (method !== 'GET') return null;
  if (pathname === '/api/server') {
    const capabilities = ['table.query', 'table.facets', 'table.series'];
    return { body: { version: '1', capabilities, providers: [], limits: {} } };
  }
  if (pathname === '/api/facets') return { body: facets(matching(rows, searchParams)) };
  if (pathname !== '/api/completions') return null;
  const current = rows.map((row) => {
    const stored = backend.rows.find(({ id }) => id === row.id);
    return { ...row, metadata: (stored?.metadata ?? row.metadata) as Row['metadata'] };
  });
  return { body: page(matching(current, searchParams), searchParams) };
}

function summary(index: number): Row {
  return {
    id: `c${index}`,
    created: 1_700_000_000 + index,
    model: index % 3 ? 'gpt-a' : 'gpt-b',
    requested_model: null,
    provider: 'demo',
    state: index % 5 ? 'complete' : 'incomplete',
    reason: index % 5 ? null : 'user_stop',
    finish_reason: 'stop',
    input_preview: `Input ${index}`,
    output_preview: `Output ${index}`,
    metadata: { env: index % 2 ? 'prod' : 'test' },
    prompt_tokens: 1,
    completion_tokens: 2,
    total_tokens: 1000 - index,
    cached_tokens: null,
    reasoning_tokens: null,
    first_token_ms: 100,
    total_ms: 1500,
    cost: 0.002,
    tool_calls: 0,
    caller: null,
  };
}

function matching(rows: Row[], query: URLSearchParams): Row[] {
  const words = (query.get('q') ?? '').toLowerCase();
  const models = query.getAll('model');
  const asked = query.getAll('metadata_missing_any');
  return rows.filter(
    (row) =>
      (asked.length === 0 || asked.some((key) => !(key in row.metadata))) &&
      (models.length === 0 || models.includes(row.model)) &&
      `${row.input_preview} ${row.output_preview}`.toLowerCase().includes(words) &&
      [...query].every(([name, value]) => {
        const [, field, key = ''] = /^(metadata|metadata_not)\[(.*)\]$/.exec(name) ?? [];
        if (field === undefined) return name !== 'metadata_missing' || !(value in row.metadata);
        return (row.metadata[key] === value) === (field === 'metadata');
      }),
  );
}

function page(rows: Row[], query: URLSearchParams) {
  const sort = query.get('sort') === 'tokens' ? 'total_tokens' : 'created';
  const sign = query.get('order') === 'asc' ? 1 : -1;
  const sorted = rows.toSorted((a, b) => sign * (Number(a[sort]) - Number(b[sort])));
  const limit = Number(query.get('limit'));
  const at = (name: string) =>
    query.get(name) === 'last'
      ? sorted.length
      : sorted.findIndex(({ id }) => `cursor-${id}` === query.get(name));
  const from = sorted.findIndex(({ id }) => id === query.get('from'));
  const start = query.has('from')
    ? Math.max(from, 0)
    : query.has('before')
      ? Math.max(at('before') - limit, 0)
      : at('after') + 1;
  const data = sorted.slice(start, start + limit);
  return {
    object: 'list',
    data,
    total: { value: rows.length, relation: 'exact' },
    preceding: { value: start, relation: 'exact' },
    unsearched: 0,
    next: start + limit < sorted.length ? `cursor-${data.at(-1)?.id}` : null,
    previous: start > 0 ? `cursor-${data[0]?.id}` : null,
  };
}

function facets(rows: Row[]) {
  const counts = (values: string[]) =>
    [...new Set(values)].map((value) => ({
      value,
      count: values.filter((other) => other === value).length,
    }));
  const keys = new Set(rows.flatMap(({ metadata }) => Object.keys(metadata)));
  return {
    models: counts(rows.map(({ model }) => model)),
    providers: counts(rows.map(({ provider }) => provider ?? '')),
    states: counts(rows.map(({ state }) => state)),
    finish_reasons: counts(rows.map((row) => row.finish_reason ?? '')),
    metadata: [...keys].map((key) => {
      const values = counts(rows.flatMap(({ metadata }) => metadata[key] ?? []));
      return { key, count: rows.length, distinct: values.length, values };
    }),
    relation: 'exact',
  };
}
