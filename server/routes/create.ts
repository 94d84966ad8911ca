import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callerName } from '../http/access/caller';
import type { AnswerRoom } from '../http/bodies/unread';
import type { AppParts } from '../parts';
import { aside } from '../threads/aside';
import type { Created } from '../threads/operations';
import { ApiFailure, invalidValue, unknownUrl, unparsableJson } from '../http/errors';
import { logStoreFailure } from '../http/store-failures';
import { endings } from '../providers/quoted-keys';
import type { Route } from '../providers/registry';
import { type Receive, readJsonBodies } from '../http/receive';
import { Cut } from '../record/cut';
import { askProvider, passedHeaders, type Exchange } from '../record/exchange';
import { beginRecording, type Recording } from '../record/recording';
import { relayStream } from '../record/relay-stream';
import type { Run, RunEnd } from '../record/run';
import { endedWith, failed } from '../record/stream-ending';
import { endUnstored, type Unstored } from '../record/unstored';
import { wholeAnswer } from '../record/whole-answer';
import type { CreateRequest } from '../record/create-request';
import { jsonOf } from './stored';
import { sseReader } from './sse-reader';

/** `createChatCompletion` of the spec, plain and streamed. */
export function createRoute(
  app: FastifyInstance,
  parts: AppParts,
  { receive, answers }: { receive: Receive; answers: AnswerRoom },
): void {
  void app.register(async (scope) => {
    // Large ones stay bytes: to read them as a whole would hold everybody up.
    readJsonBodies(scope, receive, (bytes) => bytes);
    addRoute(scope, { ...parts, answers, unstored: endUnstored(app, parts.store) });
  });
  // Neither a creation nor the update of a completion without an id.
  app.post('/v1/chat/completions/', (request) => {
    throw unknownUrl(request);
  });
}

type Parts = AppParts & { answers: AnswerRoom; unstored: Unstored };

function addRoute(app: FastifyInstance, parts: Parts): void {
  app.post('/v1/chat/completions', async (request, reply) => {
    const { body, headers } = request;
    if (!Buffer.isBuffer(body)) throw unparsableJson();
    const created = await aside.readCreate(body, headers, parts.config.store);
    const { asked } = created;
    const name = readRunName(request);
    const run = parts.runs.begin({ name, model: asked.model, isStored: asked.store });
    void reply.header('x-run', run.name);
    watchClient(run, request, reply);
    try {
      // Not the reply: whoever waits for that waits, with a dozen listeners, until it has gone out.
      return await answer(parts, { created, body, run }, request, reply);
    } catch (error) {
      run.end(endOfFailure(run, error));
      throw error;
    }
  });
}

async function answer(
  parts: Parts,
  { created, body, run }: { created: Created } & Pick<Exchange, 'body' | 'run'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string | Buffer | undefined> {
  const { asked, usageOptions, draft } = created;
  const route = await parts.registry.resolve(asked.model);
  run.provider = route.provider.name;
  const recording = draft ? await record(parts, request, { asked, draft, route }) : null;
  if (recording) run.identity = { id: recording.id, created: recording.created };
  const { headers } = request;
  const exchange: Exchange = {
    asked,
    body,
    usageOptions,
    headers,
    route,
    recording,
    wantsUsage: headers['x-include-usage'] === 'true',
    run,
    timeouts: parts.config,
  };
  const response = await askProvider(exchange);
  void reply.headers(passedHeaders(response));
  if (recording) void reply.header('x-completion-id', recording.id);
  if (asked.stream) return answerStream(parts, exchange, response, reply);
  const { text, isStored } = await wholeAnswer(exchange, response, parts.answers.enter(reply.raw));
  if (asked.store) void reply.header('x-completion-stored', String(isStored));
  return jsonOf(reply, text);
}

function record(
  { store, nextPosition, prices, unstored }: Parts,
  request: FastifyRequest,
  {
    asked,
    draft,
    route,
  }: { asked: CreateRequest; draft: NonNullable<Created['draft']>; route: Route },
): Promise<Recording> {
  const onFailure = (error: unknown) => logStoreFailure(request.log, error);
  return beginRecording(
    {
      store,
      nextPosition,
      onFailure,
      notStored: (id, outcome) => unstored.add(id, outcome),
      cost: (summary) => prices.cost(route.provider.baseUrl, summary.model, summary),
    },
    {
      provider: route.provider.name,
      requestedModel: route.model,
      caller: callerName(request),
      metadata: asked.metadata,
      ...draft,
    },
  );
}

/** Null where the client gives none. Fails with 400 for what is no name. */
function readRunName({ headers }: FastifyRequest): string | null {
  const name = headers['x-run'];
  if (name === undefined) return null;
  if (typeof name === 'string' && /^[\w-]{16,64}$/.test(name)) return name;
  throw invalidValue(
    'x-run',
    "Invalid 'x-run': expected 16 to 64 random letters, digits, '-' and '_'.",
  );
}

/**
 * An SDK that hangs up cancels; the dashboard asks to go on, since closing a tab is not Stop. What is neither kept nor
 * has a name that the client knows, nobody could ever read: that is always cancelled.
 */
function watchClient(run: Run, { headers }: FastifyRequest, reply: FastifyReply): void {
  const isReachable = run.isStored || headers['x-run'] !== undefined;
  const goesOn = isReachable && headers['x-on-disconnect'] === 'continue';
  run.goesOn = goesOn;
  const release = run.watch();
  // It may have left while its request was read.
  if (reply.raw.destroyed && !goesOn) run.stop('client_disconnect');
  reply.raw.on('close', () => {
    if (!goesOn && !reply.raw.writableFinished) run.stop('client_disconnect');
    release();
  });
}

/** A cut is told by its reason; a refusal by the words that the client gets, whose answer is what failed. */
function endOfFailure(run: Run, error: unknown): RunEnd {
  const cut: unknown = run.abort.signal.reason;
  if (cut instanceof Cut) return endedWith(failed(cut.reason));
  const { body } = error instanceof ApiFailure ? error : internalFailure();
  const said = JSON.parse(body) as { error: RunEnd['error'] };
  return { outcome: 'failed', reason: null, error: said.error, last: JSON.stringify(said) };
}

function internalFailure(): ApiFailure {
  return new ApiFailure(500, 'The server failed. Its log says why.', { code: 'internal_error' });
}

async function answerStream(
  { config }: AppParts,
  { asked, recording, route, wantsUsage, run }: Exchange,
  response: Parameters<typeof passedHeaders>[0],
  reply: FastifyReply,
): Promise<undefined> {
  const reader = sseReader(reply, config.keepAliveInterval);
  run.readers.add(reader);
  reply.raw.on('close', () => run.readers.delete(reader));
  const includeUsage = asked.includeUsage || wantsUsage;
  const { choices } = asked;
  const { idleTimeout } = config;
  const onFault = (err: unknown) => reply.log.error({ err }, 'the stream could not be passed on');
  try {
    await relayStream({
      response,
      run,
      recording,
      includeUsage,
      choices,
      idleTimeout,
      secrets: endings(route.provider),
      onFault,
    });
  } catch (error) {
    // The answer has begun, so no error answer can follow: a connection that breaks is the only way to say it.
    reply.log.error({ err: error }, 'the stream failed');
    reply.raw.destroy();
    run.end(endedWith(failed('upstream_error')));
  }
}
