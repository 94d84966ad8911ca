import { storedMetadata } from '../sql/storable-values';
import type { CompletionRow } from '../columns';
import { readTagSpec } from '#contract/jobs/tag';
import {
  countsAfter,
  deletedOf,
  GENERATING,
  type ItemRow,
  pricedItem,
  type Settled,
  settledOf,
  tagPlan,
} from '../sql/job-row';
import type { Job, JobChange, PricedItem } from '../jobs';
import { AMONG, among } from './among';
import type { SqliteDatabase } from './database';
import { changeJob, job } from './jobs';
import { forgetPieces } from './pieces';
import { deletePairs, insertPairs } from './pairs';
import { eraseAt, moveToTrash, restoreAt } from './trash';
import { noteChange } from './search/log';
import { timed } from '../timed';
import { STRIPPED, strippedBody } from '../sql/strip';
import type { Written } from '../sql/tag-plan';

export const jobWrites = {
  workOnJob: (...args: Parameters<typeof workOnJob>) => timed(() => workOnJob(...args)),
  priceForJob: (...args: Parameters<typeof priceForJob>) => timed(() => priceForJob(...args)),
  deleteForJob: (...args: Parameters<typeof deleteForJob>) => timed(() => deleteForJob(...args)),
  stripForJob: (...args: Parameters<typeof stripForJob>) => timed(() => stripForJob(...args)),
};

type Item = ItemRow & { k: number };

/** One kind of job at a batch of completions. */
type Act = (database: SqliteDatabase, job: Job, items: readonly Item[]) => Settled[];

const ACTS: Partial<Record<Job['kind'], Act>> = {
  delete: (database, { id }, items) => toTrash(database, items, id),
  restore: (database, _job, items) => settledOf(items, restoreAt(database, at(items))),
  erase: (database, _job, items) =>
    settledOf(
      items,
      at(items).filter((k) => eraseAt(database, k)),
    ),
  tag: (database, job, items) => items.map((item) => ({ n: item.n, ...tag(database, job, item) })),
};

function workOnJob(database: SqliteDatabase, id: string, limit: number): Job | null {
  const now = job(database, id);
  const act = now && ACTS[now.kind];
  if (!act || now.state !== 'running') return now;
  const items = database.all<ItemRow>(
    `SELECT n, k, id, written FROM job_items WHERE job = ? AND state = 'pending' ORDER BY n LIMIT ${limit}`,
    [id],
  );
  const known = items.filter((item): item is Item => item.k !== null);
  const unknown = items.filter(({ k }) => k === null);
  const results = [
    ...act(database, now, known),
    ...unknown.map(({ n }): Settled => ({ n, kind: 'skipped' })),
  ];
  settle(database, id, results);
  return counted(database, now, results, {});
}

const PRICE = `UPDATE completions SET cost = ?, version = version + 1
  WHERE k = ? AND state <> 'running' AND cost IS ?`;

/** For a job whose costs the server knows. */
function priceForJob(
  database: SqliteDatabase,
  id: string,
  priced: readonly PricedItem[],
): Job | null {
  const now = job(database, id);
  if (now?.state !== 'running') return now;
  const results = priced.map((item) => {
    const { k, from, to } = item;
    return pricedItem(item, from !== to && database.run(PRICE, [to, k, from]) === 1);
  });
  settle(database, id, results);
  return counted(database, now, results, {});
}

/** Only what is of use later is kept: failures, and what a tag job wrote. */
function settle(database: SqliteDatabase, job: string, results: readonly Settled[]): void {
  const over: number[] = [];
  for (const { n, kind, ...result } of results) {
    if (kind === 'failed') {
      database.run(
        `UPDATE job_items SET state = 'failed', reason = ?, id = coalesce(id, ?) WHERE job = ? AND n = ?`,
        [result.reason ?? '', result.id ?? null, job, n],
      );
    } else if (result.written !== undefined) {
      database.run("UPDATE job_items SET state = 'done', written = ? WHERE job = ? AND n = ?", [
        result.written,
        job,
        n,
      ]);
    } else over.push(n);
  }
  database.run(`DELETE FROM job_items WHERE job = ? AND n ${AMONG}`, [job, among(over)]);
}

