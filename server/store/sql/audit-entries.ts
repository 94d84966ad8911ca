import type { AuditCount, AuditEntry, AuditQuery, AuditRange } from '../audit';
import type { Value } from '../columns';
import type { Rows } from './rows';

type Bind = (value: Value) => string;

export function auditEntries(
  database: Rows,
  { limit, before, actions, actors, ...range }: AuditQuery,
): Promise<AuditEntry[]> {
  const values: Value[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const where = whereAll([
    ...within(range, bind),
    before !== undefined && `k < ${bind(before)}`,
    actions && anyOf('action', actions, bind),
    actors && anyOf('actor', actors, bind),
  ]);
  return database.rows<AuditEntry>(
    `SELECT k, at, actor, origin, action, subject, count FROM chatkeep.audit
      ${where} ORDER BY k DESC LIMIT ${limit}`,
    values,
  );
}

export function auditCounts(database: Rows, range: AuditRange): Promise<AuditCount[]> {
  const values: Value[] = [];
  const where = whereAll(within(range, (value) => `$${values.push(value)}`));
  return database.rows<AuditCount>(
    `SELECT action, actor, count(*) AS count FROM chatkeep.audit ${where} GROUP BY action, actor`,
    values,
  );
}

type Condition = string | false | undefined;

function within({ since, until }: AuditRange, bind: Bind): Condition[] {
  return [
    since !== undefined && `at >= ${bind(since)}`,
    until !== undefined && `at < ${bind(until)}`,
  ];
}

function anyOf(column: string, some: readonly (string | null)[], bind: Bind): string {
  const named = some.filter((each) => each !== null).map(bind);
  const ways = [
    named.length > 0 && `${column} IN (${named.join(', ')})`,
    named.length < some.length && `${column} IS NULL`,
  ].filter((way) => way !== false);
  // Any of none is nothing.
  return ways.length === 0 ? '1 = 0' : `(${ways.join(' OR ')})`;
}

function whereAll(conditions: readonly Condition[]): string {
  const all = conditions.filter((condition) => typeof condition === 'string');
  return all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`;
}
