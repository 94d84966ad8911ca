import type { Sort } from '#contract/filter';
import type { Value } from '../columns';
import { firstOfSecond } from '../position';
import type { CompletionFilter, Range } from './query';

/** Where a statement starts reading. All but `sorted` come in order of `k`. */
export type Driver =
  | { kind: 'table' }
  | { kind: 'sorted'; sort: Sort }
  | { kind: 'pair'; key: string; value: string }
  | { kind: 'key'; key: string }
  /** Words that the index of texts finds. */
  | { kind: 'search'; words: readonly string[] };

export type Bind = (value: Value) => string;

/** How one database says what the other says differently. `d` is the driver's alias, `c` that of `completions`. */
export type Dialect = {
  placeholder: (n: number) => string;
  completions: string;
  metadata: string;
  /** The driver's entries alone. */
  entries: (driver: Driver) => string;
  /** The driver's entries and their rows `c`. */
  from: (driver: Driver) => string;
  /** `k` of the search table. */
  searchKey: string;
  /** Conditions on `d` for the words that drive. */
  matches: (words: readonly string[], bind: Bind) => string[];
  /** That the text of row `c.k` holds all words. */
  contains: (words: readonly string[], bind: Bind) => string;
};

/** A database as the table needs it. */
export type TableDatabase = {
  dialect: Dialect;
  rows<Row>(sql: string, values: readonly Value[]): Promise<Row[]>;
};

/** What a table is sorted by, in SQL. */
export const sortKey: Record<Sort, string> = {
  created: 'c.k',
  tokens: '(c.prompt_tokens + c.completion_tokens)',
  latency: 'c.total_ms',
  cost: 'c.cost',
};

/** FROM and WHERE of a filter, to be completed with what is asked of it. */
export class Selection {
  readonly values: Value[] = [];
  /** The position, read from the driver where that has it. */
  readonly k: string;
  readonly #dialect: Dialect;
  readonly #driver: Driver;
  readonly #conditions: string[] = [];

  constructor(dialect: Dialect, driver: Driver) {
    this.#dialect = dialect;
    this.#driver = driver;
    this.k = position(dialect, driver);
    if (driver.kind === 'pair')
      this.and(`d.key = ${this.bind(driver.key)}`, `d.value = ${this.bind(driver.value)}`);
    if (driver.kind === 'key') this.and(`d.key = ${this.bind(driver.key)}`);
    if (driver.kind === 'search') this.and(...dialect.matches(driver.words, this.bind));
  }

  bind = (value: Value): string => this.#dialect.placeholder(this.values.push(value));

  and(...conditions: string[]): this {
    this.#conditions.push(...conditions);
    return this;
  }

  /** Bounds `k`: from (inclusive) and below (exclusive). */
  between({ from, below }: { from?: number | undefined; below?: number | undefined }): this {
    if (from !== undefined) this.and(`${this.k} >= ${this.bind(from)}`);
    if (below !== undefined) this.and(`${this.k} < ${this.bind(below)}`);
    return this;
  }

  /** The seconds of a filter, which every driver can be bounded by. */
  created({ created }: CompletionFilter): this {
    const k = (second: number | undefined) =>
      second === undefined ? undefined : firstOfSecond(second);
    return this.between({ from: k(created.min), below: k(created.max) });
  }

