import { storedMetadata } from '../sql/storable-values';
import type { CompletionRow } from '../columns';
import { readTagSpec } from '#contract/jobs/tag';
import {
  countsAfter,
  deletedOf,
  GENERATING,
  type ItemRow,
  type Settled,
  settledOf,
  tagPlan,
} from '../sql/job-row';
import type { ActForJob, Job, JobChange } from '../jobs';
import type { PostgresDatabase, Queries } from './database';
import { changeJob, lockJob } from './jobs';
import { forgetPieces } from './pieces';
import { pairsOfRows } from './pairs';
import { indexMetadata, unindexTexts } from './search';
import { eraseAt, moveToTrash, restoreAt } from './trash';
import type { Metadata } from '#contract/metadata';
import { type OnWorked, tellingTime } from '../timed';
import { STRIPPED, strippedBody } from '../sql/strip';

type Item = ItemRow & { k: number };

/** One kind of job at a batch of completions. */
type Act = (queries: Queries, job: Job, items: readonly Item[]) => Promise<Settled[]>;

const ACTS: Partial<Record<Job['kind'], Act>> = {
  delete: (queries, { id }, items) => toTrash(queries, items, id),
  restore: async (queries, _job, items) => settledOf(items, await restoreAt(queries, at(items))),
  erase: async (queries, _job, items) => settledOf(items, await eraseAt(queries, at(items))),
  tag,
};

export function workOnJob(
  database: PostgresDatabase,
  id: string,
  { limit, onWorked }: { limit: number; onWorked: OnWorked | undefined },
): Promise<Job | null> {
  return database.transaction((queries) =>
    tellingTime(() => workWithin(queries, id, limit), onWorked),
  );
}

async function workWithin(queries: Queries, id: string, limit: number): Promise<Job | null> {
  const now = await lockJob(queries, id);
  const act = now && ACTS[now.kind];
  if (!act || now.state !== 'running') return now;
  const items = await queries.rows<ItemRow>(
    `SELECT n, k, id, written FROM chatkeep.job_items WHERE job = $1 AND state = 'pending'
        ORDER BY n LIMIT ${limit}`,
    [id],
  );
  const known = items.filter((item): item is Item => item.k !== null);
  const unknown = items.filter(({ k }) => k === null);
  const results = [
    ...(await act(queries, now, known)),
    ...unknown.map(({ n }): Settled => ({ n, kind: 'skipped' })),
  ];
  await settle(queries, id, results);
  return counted(queries, now, results, {});
}

/** For a job whose kind finds by itself what it touches. */
export function deleteForJob(
  database: PostgresDatabase,
  ...[id, positions, change, onWorked]: Parameters<ActForJob>
): ReturnType<ActForJob> {
  const items = positions.map((k, n) => ({ k, n, id: null, written: null }));
  const step = (queries: Queries) => toTrash(queries, items, id);
  return whileRunning(database, id, { step, change, onWorked });
}

/** The same, removing what was said. */
export function stripForJob(
  database: PostgresDatabase,
  ...[id, positions, change, onWorked]: Parameters<ActForJob>
): ReturnType<ActForJob> {
  const step = (queries: Queries) => strip(queries, positions);
  return whileRunning(database, id, { step, change, onWorked });
}

type JobStep = {
  step: (queries: Queries) => Promise<Settled[]>;
  change: JobChange;
  onWorked: OnWorked | undefined;
};

/** Does a step and counts it; the job as it is, once it no longer runs. */
export function whileRunning(
  database: PostgresDatabase,
  id: string,
  { step, change, onWorked }: JobStep,
): Promise<Job | null> {
  return database.transaction((queries) =>
    tellingTime(async () => {
      const now = await lockJob(queries, id);
      if (now?.state !== 'running') return now;
      return counted(queries, now, await step(queries), change);
    }, onWorked),
  );
}

type Said = Pick<CompletionRow, 'k' | 'id' | 'state' | 'request' | 'body'>;

async function strip(queries: Queries, positions: readonly number[]): Promise<Settled[]> {
  const rows = await queries.rows<Said>(
    `SELECT k, id, state, request, body FROM chatkeep.completions WHERE k = ANY($1::bigint[])
      ORDER BY k FOR UPDATE`,
    [positions],
  );
  const saying = rows.filter(({ state, request }) => state !== 'running' && request !== STRIPPED);
  const at = saying.map(({ k }) => k);
  await queries.run(
    `UPDATE chatkeep.completions c SET request = $3, messages = '[]', body = n.body, input_preview = '',
      output_preview = '', version = version + 1
      FROM unnest($1::bigint[], $2::text[]) AS n (k, body) WHERE c.k = n.k`,
    [at, saying.map(({ body }) => strippedBody(body)), STRIPPED],
  );
  await unindexTexts(queries, at);
  await forgetPieces(queries, at);
  const done = new Set(at);
  const byPlace = new Map(rows.map((row) => [row.k, row]));
  return positions.map((k, n): Settled => {
    if (done.has(k)) return { n, kind: 'changed' };
    const row = byPlace.get(k);
    return row?.state === 'running'
      ? { n, kind: 'failed', id: row.id, reason: GENERATING }
      : { n, kind: 'skipped' };
  });
}

