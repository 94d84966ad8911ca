import { idPart } from '../sql/search-names';
import type {
  Arm,
  Bind,
  Bound,
  Dialect,
  Driver,
  SearchDriver,
  TableDatabase,
} from '../table/dialect';
import type { SqliteDatabase } from './database';
import { idsBy, isToBeRead, NOTHING, saidBy, valuesBy } from './search/match';
import { LATE, numberSql } from './search/numbers';
import { Prefixes } from './search/prefixes';
import { areMany } from './search/sample';
import { memoryOf } from '../table/memory';
import { NO_TAIL, type Tail } from './search/tail';
import { WHOLE } from './tallies';

/** What a search is made of: what the index does not answer, and what of it begins with a short word. */
type Index = { tail: Tail; prefixes: Prefixes; hasLate: () => boolean };

const ROWS = 'CROSS JOIN completions c INDEXED BY completions_table ON c.k = d.k';

/** INDEXED BY and CROSS JOIN are SQLite's ways to fix the index and the order of a join. */
const dialectWith = (index: Index): Dialect => ({
  running: 'completions c INDEXED BY completions_running',
  tallies: { areNoted: false, whole: WHOLE },
  entries: (driver, bind, bounds) => entries(driver, index, bind, bounds),
  arms: (driver, bind, bounds) =>
    parts(driver, index, bind, bounds).map((part) => ({ ...part, from: `${part.from} ${ROWS}` })),
  rows: (entries) => `${entries} CROSS JOIN completions c ON c.k = d.k`,
  columnOf: (value) => `json_group_array(${value})`,
  finds: (word) => saidBy(word, index.prefixes) !== null && valuesBy(word, index.prefixes) !== null,
  namedBy: (word, bind) =>
    called([word], index, bind)
      .map(({ from, match }) => `SELECT 1 FROM ${from} WHERE ${match} AND ${calls(word, bind)}`)
      .join(' UNION ALL '),
  namesMany: (word, most, bind) => areMany(calls(word, bind), most),
  contains: (words, bind) => contains(words, index, bind),
});

export function tableOn(database: SqliteDatabase, tail = NO_TAIL): TableDatabase {
  let isLate: boolean | undefined;
  const hasLate = () =>
    (isLate ??= database.value('SELECT 1 FROM completion_texts WHERE n < 0 LIMIT 1') === 1);
  return {
    dialect: dialectWith({ tail, prefixes: new Prefixes(database), hasLate }),
    memory: memoryOf(database),
    rows: (sql, values) => database.rows(sql, values),
  };
}

function entries(driver: Driver, index: Index, bind: Bind, bounds: readonly Bound[]): string {
  if (driver.kind === 'table') return 'completions c INDEXED BY completions_table';
  if (driver.kind === 'sorted') return `completions c INDEXED BY completions_${driver.sort}`;
  if (driver.kind === 'search') {
    const all = parts(driver, index, bind, bounds).map(
      ({ from, where }) => `SELECT d.k FROM ${from} WHERE ${where.join(' AND ')}`,
    );
    // Only what is called by a word as well is in more than one.
    return `(${all.join(driver.names.length === 0 ? ' UNION ALL ' : ' UNION ')}) d ${ROWS}`;
  }
  return driver.kind === 'key'
    ? 'completion_metadata d INDEXED BY completion_metadata_key'
    : 'completion_metadata d';
}

/** Whose texts hold all words, and what is called by some of them and holds the others; of each the late ones apart. */
function parts(
  { words, names }: SearchDriver,
  index: Index,
  bind: Bind,
  bounds: readonly Bound[],
): Arm[] {
  const { tail, prefixes, hasLate } = index;
  const match = words.map((word) => saidBy(word, prefixes) ?? NOTHING).join(' AND ');
  const texts = words.filter(isToBeRead).map((word) => holds('d.text', word, bind));
  const either = words.map((word) => `(${holds('d.text', word, bind)} OR ${calls(word, bind)})`);
  const all = [
    { ...indexOf('completion_search', match, bind), held: texts },
    ...called(names, index, bind).map((each) => ({ ...each, held: either })),
  ].flatMap(({ from, match, held }) =>
    (hasLate() ? [false, true] : [false]).map((isLate) => ({
      from,
      where: [match, ...numbersWithin(bounds, isLate), ...indexed('d.k', tail, bind), ...held],
      order: 't.rowid',
    })),
  );
  if (tail.isEmpty) return all;
  return [...all, { from: 'temp.found d', where: ['d.k IS NOT NULL'], order: 'd.k' }];
}

