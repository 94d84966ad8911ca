import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Undo } from '#contract/jobs/job-kind';
import type { AppParts } from '../parts';
import { acting, whoOf } from '../http/acting';
import { ApiFailure, invalidCursor, invalidValue } from '../http/errors';
import { newJob, seconds } from '../jobs/new-job';
import { forgetUnstarted } from '../jobs/runner';
import { JOB_KINDS, type JobKind } from '#contract/jobs/kinds';
import { jobMembers, type JobTarget, readTarget } from '#contract/jobs/target';
import { bodyOf, queryOf } from '../http/receive';
import type { JobState } from '#contract/jobs/job-state';
import type { Job, JobChange } from '../store/jobs';
import type { Store } from '../store/store';
import { readJobRequest } from './job-request';
import { readLimit, refuseQuery, single } from './list-query';
import { isStorable } from '#contract/storable';
import type { Job as JobAnswer } from '#contract/wire/jobs';

type ById = { Params: { id: string } };

const SECONDS_PER_DAY = 86_400;

/** Work on many completions: prepared, which counts it exactly, then started, followed, paused and taken back. */
export function jobRoutes(app: FastifyInstance, parts: AppParts): void {
  const { store, jobs } = parts;
  const shown = async (job: Job) => (await shownJobs(parts, [job]))[0];
  app.get('/api/jobs', async (request) => {
    const query = queryOf(request);
    const limit = readLimit(query);
    const [before, isOpen] = [readPlace(query), readFlag(query, 'open')];
    const wanted = { before, isOpen, hasFailures: readFlag(query, 'failures') };
    const [rows, found] = await Promise.all([
      store.jobs({ limit: limit + 1, ...wanted }),
      store.jobCounts({ isOpen }),
    ]);
    const data = rows.slice(0, limit);
    const next = rows.length > limit ? String(data.at(-1)?.k) : null;
    return { object: 'list', data: await shownJobs(parts, data), found, next };
  });
  app.post('/api/jobs', async (request, reply) => {
    refuseQuery(queryOf(request));
    const { kind, target, spec, start } = readJobRequest(bodyOf(request).value);
    const job = await begin(parts, request, { kind, target, spec }, start);
    void jobs.prepare(job);
    return reply.status(201).send(await shown(job));
  });
  app.get<ById>('/api/jobs/:id', async ({ params }) => shown(await findJob(parts, params.id)));
  app.delete<ById>('/api/jobs/:id', async (request) => {
    const { params } = request;
    const { state, kind, counts } = await findJob(parts, params.id);
    if (state !== 'ready' && state !== 'preparing') throw wrongState('discarded', state);
    const line = { action: `job.discard ${kind}`, subject: params.id, count: counts.total };
    await acting(parts, request, line).removeJob(params.id);
    return { id: params.id, deleted: true };
  });
  app.get<ById>('/api/jobs/:id/failures', async (request) => {
    const { id } = await findJob(parts, request.params.id);
    const query = queryOf(request);
    const limit = readLimit(query);
    const after = readPlace(query) ?? -1;
    const rows = await store.jobFailures(id, { limit: limit + 1, after });
    const data = rows.slice(0, limit);
    const next = rows.length > limit ? String(data.at(-1)?.n) : null;
    return { object: 'list', data: data.map(({ id, reason }) => ({ id, reason })), next };
  });
  stepRoutes(app, parts);
}

const STEPS: Record<string, { from: readonly JobState[]; change: () => JobChange; name: string }> =
  {
    start: { from: ['ready'], change: () => ({ state: 'queued' }), name: 'started' },
    pause: { from: ['queued', 'running'], change: () => ({ state: 'paused' }), name: 'paused' },
    resume: { from: ['paused'], change: () => ({ state: 'queued' }), name: 'resumed' },
    cancel: {
      from: ['preparing', 'ready', 'queued', 'running', 'paused'],
      change: () => ({ state: 'cancelled', ended: seconds() }),
      name: 'cancelled',
    },
  };

function stepRoutes(app: FastifyInstance, parts: AppParts): void {
  const { store, jobs, config } = parts;
  for (const [step, { from, change, name }] of Object.entries(STEPS)) {
    app.post<ById>(`/api/jobs/:id/${step}`, async (request) => {
      const { id } = request.params;
      const job = await findJob(parts, id);
      // A transfer goes as long as its request does.
      const isOffered = job.lane !== 'follow' || step === 'cancel';
      const changed =
        isOffered && (await actingOn(parts, request, job, step).changeJob(id, from, change()));
      if (!changed) throw wrongState(name, job.state);
      jobs.wake();
      return jobObject(changed, config.trashDays);
    });
  }
  app.post<ById>('/api/jobs/:id/retry', async (request) => {
    const job = await findJob(parts, request.params.id);
    const isOver = job.state === 'completed' || job.state === 'failed';
    if (job.lane === 'follow' || !isOver || job.counts.failed === 0)
      throw wrongState('tried again', job.state);
    await store.retryJobItems(job.id);
    const again = { state: 'queued', ended: null, error: null } as const;
    const acted = actingOn(parts, request, job, 'retry');
    const changed = await acted.changeJob(job.id, [job.state], again);
    jobs.wake();
    return jobObject(changed ?? job, config.trashDays);
  });
  app.post<ById>('/api/jobs/:id/undo', async (request, reply) => {
    const job = await findJob(parts, request.params.id);
    const undo = undoOf(job, config.trashDays);
    const isOver = !undo || (undo.until !== null && undo.until < seconds());
    if (isOver || (await undoneAmong(parts, [job])).has(job.id)) {
      throw wrongState('taken back', job.state);
    }
    const { kind, target, spec } = undo.back;
    const back = await begin(parts, request, { kind, target, spec }, true);
    void jobs.prepare(back);
    return reply.status(201).send(jobObject(back, config.trashDays));
  });
}

