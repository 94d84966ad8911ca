import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../access/access';
import type { AppParts } from '../app';
import { editMembers, memberTexts } from '../json/members';
import type { Route } from '../providers/registry';
import { bodyOf } from '../receive';
import { askProvider, Cut, passedHeaders, type Exchange } from '../record/exchange';
import { beginRecording, type Recording } from '../record/recording';
import { relayStream } from '../record/relay-stream';
import { inputPreview } from '../record/summary';
import { wholeAnswer } from '../record/whole-answer';
import type { IncompleteReason } from '../store/store';
import { readCreateRequest, type CreateRequest } from './create-request';
import { sseReader } from './sse-reader';

/** `createChatCompletion` of the spec, plain and streamed. */
export function createRoute(app: FastifyInstance, parts: AppParts): void {
  app.post('/v1/chat/completions', async (request, reply) => {
    const body = bodyOf(request);
    const asked = readCreateRequest(body, request.headers, parts.config.store);
    const abort = abortOnHangUp(asked, request, reply);
    const route = await parts.registry.resolve(asked.model);
    const recording = asked.store ? await record(parts, request, asked, route) : null;
    const wantsUsage = request.headers['x-include-usage'] === 'true';
    const timeouts = parts.config;
    const exchange = { asked, body, route, recording, wantsUsage, abort, timeouts };
    const response = await askProvider(exchange);
    void reply.headers(passedHeaders(response));
    if (recording) void reply.header('x-completion-id', recording.id);
    if (asked.stream) return answerStream(parts, exchange, response, reply);
    const { text, isStored } = await wholeAnswer(exchange, response);
    if (asked.store) void reply.header('x-completion-stored', String(isStored));
    return reply.type('application/json; charset=utf-8').send(text);
  });
}

function record(
  { store, nextPosition, prices, config }: AppParts,
  request: FastifyRequest,
  asked: CreateRequest,
  route: Route,
): Promise<Recording> {
  const { text, value } = bodyOf(request);
  const onFailure = (error: unknown) => request.log.error({ err: error }, 'the store failed');
  return beginRecording(
    {
      store,
      nextPosition,
      onFailure,
      cost: (summary) => prices.cost(route.provider.baseUrl, summary.model, summary),
    },
    {
      provider: route.provider.name,
      requestedModel: route.model,
      caller: callerOf(request, config.accessToken),
      metadata: asked.metadata,
      request: editMembers(text, NOT_PARAMETERS),
      messages: memberTexts(text).get('messages') ?? '[]',
      inputPreview: inputPreview(value['messages']),
    },
  );
}

/** Members of a request that are none of its parameters. */
export const NOT_PARAMETERS = {
  messages: null,
  model: null,
  metadata: null,
  store: null,
  stream: null,
  stream_options: null,
};

/**
 * An SDK that hangs up cancels; the dashboard asks to go on, since closing a tab is not Stop. What is not kept nobody
 * could ever read: that is always cancelled.
 */
function abortOnHangUp(
  { store }: CreateRequest,
  { headers }: FastifyRequest,
  reply: FastifyReply,
): AbortController {
  const abort = new AbortController();
  if (store && headers['x-on-disconnect'] === 'continue') return abort;
  reply.raw.on('close', () => {
    if (!reply.raw.writableFinished) abort.abort(new Cut('client_disconnect'));
  });
  return abort;
}

async function answerStream(
  { runs, config }: AppParts,
  { asked, recording, wantsUsage, abort }: Exchange,
  response: Parameters<typeof passedHeaders>[0],
  reply: FastifyReply,
): Promise<FastifyReply> {
  const readers = new Set([sseReader(reply, config.keepAliveInterval)]);
  const includeUsage = asked.includeUsage || wantsUsage;
  const { choices } = asked;
  const { idleTimeout } = config;
  const onFault = (err: unknown) => reply.log.error({ err }, 'the stream could not be passed on');
  const following = { includeUsage, choices, readers, idleTimeout, onFault };
  const parts = { response, abort, recording, ...following };
  const { fold, done } = relayStream(parts);
  if (recording) {
    const { id, created } = recording;
    const stop = (reason: IncompleteReason) => abort.abort(new Cut(reason));
    runs.set(id, { identity: { id, created }, fold, readers, stop, done });
  }
  try {
    await done;
  } catch (error) {
    // The answer has begun, so no error answer can follow: a connection that breaks is the only way to say it.
    reply.log.error({ err: error }, 'the stream failed');
    reply.raw.destroy();
  } finally {
    if (recording) runs.delete(recording.id);
  }
  return reply;
}
