import { type Sort, SORTS } from '#contract/filter';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keep, keepTagged, sampleDraft, tableQuery } from './samples';
import type { Store } from '../../store/store';
import type { CompletionFilter, Range, TableQuery, TableRow } from '../../store/table/query';
import { often } from '../often';

const PROVIDER = 'table-paging';
const ROWS = 60;
const words = ['alpha', 'beta', 'gamma', 'of', '東京'];

const ended = fc.record({
  model: fc.constantFrom('paged-a', 'paged-b', 'paged-c'),
  finishReason: fc.constantFrom('stop', 'length', null),
  state: fc.constantFrom('complete', 'incomplete'),
  reason: fc.constantFrom('user_stop', 'upstream_error'),
  tokens: fc.option(fc.nat(4)),
  cost: fc.option(fc.nat(4).map((n) => n / 8)),
  totalMs: fc.nat(4),
  toolCalls: fc.nat(2),
  metadata: fc.dictionary(fc.constantFrom('env', 'a"b'), fc.constantFrom('x', 'y', ''), {
    noNullPrototype: true,
  }),
  said: fc.subarray(words),
});
/** What is still being answered is in no search. */
const running = ended.map((sample) => ({ ...sample, state: 'running' as const, said: [] }));
const row = fc.oneof({ weight: 5, arbitrary: ended }, running);
type Sample = typeof row extends fc.Arbitrary<infer T> ? T : never;

const some = <T>(values: T[]) => fc.subarray(values, { maxLength: 2 });
const range = (value: fc.Arbitrary<number>): fc.Arbitrary<Range> =>
  fc.record({ min: value, max: value }, { requiredKeys: [] });
const rarely = <T>(value: fc.Arbitrary<T>, otherwise: T) =>
  fc.option(value, { freq: 1, nil: otherwise });
const pairs = fc.array(
  fc.tuple(fc.constantFrom('env', 'a"b'), fc.constantFrom('x', 'y', '', 'none')),
  { maxLength: 2 },
);
const anyPairs = fc.array(
  fc.tuple(fc.constantFrom('env', 'a"b'), fc.constantFrom('x', 'y', '', 'none')),
  { maxLength: 4 },
);
const keys = some(['env', 'a"b', 'none']);

const query: fc.Arbitrary<TableQuery> = fc.record({
  filter: fc.record({
    models: rarely(some(['paged-a', 'paged-b', 'nobody']), []),
    providers: fc.constant([PROVIDER]),
    states: rarely(some(['complete', 'incomplete', 'running'] as const), []),
    finishReasons: rarely(some(['stop', 'length']), []),
    reasons: rarely(some(['user_stop', 'upstream_error', 'nothing']), []),
    metadata: rarely(pairs, []),
    metadataAny: rarely(anyPairs, []),
    metadataNot: rarely(pairs, []),
    metadataExists: rarely(keys, []),
    metadataMissing: rarely(keys, []),
    metadataMissingAny: rarely(keys, []),
    search: rarely(
      some([...words, 'eta']).map((found) => found.join(' ')),
      '',
    ),
    created: fc.constant({}),
    tokens: rarely(range(fc.nat(8)), {}),
    latency: rarely(range(fc.nat(4)), {}),
    cost: rarely(range(fc.nat(4).map((n) => n / 8)), {}),
    toolCalls: rarely(fc.boolean(), undefined as never),
  }),
  sort: fc.constantFrom<Sort>(...SORTS),
  order: fc.constantFrom('asc', 'desc'),
  limit: fc.constantFrom(5, 17, 100),
  // However slow the machine is, the tests count exactly.
  countBudgetMs: fc.constant(Infinity),
});

export function describeTablePaging(store: () => Store): void {
  describe('the pages of the table', () => {
    it('are those of a plain filter and sort, forward and back, whatever is asked', async () => {
      const samples = fc.sample(row, { numRuns: ROWS, seed: 11 });
      const said = new Map<string, Sample>();
      for (const sample of samples) said.set(await keepSample(store(), sample), sample);
      const everything = await store().query(tableQuery({ providers: [PROVIDER] }));
      expect(everything.rows).toHaveLength(ROWS);
      await fc.assert(
        fc.asyncProperty(query, async (asked) => {
          const expected = naive(everything.rows, said, asked);
          const pages = await walkTable(store(), asked);
          expect(pages.flat()).toEqual(expected);
          expect(pages.slice(0, -1).every(({ length }) => length === asked.limit)).toBe(true);
        }),
        { seed: 12, numRuns: often(15, 50) },
      );
    });

    it('have no page beyond the last, nor before the first', async () => {
      const asked = tableQuery({ providers: [PROVIDER] }, { limit: ROWS });
      const page = await store().query(asked);
      expect(page).toMatchObject({ next: null, previous: null });
      const half = await store().query({ ...asked, limit: ROWS / 2 });
      const rest = await store().query({
        ...asked,
        limit: ROWS / 2,
        after: half.next ?? undefined,
      });
      expect(rest.next).toBeNull();
      expect(rest.previous).not.toBeNull();
    });

    it('stay where they are while newer rows come', async () => {
      const metadata = { table: 'moving' };
      const first = [await keepTagged(store(), metadata), await keepTagged(store(), metadata)];
      const asked = tableQuery({ metadata: [['table', 'moving']] }, { limit: 1 });
      const page = await store().query(asked);
      const newer = await keepTagged(store(), metadata);
      const next = await store().query({ ...asked, after: page.next ?? undefined });
      expect(next.rows.map(({ id }) => id)).toEqual([first[0]]);
      const back = await store().query({ ...asked, before: page.next ?? undefined });
      expect(back.rows.map(({ id }) => id)).toEqual([newer]);
    });
  });
}

