import type { Value } from '../columns';
import { pageSql, SIZE } from '../sql/list-page';
import { COUNT_BOUND } from '../sql/list-plan';
import type { Lists } from '../sql/reads';

/** Rows that carry a pair, up to the bound. */
const pairCount = `SELECT count(*) AS count FROM (
  SELECT 1 FROM completion_metadata WHERE key = ? AND value = ? LIMIT ${COUNT_BOUND})`;

/** Complete rows of a model, up to the bound. */
const modelCount = `SELECT count(*) AS count FROM (
  SELECT 1 FROM completions WHERE model = ? AND state = 'complete' LIMIT ${COUNT_BOUND})`;

/**
 * One page of complete rows and one row more. The rows come in order of `k` from the table, or from the index entries
 * of the driving pair, which are in the same order; every other condition is then one lookup.
 */
const statement: Lists['statement'] = (query, plan) => {
  const values: Value[] = [];
  const conditions: string[] = [];
  const where = (condition: string, ...bound: Value[]) => {
    conditions.push(condition);
    values.push(...bound);
  };
  const position = plan.driver ? 'm.k' : 'c.k';
  if (plan.driver) where('m.key = ? AND m.value = ?', ...plan.driver);
  if (query.after !== null)
    where(`${position} ${query.order === 'asc' ? '>' : '<'} ?`, query.after);
  for (const pair of plan.others) {
    where(
      `EXISTS (SELECT 1 FROM completion_metadata o
        WHERE o.key = ? AND o.value = ? AND o.k = ${position})`,
      ...pair,
    );
  }
  where("c.state = 'complete'");
  if (query.model !== undefined) where('c.model = ?', query.model);
  if (query.route) {
    const { provider, model } = query.route;
    where('c.provider = ? AND ? IN (c.model, c.requested_model)', provider, model);
  }
  // CROSS JOIN is SQLite's way to fix the order of a join.
  const source = plan.driver
    ? 'completion_metadata m CROSS JOIN completions c ON c.k = m.k'
    : 'completions c';
  const sized = `SELECT c.k, ${SIZE} AS size FROM ${source}
    WHERE ${conditions.join(' AND ')}
    ORDER BY ${position} ${query.order} LIMIT ?`;
  return { sql: pageSql(sized, query), values: [...values, query.limit + 1] };
};

export const lists: Lists = { statement, pairCount, modelCount };
