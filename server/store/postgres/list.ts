import type { Value } from '../columns';
import { pageSql, SIZE } from '../sql/list-page';
import { COUNT_BOUND } from '../sql/list-plan';
import type { Lists } from '../sql/reads';

/** Rows that carry a pair, up to the bound. Ordered, so that it reads the index no further than that. */
const pairCount = `SELECT count(*) AS count FROM (
  SELECT k FROM chatkeep.completion_metadata
  WHERE key = $1 AND value = $2 ORDER BY k LIMIT ${COUNT_BOUND}) bounded`;

/** Complete rows of a model, up to the bound. */
const modelCount = `SELECT count(*) AS count FROM (
  SELECT k FROM chatkeep.completions
  WHERE model = $1 AND state = 'complete' ORDER BY k LIMIT ${COUNT_BOUND}) bounded`;

const COLUMNS = `c.k, ${SIZE} AS size`;

/**
 * One page of complete rows and one row more. With a driving pair its index entries are walked in order and each row
 * is looked up. LIMIT inside the lateral join, and OFFSET inside EXISTS, keep the planner from joining the other way round.
 */
const statement: Lists['statement'] = (query, plan) => {
  const values: Value[] = [];
  const bind = (value: Value) => `$${values.push(value)}`;
  const [comparison, direction] = query.order === 'asc' ? ['>', 'ASC'] : ['<', 'DESC'];
  const beyond = (position: string) =>
    query.after === null ? '' : `AND ${position} ${comparison} ${bind(query.after)}`;
  const model = query.model === undefined ? '' : `AND c.model = ${bind(query.model)}`;
  const route = query.route
    ? `AND c.provider = ${bind(query.route.provider)}
        AND ${bind(query.route.model)} IN (c.model, c.requested_model)`
    : '';
  const pairs = plan.others.map(
    ([key, value]) => `AND EXISTS (SELECT 1 FROM chatkeep.completion_metadata o
      WHERE o.key = ${bind(key)} AND o.value = ${bind(value)} AND o.k = c.k OFFSET 0)`,
  );
  const matching = `c.state = 'complete' ${model} ${route} ${pairs.join(' ')}`;
  const { driver } = plan;
  const sized = driver
    ? `SELECT c.* FROM chatkeep.completion_metadata m CROSS JOIN LATERAL (
        SELECT ${COLUMNS} FROM chatkeep.completions c WHERE c.k = m.k AND ${matching} LIMIT 1) c
        WHERE m.key = ${bind(driver[0])} AND m.value = ${bind(driver[1])} ${beyond('m.k')}
        ORDER BY m.k ${direction}`
    : `SELECT ${COLUMNS} FROM chatkeep.completions c WHERE ${matching} ${beyond('c.k')}
        ORDER BY c.k ${direction}`;
  const page = `${sized} LIMIT ${bind(query.limit + 1)}`;
  return { sql: pageSql(page, query), values };
};

export const lists: Lists = { statement, pairCount, modelCount };
