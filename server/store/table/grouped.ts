import type { TableDatabase } from './dialect';
import type { Selection } from './selection';

/** SQL by the name that it has in the answer: what rows are grouped by, and what is added up of each group. */
export type Grouping = { keys: Record<string, string>; sums?: Record<string, string> };

/** Each group with its `count`; a sum is null where no row of the group has a value. */
export function grouped<Row>(
  database: TableDatabase,
  selection: Selection,
  { keys, sums = {} }: Grouping,
): Promise<Row[]> {
  const columns = [
    ...named(keys),
    'count(*) AS count',
    ...named(sums, (value) => `CAST(sum(${value}) AS DOUBLE PRECISION)`),
  ];
  const places = Object.keys(keys).map((_, at) => at + 1);
  const tail = places.length > 0 ? `GROUP BY ${places.join(', ')}` : '';
  return database.rows<Row>(selection.sql(columns.join(', '), tail), selection.values);
}

/**
 * The same of rows that fit in memory, grouped here, where the database gives columns: SQLite groups by sorting, for
 * which a row costs it five times what it costs to read it.
 */
export async function groupedHere<Row>(
  database: TableDatabase,
  selection: Selection,
  grouping: Grouping,
): Promise<Row[]> {
  const { columnOf } = database.dialect;
  const { keys, sums = {} } = grouping;
  if (!columnOf || Object.keys(keys).length === 0) return grouped(database, selection, grouping);
  const [columns] = await database.rows<Record<string, string>>(
    selection.sql(named({ ...keys, ...sums }, columnOf).join(', ')),
    selection.values,
  );
  const read = (names: object) =>
    Object.keys(names).map((name) => ({ name, values: parsed(columns?.[name]) }));
  return groupedBy(read(keys), read(sums)) as Row[];
}

type Column = { name: string; values: readonly unknown[] };
type Group = Record<string, unknown> & { count: number };
type Branch = Map<unknown, Branch | Group>;

function groupedBy(keys: readonly Column[], sums: readonly Column[]): Group[] {
  const groups: Group[] = [];
  const root: Branch = new Map();
  const last = keys.length - 1;
  const rows = keys[0]?.values.length ?? 0;
  for (let row = 0; row < rows; row += 1) {
    let branch = root;
    for (let depth = 0; depth < last; depth += 1) {
      const value = keys[depth]?.values[row];
      let next = branch.get(value) as Branch | undefined;
      if (!next) branch.set(value, (next = new Map()));
      branch = next;
    }
    const value = keys[last]?.values[row];
    let group = branch.get(value) as Group | undefined;
    if (!group) {
      group = { count: 0 };
      for (const { name, values } of keys) group[name] = values[row];
      for (const { name } of sums) group[name] = null;
      branch.set(value, group);
      groups.push(group);
    }
    group.count += 1;
    for (const { name, values } of sums) {
      const more = values[row] as number | null;
      if (more !== null) group[name] = ((group[name] as number | null) ?? 0) + more;
    }
  }
  return groups;
}

function parsed(column: string | undefined): readonly unknown[] {
  return column === undefined ? [] : (JSON.parse(column) as unknown[]);
}

function named(values: Record<string, string>, spoken = (value: string) => value): string[] {
  return Object.entries(values).map(([name, value]) => `${spoken(value)} AS ${name}`);
}
