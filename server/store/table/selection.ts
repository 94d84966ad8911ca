import type { Sort } from '#contract/filter';
import type { Value } from '../columns';
import { firstOfSecond } from '../position';
import type { Arm, Bound, Dialect, Driver } from './dialect';
import { type CompletionFilter, type Range, valuesByKey } from './query';
import type { Stretch } from './stretch';

/** SQL, made when the statement is. */
type Condition = string | (() => string);

/** What a table is sorted by, in SQL. */
export const sortKey: Record<Sort, string> = {
  created: 'c.k',
  tokens: '(c.prompt_tokens + c.completion_tokens)',
  latency: 'c.total_ms',
  cost: 'c.cost',
};

/** What the indexes by these keys hold: what still runs has no value, and would be written to each of them twice. */
export const SORTED = "c.state <> 'running'";

/** FROM and WHERE of a filter, to be completed with what is asked of it. */
export class Selection {
  readonly values: Value[] = [];
  /** The position, read from the driver where that has it. */
  readonly k: string;
  readonly #dialect: Dialect;
  readonly #driver: Driver;
  readonly #conditions: Condition[] = [];
  readonly #joins: Condition[] = [];
  /** What `k` lies between: said of every table that is read, for no planner finds that out by itself. */
  readonly #bounds: Bound[] = [];
  /** Few rows lie between them. */
  #isSlice = false;

  constructor(dialect: Dialect, driver: Driver) {
    this.#dialect = dialect;
    this.#driver = driver;
    this.k = driver.kind === 'table' || driver.kind === 'sorted' ? 'c.k' : 'd.k';
    if (driver.kind === 'pair')
      this.and(`d.key = ${this.bind(driver.key)}`, `d.value = ${this.bind(driver.value)}`);
    if (driver.kind === 'key') this.and(`d.key = ${this.bind(driver.key)}`);
  }

  bind = (value: Value): string => `$${this.values.push(value)}`;

  and(...conditions: Condition[]): this {
    this.#conditions.push(...conditions);
    return this;
  }

  /** Bounds `k`: from (inclusive) and below (exclusive). `isSlice`: a few of the driver's entries lie between them. */
  between({ from, below }: Stretch, isSlice = false): this {
    this.#isSlice ||= isSlice;
    if (from !== undefined) this.#bounds.push({ op: '>=', value: this.bind(from) });
    if (below !== undefined) this.#bounds.push({ op: '<', value: this.bind(below) });
    return this;
  }