  /** All of a filter that the driver does not already see to. */
  matching(filter: CompletionFilter, words: readonly string[]): this {
    this.created(filter);
    this.#oneOf('c.model', filter.models);
    this.#oneOf('c.provider', filter.providers);
    this.#oneOf('c.state', filter.states);
    this.#oneOf('c.finish_reason', filter.finishReasons);
    this.#because(filter.reasons);
    this.#within(sortKey.tokens, whole(filter.tokens));
    this.#within(sortKey.latency, filter.latency);
    this.#within(sortKey.cost, filter.cost);
    if (filter.toolCalls !== undefined) this.and(`c.tool_calls ${filter.toolCalls ? '>' : '='} 0`);
    this.#metadata(filter);
    const found = this.#driver.kind === 'search' ? this.#driver.words : [];
    const others = words.filter((word) => !found.includes(word));
    if (others.length > 0) this.and(this.#dialect.contains(others, this.bind));
    return this;
  }

  /** The whole statement. `tail` comes after WHERE. Rows are looked up only when something is asked of them. */
  sql(select: string, tail = ''): string {
    const needsRows = [select, tail, ...this.#conditions].some((text) => /\bc\./.test(text));
    const source = needsRows ? this.#dialect.from : this.#dialect.entries;
    return this.#statement(select, source(this.#driver), tail);
  }

  /** The same over the driver's entries alone, without a look at their rows. */
  entriesSql(select: string, tail: string): string {
    return this.#statement(select, this.#dialect.entries(this.#driver), tail);
  }

  #statement(select: string, from: string, tail: string): string {
    const where = this.#conditions.length > 0 ? `WHERE ${this.#conditions.join(' AND ')}` : '';
    return `SELECT ${select} FROM ${from} ${where} ${tail}`;
  }

  #metadata(filter: CompletionFilter): void {
    const driver = this.#driver;
    const carries = (key: string, ...values: string[]) =>
      `EXISTS (SELECT 1 FROM ${this.#dialect.metadata} o WHERE o.key = ${this.bind(key)}
        ${values.length === 0 ? '' : `AND o.value IN (${values.map(this.bind).join(', ')})`} AND o.k = ${this.k})`;
    for (const [key, value] of filter.metadata) {
      const isDriver = driver.kind === 'pair' && driver.key === key && driver.value === value;
      if (!isDriver) this.and(carries(key, value));
    }
    for (const [key, values] of valuesByKey(filter.metadataAny)) this.and(carries(key, ...values));
    for (const key of filter.metadataExists) {
      if (!(driver.kind === 'key' && driver.key === key)) this.and(carries(key));
    }
    for (const [key, value] of filter.metadataNot) this.and(`NOT ${carries(key, value)}`);
    for (const key of filter.metadataMissing) this.and(`NOT ${carries(key)}`);
    if (filter.metadataMissingAny.length > 0) {
      const all = filter.metadataMissingAny.map((key) => carries(key));
      this.and(`NOT (${all.join(' AND ')})`);
    }
  }

  #oneOf(column: string, values: readonly string[]): void {
    if (values.length > 0) this.and(`${column} IN (${values.map(this.bind).join(', ')})`);
  }

  /** Only the incomplete have a reason; said so, the wide rows of all others are left unread. */
  #because(reasons: readonly string[]): void {
    if (reasons.length === 0) return;
    this.and("c.state = 'incomplete'");
    this.#oneOf('c.reason', reasons);
  }

  #within(value: string, { min, max }: Range): void {
    if (min !== undefined) this.and(`${value} >= ${this.bind(min)}`);
    if (max !== undefined) this.and(`${value} <= ${this.bind(max)}`);
  }
}

/** The whole numbers within a range: PostgreSQL compares whole numbers with no others. */
function whole({ min, max }: Range): Range {
  return { min: min && Math.ceil(min), max: max && Math.floor(max) };
}

export function valuesByKey(pairs: CompletionFilter['metadataAny']): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [key, value] of pairs) values.set(key, [...(values.get(key) ?? []), value]);
  return values;
}

function position(dialect: Dialect, { kind }: Driver): string {
  if (kind === 'table' || kind === 'sorted') return 'c.k';
  return kind === 'search' ? `d.${dialect.searchKey}` : 'd.k';
}

/** Whether a filter lets everything through, so that rows can be counted without a look at them. */
export function hasConditions(filter: CompletionFilter): boolean {
  const lists = [
    filter.models,
    filter.providers,
    filter.states,
    filter.finishReasons,
    filter.reasons,
  ];
  const pairs = [
    filter.metadata,
    filter.metadataAny,
    filter.metadataNot,
    filter.metadataExists,
    filter.metadataMissing,
    filter.metadataMissingAny,
  ];
  const ranges = [filter.tokens, filter.latency, filter.cost].flatMap(({ min, max }) => [min, max]);
  return (
    [...lists, ...pairs].some(({ length }) => length > 0) ||
    ranges.some((end) => end !== undefined) ||
    filter.toolCalls !== undefined ||
    filter.search.trim() !== ''
  );
}