/** The numbers `t` that an index of trigrams finds, with what is searched of each as `d`. */
function indexOf(table: string, match: string, bind: Bind): { from: string; match: string } {
  return {
    from: `${table} t CROSS JOIN completion_texts d ON d.n = t.rowid`,
    match: `t.${table} MATCH ${bind(match)}`,
  };
}

/** What may be called by one of the words. */
function called(words: readonly string[], { prefixes }: Index, bind: Bind) {
  const values = words.map((word) => `(${valuesBy(word, prefixes) ?? NOTHING})`);
  const ids = words.flatMap((word) => idsBy(word) ?? []).map((match) => `(${match})`);
  return [
    ...(values.length === 0 ? [] : [indexOf('completion_vals', values.join(' OR '), bind)]),
    ...(ids.length === 0 ? [] : [indexOf('completion_ids', ids.join(' OR '), bind)]),
  ];
}

/** Which numbers positions within the bounds have: those of late ones follow from them, all others are in their order. */
function numbersWithin(bounds: readonly Bound[], isLate: boolean, n = 't.rowid'): string[] {
  const number = (value: string) =>
    isLate
      ? `${value} + ${LATE}`
      : `coalesce((SELECT p.n FROM completion_texts p WHERE p.n > 0 AND p.k >= ${value}
          ORDER BY p.k LIMIT 1), ${ABOVE_ALL})`;
  // SQLite reads from one of two bounds on, and not from the better one.
  const isSaid = bounds.some(({ op }) => op === (isLate ? '<' : '>='));
  return [
    ...(isSaid ? [] : [isLate ? `${n} < 0` : `${n} > 0`]),
    ...bounds.map(({ op, value }) => `${n} ${op} ${number(value)}`),
  ];
}

const ABOVE_ALL = '9223372036854775807';

/** Texts of a slice: more of them, as those in the trash, take longer to read than to look for those of its rows. */
const MOST_READ = 16_000;

/**
 * That the row at `c.k` says all words, or is called by them: as the index has it, or as its tail was found. Where all rows
 * of a slice are asked, their texts are read in order, which is four times quicker than a look for each.
 */
function contains(words: readonly string[], { tail, hasLate }: Index, bind: Bind) {
  const each = words.map((word) => `(${holds('d.text', word, bind)} OR ${calls(word, bind)})`);
  const known = [...each, ...indexed('d.k', tail, bind)];
  const texts = (...where: string[]) => `FROM completion_texts d WHERE ${where.join(' AND ')}`;
  const found = tail.isEmpty ? [] : ['SELECT f.k FROM temp.found f'];
  const looked = [
    ...found.map((all) => `${all} WHERE f.k = c.k`),
    `SELECT d.k ${texts(`d.n = ${numberSql('c.k')}`, ...known)}`,
  ];
  const one = `(${looked.map((all) => `EXISTS (${all})`).join(' OR ')})`;
  const read = (bounds: readonly Bound[]) => {
    const parts = (hasLate() ? [false, true] : [false]).map((is) =>
      numbersWithin(bounds, is, 'd.n'),
    );
    const count = parts.map((part) => `SELECT 1 ${texts(...part)}`).join(' UNION ALL ');
    const all = [...found, ...parts.map((part) => `SELECT d.k ${texts(...part, ...known)}`)];
    return `CASE WHEN (SELECT count(*) FROM (${count} LIMIT ${MOST_READ + 1})) <= ${MOST_READ}
      THEN c.k IN (${all.join(' UNION ALL ')}) ELSE ${one} END`;
  };
  return (bounds: readonly Bound[], areAllRead = false) => (areAllRead ? read(bounds) : one);
}

/** That the index knows the row at `k` as it is now. */
function indexed(k: string, { isEmpty, below }: Tail, bind: Bind): string[] {
  if (isEmpty) return [];
  return [
    `NOT EXISTS (SELECT 1 FROM temp.pending p WHERE p.k = ${k})`,
    ...(below === null ? [] : [`${k} >= ${bind(below)}`]),
  ];
}

/** That a word stands in the values or ids of `d`. */
function calls(word: string, bind: Bind): string {
  const id = idPart(word);
  const places = [holds('d.vals', word, bind), ...(id === null ? [] : [holds('d.ids', id, bind)])];
  return `(${places.join(' OR ')})`;
}

function holds(column: string, word: string, bind: Bind): string {
  return `instr(${column}, ${bind(word)}) > 0`;
}
