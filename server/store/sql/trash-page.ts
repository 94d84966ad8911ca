import { searchWords } from '#contract/search-words';
import type { Value } from '../columns';
import type { MovingJob, TrashPage, TrashQuery } from '../trash';
import { tableRow } from '../table/page';
import { type Row, tableColumns } from '../table/page-rows';
import type { TableDatabase } from '../table/dialect';

type TrashedRow = Row & { deleted_at: number; job: string | null };

const BY_RULES = "(c.job IN (SELECT id FROM chatkeep.jobs WHERE kind = 'retention'))";

/** A page of the trash; `total` is of all that the query finds. */
export async function trash(
  database: TableDatabase,
  { limit, after, id, search = '', by }: TrashQuery,
): Promise<TrashPage> {
  const { dialect } = database;
  const values: Value[] = [];
  const bind = (value: Value) => `$${values.push(value)}`;
  const words = searchWords(search);
  const asked = [
    ...(id === undefined ? [] : [`c.id = ${bind(id)}`]),
    ...(words.length === 0 ? [] : [dialect.contains(words, bind)([])]),
  ];
  const count = `SELECT count(*) AS total, count(CASE WHEN ${BY_RULES} THEN 1 END) AS rules
    FROM chatkeep.trash c ${where(asked)}`;
  const [counted] = await database.rows<{ total: number; rules: number }>(count, [...values]);
  const { total: all = 0, rules = 0 } = counted ?? {};
  const found = { rules, people: all - rules };
  // What has no job is nobody's rule: IN says neither yes nor no of it.
  if (by) asked.push(by === 'rules' ? BY_RULES : `coalesce(NOT ${BY_RULES}, true)`);
  if (after) asked.push(`(c.deleted_at, c.k) < (${bind(after.deletedAt)}, ${bind(after.k)})`);
  const rows = await database.rows<TrashedRow>(
    `SELECT deleted_at, job, ${tableColumns.join(', ')} FROM chatkeep.trash c ${where(asked)}
      ORDER BY c.deleted_at DESC, c.k DESC LIMIT ${limit + 1}`,
    values,
  );
  const shown = rows.slice(0, limit);
  const jobs = await movingJobs(database, [...new Set(shown.map(({ job }) => job))]);
  return {
    rows: shown.map(({ deleted_at: deletedAt, job, ...row }) => ({
      ...tableRow(row),
      deletedAt,
      job: jobs.find((each) => each.id === job) ?? null,
    })),
    total: by ? found[by] : all,
    found,
    hasMore: rows.length > limit,
  };
}

async function movingJobs(
  database: TableDatabase,
  ids: readonly (string | null)[],
): Promise<MovingJob[]> {
  const named = ids.filter((id) => id !== null);
  if (named.length === 0) return [];
  return database.rows<MovingJob>(
    `SELECT id, kind, actor, spec, changed AS moved FROM chatkeep.jobs
      WHERE id IN (${named.map((_, at) => `$${at + 1}`).join(', ')})`,
    named,
  );
}

function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}