function at(items: readonly { k: number }[]): number[] {
  return items.map(({ k }) => k);
}

type Found = Pick<CompletionRow, 'k' | 'id' | 'metadata'>;

function find(database: SqliteDatabase, k: number): Found | undefined {
  const [row] = database.all<Found>('SELECT k, id, metadata FROM completions WHERE k = ?', [k]);
  return row;
}

function toTrash(
  database: SqliteDatabase,
  items: readonly { n: number; k: number }[],
  job: string,
): Settled[] {
  const found = database.all<Pick<CompletionRow, 'k' | 'id' | 'state'>>(
    `SELECT k, id, state FROM completions WHERE k ${AMONG}`,
    [among(at(items))],
  );
  const going = found.filter(({ state }) => state !== 'running');
  moveToTrash(database, at(going), job);
  return deletedOf(items, found);
}

function tag(database: SqliteDatabase, { spec }: Job, { k, written }: Item): Omit<Settled, 'n'> {
  const row = find(database, k);
  if (!row) return { kind: 'skipped' };
  const before = storedMetadata(row.metadata);
  const plan = tagPlan(readTagSpec(JSON.parse(spec)), before, written);
  if (plan.kind === 'failed') return { ...plan, id: row.id };
  if (plan.kind === 'skipped') return plan;
  deletePairs(database, [k]);
  insertPairs(database, k, plan.metadata);
  noteChange(database, k, 'names');
  database.run('UPDATE completions SET metadata = ?, version = version + 1 WHERE k = ?', [
    JSON.stringify(plan.metadata),
    k,
  ]);
  const kept: Written = { before, after: plan.metadata };
  return { kind: 'changed', written: JSON.stringify(kept) };
}

/** For a job whose kind finds by itself what it touches. */
function deleteForJob(
  database: SqliteDatabase,
  id: string,
  positions: readonly number[],
  change: JobChange,
): Job | null {
  return forJob(database, id, change, () => toTrash(database, numbered(positions), id));
}

/** The same, removing what was said. */
function stripForJob(
  database: SqliteDatabase,
  id: string,
  positions: readonly number[],
  change: JobChange,
): Job | null {
  return forJob(database, id, change, () =>
    numbered(positions).map(({ n, k }) => ({ n, ...strip(database, k) })),
  );
}

function forJob(
  database: SqliteDatabase,
  id: string,
  change: JobChange,
  act: () => Settled[],
): Job | null {
  const now = job(database, id);
  if (now?.state !== 'running') return now;
  return counted(database, now, act(), change);
}

function numbered(positions: readonly number[]): { n: number; k: number }[] {
  return positions.map((k, n) => ({ n, k }));
}

function counted(
  database: SqliteDatabase,
  { id, counts }: Job,
  results: readonly Settled[],
  change: JobChange,
): Job | null {
  return changeJob(database, id, ['running'], {
    ...change,
    counts: countsAfter(counts, results),
  });
}

function strip(database: SqliteDatabase, k: number): Omit<Settled, 'n'> {
  const [row] = database.all<Pick<CompletionRow, 'id' | 'state' | 'request' | 'body'>>(
    'SELECT id, state, request, body FROM completions WHERE k = ?',
    [k],
  );
  if (!row || row.request === STRIPPED) return { kind: 'skipped' };
  if (row.state === 'running') return { kind: 'failed', id: row.id, reason: GENERATING };
  database.run(
    `UPDATE completions SET request = ?, messages = '[]', body = ?, input_preview = '',
      output_preview = '', version = version + 1 WHERE k = ?`,
    [STRIPPED, strippedBody(row.body), k],
  );
  noteChange(database, k, 'erased');
  forgetPieces(database, k);
  database.hasErased = true;
  return { kind: 'changed' };
}