  /** SQL of the value that a row has for a key, null where it lacks it. A join, so that a database may read a key as a whole. */
  valueOf(key: string): string {
    const alias = `v${this.#joins.length}`;
    const pairs = this.#pairs(alias, key);
    this.#joins.push(() => `LEFT JOIN chatkeep.completion_metadata ${alias} ON ${pairs()}`);
    return `${alias}.value`;
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
    this.#ranged(sortKey.tokens, whole(filter.tokens));
    this.#ranged(sortKey.latency, filter.latency);
    this.#ranged(sortKey.cost, filter.cost);
    if (filter.toolCalls !== undefined) this.and(`c.tool_calls ${filter.toolCalls ? '>' : '='} 0`);
    this.#metadata(filter);
    const others = wordsLeft(this.#driver, words);
    return others.length > 0 ? this.saying(others) : this;
  }

  /** Rows that say all words, whatever the driver does. */
  saying(words: readonly string[]): this {
    const contains = this.#dialect.contains(words, this.bind);
    const areAllRead = this.#driver.kind === 'table' && this.#conditions.length === 0;
    return this.and(() => contains(this.#bounds, areAllRead && this.#isSlice));
  }

  /** The whole statement. `tail` comes after WHERE. Rows are looked up only when something is asked of them. */
  sql(select: string, tail = ''): string {
    const texts = [select, tail, ...this.#conditions.map(said)];
    const needsRows = texts.some((text) => /\bc\./.test(text));
    const isPair = this.#driver.kind === 'pair' || this.#driver.kind === 'key';
    const entries = this.#entries();
    return this.#statement(
      select,
      needsRows && isPair ? this.#dialect.rows(entries) : entries,
      tail,
    );
  }

  /** The first ones in the order of positions. `select` names `k`. */
  inOrder(select: string, direction: 'ASC' | 'DESC', limit: number, offset = 0): string {
    const arms = this.#arms();
    if (!arms) return this.sql(select, `ORDER BY ${this.k} ${direction} ${limited(limit, offset)}`);
    const parts = arms.map(({ from, where, order }) =>
      this.#statement(
        select,
        from,
        `ORDER BY ${order} ${direction} LIMIT ${limit + offset}`,
        where,
      ),
    );
    const all = parts.map((part) => `SELECT * FROM (${part}) part`).join(' UNION ');
    return `${all} ORDER BY k ${direction} ${limited(limit, offset)}`;
  }

  /** Those of rows without a value, too, where the driver follows one. */
  #arms(): readonly Arm[] | undefined {
    const [driver, dialect] = [this.#driver, this.#dialect];
    if (driver.kind === 'search') return dialect.arms?.(driver, this.bind, this.#bounds);
    if (driver.kind !== 'sorted') return undefined;
    return [
      { from: this.#entries(), where: [SORTED], order: this.k },
      { from: dialect.running, where: ["c.state = 'running'"], order: this.k },
    ];
  }

  /** The same over the driver's entries alone, without a look at their rows. */
  entriesSql(select: string, tail: string): string {
    return this.#statement(select, this.#entries(), tail);
  }

  #entries(): string {
    return this.#dialect.entries(this.#driver, this.bind, this.#bounds);
  }

  #statement(select: string, from: string, tail: string, where: readonly string[] = []): string {
    const conditions = [...where, ...this.#within(this.k), ...this.#conditions.map(said)];
    const all = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
    return `SELECT ${select} FROM ${[from, ...this.#joins.map(said)].join(' ')} ${all} ${tail}`;
  }

  #within(k: string): string[] {
    return this.#bounds.map(({ op, value }) => `${k} ${op} ${value}`);
  }

  /** The pairs that the row at `k` has of a key, and of some values of it. */
  #pairs(alias: string, key: string, ...values: string[]): () => string {
    const wanted = [`${alias}.key = ${this.bind(key)}`, `${alias}.k = ${this.k}`];
    if (values.length > 0) wanted.push(`${alias}.value IN (${values.map(this.bind).join(', ')})`);
    return () => [...wanted, ...this.#within(`${alias}.k`)].join(' AND ');
  }

  #metadata(filter: CompletionFilter): void {
    const driver = this.#driver;
    const carries = (key: string, ...values: string[]) => {
      const pairs = this.#pairs('o', key, ...values);
      return () => `EXISTS (SELECT 1 FROM chatkeep.completion_metadata o WHERE ${pairs()})`;
    };
    const lacks =
      (...all: (() => string)[]) =>
      () =>
        `NOT (${all.map(said).join(' AND ')})`;
    for (const [key, value] of filter.metadata) {
      const isDriver = driver.kind === 'pair' && driver.key === key && driver.value === value;
      if (!isDriver) this.and(carries(key, value));
    }
    for (const [key, values] of valuesByKey(filter.metadataAny)) this.and(carries(key, ...values));
    for (const key of filter.metadataExists) {
      if (!(driver.kind === 'key' && driver.key === key)) this.and(carries(key));
    }
    for (const [key, value] of filter.metadataNot) this.and(lacks(carries(key, value)));
    for (const key of filter.metadataMissing) this.and(lacks(carries(key)));
    if (filter.metadataMissingAny.length > 0)
      this.and(lacks(...filter.metadataMissingAny.map((key) => carries(key))));
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

  #ranged(value: string, { min, max }: Range): void {
    if (min !== undefined) this.and(`${value} >= ${this.bind(min)}`);
    if (max !== undefined) this.and(`${value} <= ${this.bind(max)}`);
  }
}

/** Words that a driver does not see to: whether a row says them is told when it is read. */
export function wordsLeft(driver: Driver, words: readonly string[]): string[] {
  return words.filter((word) => driver.kind !== 'search' || !driver.words.includes(word));
}

function limited(limit: number, offset: number): string {
  return offset === 0 ? `LIMIT ${limit}` : `LIMIT ${limit} OFFSET ${offset}`;
}

function said(condition: Condition): string {
  return typeof condition === 'string' ? condition : condition();
}

/** The whole numbers within a range: PostgreSQL compares whole numbers with no others. */
function whole({ min, max }: Range): Range {
  return { min: min && Math.ceil(min), max: max && Math.floor(max) };
}
