import { storedMetadata } from '../sql/storable-values';
import type { CompletionRow } from '../columns';
import { searchWords } from '#contract/search-words';
import type { Metadata } from '#contract/metadata';
import { chooseDriver } from './driver';
import type { CompletionFilter, Facets, ValueCount } from './query';
import { Selection, type TableDatabase } from './selection';
import { isTallied, tallied, talliedReason, talliedSums } from './tallied';
import { sweep } from './sweep';

const FACET_BUDGET_MS = 150;
const VALUES_PER_KEY = 20;

type Counts = Map<string, number>;
type Group = Pick<CompletionRow, 'model' | 'provider' | 'state' | 'finish_reason'> & {
  count: number;
};

/** Which values the matching rows have, and how often. */
export async function facetsOf(
  database: TableDatabase,
  filter: CompletionFilter,
  budgetMs = FACET_BUDGET_MS,
): Promise<Facets> {
  const driver = await chooseDriver(database, filter);
  const words = searchWords(filter.search);
  const none = (): Counts => new Map();
  const [models, providers, states, reasons] = [none(), none(), none(), none()];
  const addGroup = (group: Group) => {
    add(models, group.model, group.count);
    add(providers, group.provider, group.count);
    add(states, group.state, group.count);
    if (group.finish_reason !== null) add(reasons, group.finish_reason, group.count);
  };
  const isKnown = isTallied(filter);
  if (isKnown) for (const group of await tallyGroups(database, filter)) addGroup(group);
  const keys = new Map<string, Counts>();
  const { stretch, relation } = await sweep(database, filter, driver, budgetMs, async (slice) => {
    const matching = () =>
      new Selection(database.dialect, driver).matching(filter, words).between(slice);
    if (!isKnown) for (const group of await groupsOf(database, matching())) addGroup(group);
    const tagged = matching().and("c.metadata <> '{}'");
    for (const { metadata } of await database.rows<Pick<CompletionRow, 'metadata'>>(
      tagged.sql('c.metadata'),
      tagged.values,
    )) {
      addPairs(keys, storedMetadata(metadata));
    }
  });
  const ranked = (counts: Counts) => rank(counts, isKnown ? 1 : stretch);
  return {
    models: ranked(models),
    providers: ranked(providers),
    states: ranked(states),
    finishReasons: ranked(reasons),
    metadata: [...keys]
      .map(([key, values]) => ({
        key,
        count: Math.round([...values.values()].reduce((sum, n) => sum + n, 0) * stretch),
        distinct: values.size,
        values: rank(values, stretch).slice(0, VALUES_PER_KEY),
      }))
      .sort((a, b) => b.count - a.count || compare(a.key, b.key)),
    relation,
  };
}

function groupsOf(database: TableDatabase, matching: Selection): Promise<Group[]> {
  const columns = 'c.model, c.provider, c.state, c.finish_reason';
  return database.rows<Group>(
    matching.sql(`${columns}, count(*) AS count`, `GROUP BY ${columns}`),
    matching.values,
  );
}

function tallyGroups(database: TableDatabase, filter: CompletionFilter): Promise<Group[]> {
  return tallied<Group>(database, filter, {
    select: `t.model, t.provider, t.state, ${talliedReason} AS finish_reason,
      ${talliedSums.count} AS count`,
    groupBy: '1, 2, 3, 4',
  });
}

function addPairs(keys: Map<string, Counts>, metadata: Metadata): void {
  for (const [key, value] of Object.entries(metadata)) {
    let values = keys.get(key);
    if (!values) keys.set(key, (values = new Map()));
    add(values, value, 1);
  }
}

function add(counts: Counts, value: string, count: number): void {
  counts.set(value, (counts.get(value) ?? 0) + count);
}

function rank(counts: Counts, stretch: number): ValueCount[] {
  return [...counts]
    .map(([value, count]) => ({ value, count: Math.round(count * stretch) }))
    .sort((a, b) => b.count - a.count || compare(a.value, b.value));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
