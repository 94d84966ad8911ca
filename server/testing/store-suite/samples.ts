import { type CompletionPosition, createPositions } from '../../store/completion-id';
import { noFilter } from '../../store/no-filter';
import type { Draft, Outcome } from '../../store/completion';
import type { Metadata } from '#contract/metadata';
import type { ListQuery } from '../../store/listing';
import type { Store } from '../../store/store';
import type { CompletionFilter, TableQuery } from '../../store/table/query';

const next = createPositions();

type SampleDraft = Draft & { messages: string; request: string };
type SampleOutcome = Outcome & { body: string };

export function sampleDraft(changes: Partial<SampleDraft> = {}): SampleDraft {
  return {
    ...next(),
    provider: 'demo',
    requestedModel: 'gpt-test',
    caller: null,
    metadata: {},
    request: '{"model":"gpt-test","temperature":0.5}',
    messages: '[{"role":"user","content":"Hello"}]',
    inputPreview: 'Hello',
    ...changes,
  };
}

export function sampleOutcome(changes: Partial<SampleOutcome> = {}): SampleOutcome {
  return {
    state: 'complete',
    reason: null,
    model: 'gpt-test',
    upstreamId: 'up-1',
    finishReason: 'stop',
    body: '{"object":"chat.completion","choices":[]}',
    promptTokens: 12,
    completionTokens: 34,
    cachedTokens: 0,
    reasoningTokens: null,
    firstTokenMs: 120.5,
    totalMs: 900.25,
    cost: 0.000_123,
    toolCalls: 0,
    outputPreview: 'Hi there',
    ...changes,
  };
}

/** Stores a completion that is complete and returns its id. */
export async function keep(
  store: Store,
  { draft, outcome }: { draft?: Partial<SampleDraft>; outcome?: Partial<SampleOutcome> } = {},
): Promise<string> {
  const sample = sampleDraft(draft);
  await store.begin(sample);
  await store.finish(sample.id, sampleOutcome(outcome));
  return sample.id;
}

export async function keepTagged(store: Store, metadata: Metadata): Promise<string> {
  return keep(store, { draft: { metadata } });
}

/** Many positions within one second, as a busy server gives them. */
export function positionsInOneSecond(count: number, second = 1_764_000_000): CompletionPosition[] {
  const inSecond = createPositions(() => second * 1000);
  return Array.from({ length: count }, () => inSecond());
}

/** Walks the list to its end; `limit` rows a page. */
export async function walk(
  store: Store,
  query: {
    order: 'asc' | 'desc';
    limit?: number;
    model?: string;
    route?: ListQuery['route'];
    metadata?: Metadata;
  },
): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await store.list({
      after,
      limit: query.limit ?? 100,
      order: query.order,
      model: query.model,
      route: query.route,
      metadata: Object.entries(query.metadata ?? {}),
    });
    ids.push(...page.rows.map((row) => row.id));
    if (!page.hasMore) return ids;
    after = ids.at(-1);
  }
}

export function tableQuery(
  filter: Partial<CompletionFilter>,
  more: Partial<TableQuery> = {},
): TableQuery {
  return {
    filter: { ...noFilter, ...filter },
    sort: 'created',
    order: 'desc',
    limit: 1_000,
    // However slow the machine is, the tests count exactly.
    countBudgetMs: Infinity,
    ...more,
  };
}

/** Ids of all rows that match, newest first. */
export async function tableIds(store: Store, filter: Partial<CompletionFilter>): Promise<string[]> {
  const { rows } = await store.query(tableQuery(filter));
  return rows.map(({ id }) => id);
}
