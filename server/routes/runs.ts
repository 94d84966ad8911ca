import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppParts } from '../parts';
import { ApiFailure, completionNotFound, invalidValue } from '../http/errors';
import { queryOf } from '../http/receive';
import { attach, look, replay } from '../record/join';
import { isBroken, type Run } from '../record/run';
import type { EndedRun } from '../record/runs';
import { isStorable } from '#contract/storable';
import type { EndedRun as EndedAnswer, GoingRun } from '#contract/wire/runs';
import { single } from './list-query';
import { sseReader } from './sse-reader';
import { find } from './stored';

type ByName = { Params: { name: string } };
type ById = { Params: { id: string } };

/** It would follow along and send nothing. */
const WITHOUT_HEAD = { exposeHeadRoute: false };

/** The answers that are being made: list, look at, stop and follow them, stored or not, from the moment they were asked for. */
export function runRoutes(app: FastifyInstance, parts: AppParts): void {
  const { runs } = parts;
  app.get('/api/runs', async () => ({ object: 'list', data: runs.all().map(runningBody) }));
  app.get<ByName>('/api/runs/:name', async (request) => {
    const { name } = request.params;
    const run = runs.get(name);
    if (run) return runningBody(run);
    const ended = runs.ended(name);
    if (!ended) throw runNotFound(name);
    return endedBody(ended);
  });
  app.post<ByName>('/api/runs/:name/stop', async (request, reply) => {
    const { name } = request.params;
    const run = runs.get(name);
    if (!run) throw runNotFound(name);
    run.stop('user_stop');
    return reply.status(202).send({ name, stopping: true });
  });
  app.get<ByName>('/api/runs/:name/stream', WITHOUT_HEAD, async (request, reply) => {
    const { name } = request.params;
    const run = runs.get(name);
    if (run) return follow(parts, run, request, reply);
    const ended = runs.ended(name);
    if (!ended?.replay) throw runNotFound(name);
    const reader = sseReader(reply, parts.config.keepAliveInterval);
    replay(ended.replay, reader, { isBroken: isBroken(ended.end) });
    return reply;
  });
  completionRoutes(app, parts);
}

/** The same by the completion's id, which a run has once its request is stored. */
function completionRoutes(app: FastifyInstance, parts: AppParts): void {
  const { runs, store } = parts;
  app.post<ById>('/api/completions/:id/stop', async (request, reply) => {
    const { id } = request.params;
    const run = runs.ofCompletion(id);
    if (run) run.stop('user_stop');
    else if (!isStorable(id) || !(await store.requestStop(id))) throw completionNotFound(id);
    return reply.status(202).send({ id, stopping: true });
  });
  app.get<ById>('/api/completions/:id/stream', WITHOUT_HEAD, async (request, reply) => {
    const { id } = request.params;
    const run = runs.ofCompletion(id);
    if (run) return follow(parts, run, request, reply);
    const { state } = await find(store, id, 'any');
    throw state === 'running' ? runsElsewhere() : completionNotFound(id);
  });
}

/** Before its first byte there is nothing to send: the reader waits along, unless it wants what there is by now. */
function follow(
  { config }: AppParts,
  run: Run,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const stays = readFollow(request);
  void reply.header('x-run', run.name);
  if (run.identity) void reply.header('x-completion-id', run.identity.id);
  const reader = sseReader(reply, config.keepAliveInterval);
  const release = run.watch();
  let leave = () => {};
  if (stays) leave = attach(run, reader);
  else look(run, reader);
  reply.raw.on('close', () => {
    leave();
    release();
  });
  return reply;
}

/** `follow=false`: for whoever cannot hold a connection, and asks again. */
function readFollow(request: FastifyRequest): boolean {
  const said = single(queryOf(request), 'follow') ?? 'true';
  if (said === 'true' || said === 'false') return said === 'true';
  throw invalidValue('follow', "Invalid 'follow': expected true or false.");
}

function runningBody(run: Run): GoingRun {
  return {
    ...head(run),
    completion_id: run.identity?.id ?? null,
    phase: run.phase,
    note: run.note,
  };
}

function endedBody(run: EndedRun): EndedAnswer {
  const { outcome, reason, error } = run.end;
  return {
    ...head(run),
    completion_id: outcome === 'failed' ? null : run.completionId,
    phase: 'ended',
    ended: run.endedAt,
    outcome,
    reason,
    error,
  };
}

/** Times in Unix milliseconds; `elapsed_ms` is for clients whose clock differs. */
function head(run: Pick<Run, 'name' | 'provider' | 'model' | 'isStored' | 'startedAt'>) {
  return {
    object: 'run' as const,
    name: run.name,
    provider: run.provider,
    model: run.model,
    stored: run.isStored,
    started: run.startedAt,
    elapsed_ms: Date.now() - run.startedAt,
  };
}

function runNotFound(name: string): ApiFailure {
  return new ApiFailure(404, `No run named '${name.slice(0, 100)}' is going on.`, {
    code: 'run_not_found',
  });
}

function runsElsewhere(): ApiFailure {
  return new ApiFailure(
    409,
    'This answer is being generated, but it cannot be followed here: another server process generates it. Retrieve it when it has ended.',
    { code: 'runs_elsewhere' },
  );
}