type Wanted = { kind: JobKind; target: JobTarget; spec: object };

async function begin(
  parts: AppParts,
  request: FastifyRequest,
  wanted: Wanted,
  starts: boolean,
): Promise<Job> {
  await forgetUnstarted(parts.store);
  const progress = starts ? { starts } : {};
  const who = whoOf(parts, request);
  const job = newJob({ ...wanted, ...who, state: 'preparing', progress });
  const line = { action: `job.create ${job.kind}`, subject: job.id, count: 0 };
  await acting(parts, request, line).createJob(job);
  return findJob(parts, job.id);
}

function actingOn(
  parts: AppParts,
  request: FastifyRequest,
  { id, kind }: Job,
  step: string,
): Store {
  return acting(parts, request, { action: `job.${step} ${kind}`, subject: id, count: 'total' });
}

/** Fails with 404. */
export async function findJob({ store }: AppParts, id: string): Promise<Job> {
  const job = isStorable(id) ? await store.job(id) : null;
  if (job) return job;
  throw new ApiFailure(404, `No job found with id '${id.slice(0, 100)}'.`, { code: 'not_found' });
}

function wrongState(step: string, state: JobState): ApiFailure {
  return new ApiFailure(409, `This job cannot be ${step}: it is ${state}.`, {
    code: 'wrong_job_state',
  });
}

function readPlace(query: URLSearchParams): number | undefined {
  const text = single(query, 'after');
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw invalidCursor();
  return Number(text);
}

function readFlag(query: URLSearchParams, name: 'open' | 'failures'): boolean | undefined {
  const text = single(query, name);
  if (text === undefined) return undefined;
  if (text !== 'true' && text !== 'false')
    throw invalidValue(name, `Invalid '${name}': expected 'true' or 'false'.`);
  return text === 'true';
}

/** Jobs as they are answered, with no undo for those that were taken back already. */
export async function shownJobs(parts: AppParts, jobs: readonly Job[]): Promise<JobAnswer[]> {
  const undone = await undoneAmong(parts, jobs);
  return jobs.map((job) => {
    const object = jobObject(job, parts.config.trashDays);
    return undone.has(job.id) ? { ...object, undo: null } : object;
  });
}

/** Whose changes another job took back, takes back, or erased. One that did nothing does not count. */
async function undoneAmong({ store }: AppParts, jobs: readonly Job[]): Promise<Set<string>> {
  const targets = new Map(
    jobs.flatMap(({ id }) => [
      [JSON.stringify({ undo: id } satisfies JobTarget), id] as const,
      [JSON.stringify({ job: id } satisfies JobTarget), id] as const,
    ]),
  );
  const later = await store.jobs({ targets: [...targets.keys()], limit: 1_000 });
  const effective = later.filter(
    ({ state, counts }) => !(state === 'failed' || state === 'cancelled') || counts.changed > 0,
  );
  return new Set(effective.flatMap(({ target }) => targets.get(target) ?? []));
}

/** What takes a job back, and until when; null when nothing does. */
function undoOf(
  { id, kind, state, ended, counts, spec }: Job,
  trashDays: number,
): { until: number | null; back: Undo } | null {
  const isOver = state === 'completed' || state === 'cancelled' || state === 'failed';
  if (!isOver || ended === null || counts.changed === 0) return null;
  const back = JOB_KINDS[kind].undo?.(id, jobMembers(spec)) ?? null;
  if (back === null || (back.isOfTrash && trashDays === 0)) return null;
  return { until: back.isOfTrash ? ended + trashDays * SECONDS_PER_DAY : null, back };
}

export function jobObject(job: Job, trashDays: number): JobAnswer {
  const { total, changed, skipped, failed } = job.counts;
  const undo = undoOf(job, trashDays);
  return {
    object: 'job',
    id: job.id,
    kind: job.kind,
    state: job.state,
    actor: job.actor,
    origin: job.origin,
    created: job.created,
    started: job.started,
    ended: job.ended,
    target: readTarget(JSON.parse(job.target)),
    spec: jobMembers(job.spec),
    counts: { total, done: changed + skipped + failed, changed, skipped, failed },
    oldest: job.oldest,
    newest: job.newest,
    bytes: job.bytes,
    progress: jobMembers(job.progress),
    error: job.error,
    undo: undo && { until: undo.until },
  };
}