function counted(
  queries: Queries,
  { id, counts }: Job,
  results: readonly Settled[],
  change: JobChange,
): Promise<Job | null> {
  return changeJob(queries, id, ['running'], {
    ...change,
    counts: countsAfter(counts, results),
  });
}

/** Only what is of use later is kept: failures, and what a tag job wrote. */
export async function settle(
  queries: Queries,
  job: string,
  results: readonly Settled[],
): Promise<void> {
  const failed = results.filter(({ kind }) => kind === 'failed');
  const written = results.filter((result) => result.written !== undefined);
  const others = results.filter((result) => result.kind !== 'failed' && !written.includes(result));
  await queries.run('DELETE FROM chatkeep.job_items WHERE job = $1 AND n = ANY($2::bigint[])', [
    job,
    others.map(({ n }) => n),
  ]);
  await queries.run(
    `UPDATE chatkeep.job_items i SET state = 'failed', reason = s.reason, id = coalesce(i.id, s.id)
      FROM unnest($2::bigint[], $3::text[], $4::text[]) AS s (n, reason, id)
      WHERE i.job = $1 AND i.n = s.n`,
    [
      job,
      failed.map(({ n }) => n),
      failed.map(({ reason }) => reason ?? ''),
      failed.map(({ id }) => id ?? null),
    ],
  );
  await queries.run(
    `UPDATE chatkeep.job_items i SET state = 'done', written = s.written
      FROM unnest($2::bigint[], $3::text[]) AS s (n, written) WHERE i.job = $1 AND i.n = s.n`,
    [job, written.map(({ n }) => n), written.map((result) => result.written ?? null)],
  );
}

function at(items: readonly { k: number }[]): number[] {
  return items.map(({ k }) => k);
}

type Found = Pick<CompletionRow, 'k' | 'id' | 'state' | 'metadata'>;

/** In the order of position, as everybody takes them: two writers never wait for each other. */
export async function lock(
  queries: Queries,
  items: readonly { k: number }[],
): Promise<Map<number, Found>> {
  const rows = await queries.rows<Found>(
    `SELECT k, id, state, metadata FROM chatkeep.completions WHERE k = ANY($1::bigint[])
      ORDER BY k FOR UPDATE`,
    [at(items)],
  );
  return new Map(rows.map((row) => [row.k, row]));
}

async function toTrash(queries: Queries, items: readonly Item[], job: string): Promise<Settled[]> {
  const rows = await lock(queries, items);
  const going = [...rows.values()].filter(({ state }) => state !== 'running');
  const positions = going.map(({ k }) => k);
  await moveToTrash(queries, positions, job);
  await deletePairs(queries, going);
  await queries.run('DELETE FROM chatkeep.completions WHERE k = ANY($1::bigint[])', [positions]);
  return deletedOf(items, [...rows.values()]);
}

async function deletePairs(
  queries: Queries,
  rows: readonly Pick<Found, 'k' | 'metadata'>[],
): Promise<void> {
  await queries.run(
    `DELETE FROM chatkeep.completion_metadata m
      USING unnest($1::text[], $2::text[], $3::bigint[]) AS pair (key, value, k)
      WHERE m.key = pair.key AND m.value = pair.value AND m.k = pair.k`,
    pairsOfRows(rows.map(({ k, metadata }) => ({ k, metadata: storedMetadata(metadata) }))),
  );
}

async function tag(queries: Queries, { spec }: Job, items: readonly Item[]): Promise<Settled[]> {
  const rows = await lock(queries, items);
  const wanted = readTagSpec(JSON.parse(spec));
  const changed: (Found & { next: Metadata })[] = [];
  const results = items.map(({ n, k, written }): Settled => {
    const row = rows.get(k);
    if (!row) return { n, kind: 'skipped' };
    const before = storedMetadata(row.metadata);
    const plan = tagPlan(wanted, before, written);
    if (plan.kind !== 'changed') return { n, ...plan, id: row.id };
    changed.push({ ...row, next: plan.metadata });
    return { n, kind: 'changed', written: JSON.stringify({ before, after: plan.metadata }) };
  });
  await deletePairs(queries, changed);
  await queries.run(
    `INSERT INTO chatkeep.completion_metadata (key, value, k)
      SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])`,
    pairsOfRows(changed.map(({ k, next }) => ({ k, metadata: next }))),
  );
  await queries.run(
    `UPDATE chatkeep.completions c SET metadata = n.metadata, version = version + 1
      FROM unnest($1::bigint[], $2::text[]) AS n (k, metadata) WHERE c.k = n.k`,
    [changed.map(({ k }) => k), changed.map(({ next }) => JSON.stringify(next))],
  );
  await indexMetadata(
    queries,
    changed.map(({ k, next }) => ({ k, metadata: next })),
  );
  return results;
}
