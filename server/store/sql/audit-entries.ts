import type { AuditCount, AuditEntry, AuditQuery, AuditRange } from '../audit';
import type { Value } from '../columns';
import type { Rows } from './rows';

export function auditEntries(
  database: Rows,
  { limit, before, actions, actors, ...range }: AuditQuery,
): Promise<AuditEntry[]> {
  const where = new Conditions(range);
  if (before !== undefined) where.and(`k < ${where.bind(before)}`);
  if (actions) where.and(where.anyOf('action', actions));
  if (actors) where.and(where.anyOf('actor', actors));
  return database.rows<AuditEntry>(
    `SELECT k, at, actor, origin, action, subject, count FROM chatkeep.audit
      ${where.text()} ORDER BY k DESC LIMIT ${limit}`,
    where.values,
  );
}

export function auditCounts(database: Rows, range: AuditRange): Promise<AuditCount[]> {
  const where = new Conditions(range);
  return database.rows<AuditCount>(
    `SELECT action, actor, count(*) AS count FROM chatkeep.audit ${where.text()}
      GROUP BY action, actor`,
    where.values,
  );
}

class Conditions {
  readonly values: Value[] = [];
  readonly #all: string[] = [];

  constructor({ since, until }: AuditRange) {
    if (since !== undefined) this.and(`at >= ${this.bind(since)}`);
    if (until !== undefined) this.and(`at < ${this.bind(until)}`);
  }

  bind = (value: Value): string => `$${this.values.push(value)}`;

  and(condition: string): void {
    this.#all.push(condition);
  }

  anyOf(column: string, some: readonly (string | null)[]): string {
    const named = some.filter((each) => each !== null).map(this.bind);
    const ways = [
      ...(named.length === 0 ? [] : [`${column} IN (${named.join(', ')})`]),
      ...(named.length === some.length ? [] : [`${column} IS NULL`]),
    ];
    // Any of none is nothing.
    return ways.length === 0 ? '1 = 0' : `(${ways.join(' OR ')})`;
  }

  text(): string {
    return this.#all.length === 0 ? '' : `WHERE ${this.#all.join(' AND ')}`;
  }
}
