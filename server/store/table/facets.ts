import { storedMetadata } from '../sql/storable-values';
import type { CompletionRow } from '../columns';
import { searchWords } from '#contract/search-words';
import type { Metadata } from '#contract/metadata';
import { chooseDriver, hasFewEntries } from './driver';
import { grouped } from './grouped';
import type { CompletionFilter, Facets, ValueCount } from './query';
import type { Driver, TableDatabase } from './dialect';
import { Selection } from './selection';
import { isTallied, tallied, talliedReason, talliedSums } from './tallied';
import { narrowKeys } from './narrow-keys';
import { isRemembered, remembered } from './remembered';
import { toldOnce } from './segments';
import { type Coverage, sweep } from './sweep';

const FACET_BUDGET_MS = 150;
const VALUES_PER_KEY = 20;
/** For keys of many values, where all others are known: their newest rows have to do. */
const WIDE_BUDGET_MS = 10;

type Counts = Map<string, number>;
type Group = Pick<CompletionRow, 'model' | 'provider' | 'state' | 'finish_reason'> & {
  count: number;
};

/** Which values the matching rows have, and how often. */
export async function facetsOf(
  asking: TableDatabase,
  filter: CompletionFilter,
  budgetMs = FACET_BUDGET_MS,
): Promise<Facets> {
  const database = toldOnce(asking);
  const ends = performance.now() + budgetMs;
  const leftMs = () => ends - performance.now();
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
  // A look at few entries is sooner done than to ask what is remembered.
  const isFew = await hasFewEntries(database, driver);
  const known = isFew ? null : await knownGroups(database, filter, driver, leftMs() / 3);
  known?.forEach(addGroup);
  const { exact, isAll } = isFew ? nothing() : await narrowFacets(database, filter, leftMs() / 2);
  const others = new Map<string, Counts>();
  const sweepMs =
    known && exact.size > 0 && budgetMs < Infinity ? Math.min(leftMs(), WIDE_BUDGET_MS) : leftMs();
  let coverage: Coverage = { stretch: 1, relation: 'exact' };
  if (!known || !isAll)
    coverage = await sweep(database, filter, driver, sweepMs, async (slice) => {
      const matching = () =>
        new Selection(database.dialect, driver).matching(filter, words).between(slice, true);
      if (!known)
        for (const group of await grouped<Group>(database, matching(), { keys: COLUMNS }))
          addGroup(group);
      if (isAll) return;
      const tagged = matching().and("c.metadata <> '{}'");
      for (const { metadata } of await database.rows<Pick<CompletionRow, 'metadata'>>(
        tagged.sql('c.metadata'),
        tagged.values,
      )) {
        addPairs(others, storedMetadata(metadata), exact);
      }
    });
  const { stretch, relation } = coverage;
  const ranked = (counts: Counts) => rank(counts, known ? 1 : stretch);
  return {
    models: ranked(models),
    providers: ranked(providers),
    states: ranked(states),
    finishReasons: ranked(reasons),
    metadata: [...facetsOfKeys(exact, 1), ...facetsOfKeys(others, stretch)].sort(
      (a, b) => b.count - a.count || compare(a.key, b.key),
    ),
    relation,
  };
}

function facetsOfKeys(keys: ReadonlyMap<string, Counts>, stretch: number): Facets['metadata'] {
  return [...keys].map(([key, values]) => ({
    key,
    count: Math.round([...values.values()].reduce((sum, n) => sum + n, 0) * stretch),
    distinct: values.size,
    values: rank(values, stretch).slice(0, VALUES_PER_KEY),
  }));
}

const COLUMNS = {
  model: 'c.model',
  provider: 'c.provider',
  state: 'c.state',
  finish_reason: 'c.finish_reason',
};

/** Null where the time was too short to count them. */
async function knownGroups(
  database: TableDatabase,
  filter: CompletionFilter,
  driver: Driver,
  budgetMs: number,
): Promise<Group[] | null> {
  if (isTallied(filter)) return tallyGroups(database, filter);
  if (!isRemembered(filter)) return null;
  const grouping = () => ({ keys: COLUMNS });
  const question = { driver, grouping, budgetMs };
  const { rows, isWhole } = await remembered<Group>(database, filter, question);
  return isWhole ? rows : null;
}

type Narrow = { exact: Map<string, Counts>; isAll: boolean };

function nothing(): Narrow {
  return { exact: new Map(), isAll: false };
}

/** Of keys with few values, as far as the time allows; `isAll`: there are no others. */
async function narrowFacets(
  database: TableDatabase,
  filter: CompletionFilter,
  budgetMs: number,
): Promise<Narrow> {
  const ends = performance.now() + budgetMs;
  const exact = new Map<string, Counts>();
  if (!isRemembered(filter)) return nothing();
  const narrow = await narrowKeys(database);
  let { isAll } = narrow;
  for (const key of narrow.keys) {
    const { rows, isWhole } = await remembered<ValueCount>(
      database,
      { ...filter, metadataExists: [...filter.metadataExists, key] },
      {
        driver: { kind: 'key', key },
        grouping: () => ({ keys: { value: 'd.value' } }),
        budgetMs: ends - performance.now(),
      },
    );
    if (!isWhole) isAll = false;
    else if (rows.length > 0) {
      const counts: Counts = new Map();
      for (const { value, count } of rows) add(counts, value, count);
      exact.set(key, counts);
    }
  }
  return { exact, isAll };
}

function tallyGroups(database: TableDatabase, filter: CompletionFilter): Promise<Group[]> {
  return tallied<Group>(database, filter, {
    select: `t.model, t.provider, t.state, ${talliedReason} AS finish_reason,
      ${talliedSums.count} AS count`,
    groupBy: '1, 2, 3, 4',
  });
}

/** Those of keys that are not known. */
function addPairs(
  keys: Map<string, Counts>,
  metadata: Metadata,
  known: ReadonlyMap<string, Counts>,
): void {
  for (const [key, value] of Object.entries(metadata)) {
    if (known.has(key)) continue;
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