async function keepSample(store: Store, sample: Sample): Promise<string> {
  const { tokens, said, metadata, state, reason, ...outcome } = sample;
  const draft = {
    provider: PROVIDER,
    metadata,
    messages: JSON.stringify([{ role: 'user', content: said.join(' ') }]),
  };
  if (state === 'running') {
    const begun = sampleDraft(draft);
    await store.begin(begun);
    return begun.id;
  }
  return keep(store, {
    draft,
    outcome: {
      ...outcome,
      state,
      reason: state === 'incomplete' ? reason : null,
      promptTokens: tokens,
      completionTokens: tokens,
    },
  });
}

/** All pages forward, after having walked them back again to the first. */
async function walkTable(store: Store, asked: TableQuery): Promise<string[][]> {
  const pages: string[][] = [];
  let page = await store.query(asked);
  const first = page;
  for (;;) {
    expect(page.preceding).toEqual({ value: pages.flat().length, relation: 'exact' });
    pages.push(page.rows.map(({ id }) => id));
    if (!page.next) break;
    page = await store.query({ ...asked, after: page.next });
  }
  for (let i = pages.length - 2; i >= 0; i--) {
    page = await store.query({ ...asked, before: page.previous ?? undefined });
    expect(page.rows.map(({ id }) => id)).toEqual(pages[i]);
    expect(page.total).toEqual(first.total);
    const value = pages.slice(0, i).flat().length;
    expect(page.preceding).toEqual({ value, relation: 'exact' });
  }
  expect(first.total).toEqual({ value: pages.flat().length, relation: 'exact' });
  return pages;
}

function naive(rows: TableRow[], said: Map<string, Sample>, asked: TableQuery): string[] {
  const { filter, sort, order } = asked;
  const value = (row: TableRow) =>
    ({ created: row.k, tokens: row.total_tokens, latency: row.total_ms, cost: row.cost })[sort];
  const sign = order === 'asc' ? 1 : -1;
  return rows
    .filter((row) => matches(row, said.get(row.id)?.said ?? [], filter))
    .sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      if (x === null || y === null) {
        if (x !== null) return -1;
        return y !== null ? 1 : sign * (a.k - b.k);
      }
      return sign * (x - y || a.k - b.k);
    })
    .map(({ id }) => id);
}

function matches(row: TableRow, said: string[], filter: CompletionFilter): boolean {
  const oneOf = (values: readonly string[], value: string | null) =>
    values.length === 0 || (value !== null && values.includes(value));
  const within = ({ min, max }: Range, value: number | null) =>
    (min === undefined || (value !== null && value >= min)) &&
    (max === undefined || (value !== null && value <= max));
  const { metadata } = row;
  return (
    oneOf(filter.models, row.model) &&
    oneOf(filter.states, row.state) &&
    oneOf(filter.finishReasons, row.finish_reason) &&
    oneOf(filter.reasons, row.reason) &&
    filter.metadata.every(([key, value]) => metadata[key] === value) &&
    filter.metadataAny.every(([key]) =>
      filter.metadataAny.some((pair) => pair[0] === key && metadata[key] === pair[1]),
    ) &&
    filter.metadataNot.every(([key, value]) => metadata[key] !== value) &&
    filter.metadataExists.every((key) => key in metadata) &&
    filter.metadataMissing.every((key) => !(key in metadata)) &&
    (filter.metadataMissingAny.length === 0 ||
      filter.metadataMissingAny.some((key) => !(key in metadata))) &&
    filter.search.split(' ').every((word) => said.join(' ').includes(word)) &&
    within(filter.tokens, row.total_tokens) &&
    within(filter.latency, row.total_ms) &&
    within(filter.cost, row.cost) &&
    (filter.toolCalls ?? row.tool_calls > 0) === row.tool_calls > 0
  );
}
