import type http from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { ApiFailure } from '../http/errors';
import { endsSeen } from './connections';
import { withoutQuotedKeys } from './hide-keys';
import type { Provider } from './provider';
import { MAX_ANSWER_BYTES } from './read-answer';
import { type Answer, unpacked } from './unpack';
import {
  answerBroken,
  connectionFailure,
  HeadersTimeout,
  upstreamFailure,
  upstreamInvalid,
} from './upstream-failures';
import { requestTo, type UpstreamCall } from './upstream-request';

const ANSWER_TIMEOUT = 600_000;

/**
 * Sends one request, once, and follows no redirect (the key would go to another host). Only a GET is sent again, once,
 * when the connection kept for it turned out to be closed. Fails with 502 or 504 when the provider gives no answer, or
 * one that cannot be unpacked; any status of HTTP is passed back. Neither headers nor a refusal quote its keys.
 */
export async function callProvider(provider: Provider, call: UpstreamCall): Promise<Answer> {
  const response = await send(provider, call, call.method === 'GET');
  const status = response.statusCode ?? 0;
  if (status < 200 || status > 599) {
    response.destroy();
    throw upstreamInvalid(
      `The provider '${provider.name}' answered with status ${status}, which means nothing.`,
    );
  }
  if (status >= 300 && status < 400) {
    response.destroy();
    throw upstreamFailure(
      502,
      `The provider '${provider.name}' answered with a redirect, which is not followed. Check its base URL.`,
      'upstream_redirect',
    );
  }
  try {
    return withoutQuotedKeys(await unpacked(response, MAX_ANSWER_BYTES), provider);
  } catch (error) {
    response.destroy();
    if (call.signal.aborted) throw call.signal.reason as Error;
    throw error instanceof ApiFailure ? error : answerBroken();
  }
}

async function send(
  provider: Provider,
  call: UpstreamCall,
  isRepeatable: boolean,
): Promise<IncomingMessage> {
  // A GET is repeated.
  if (call.method !== 'GET') await endsSeen();
  const request = requestTo(provider, call);
  try {
    return await answerOf(request, provider, call);
  } catch (error) {
    if (!isRepeatable || !request.reusedSocket || call.signal.aborted) throw error;
    return send(provider, call, false);
  }
}

function answerOf(
  request: http.ClientRequest,
  provider: Provider,
  call: UpstreamCall,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { answerTimeout = ANSWER_TIMEOUT } = call;
    const giveUp = () => request.destroy(new HeadersTimeout());
    const timer = answerTimeout === null ? undefined : setTimeout(giveUp, answerTimeout);
    const cut = () => request.destroy(call.signal.reason as Error);
    if (call.signal.aborted) cut();
    call.signal.addEventListener('abort', cut, { once: true });
    let isAnswered = false;
    request.on('response', (response) => {
      clearTimeout(timer);
      isAnswered = true;
      resolve(response);
    });
    // Nobody asked for another protocol; without a listener Node closes the connection and says nothing.
    request.on('upgrade', (_response, socket: Duplex) => {
      clearTimeout(timer);
      socket.destroy();
      reject(upstreamInvalid(`The provider '${provider.name}' switched to another protocol.`));
    });
    request.on('close', () => {
      call.signal.removeEventListener('abort', cut);
      clearTimeout(timer);
      // An error that nobody gets costs as much as one that somebody does.
      if (!isAnswered)
        reject(connectionFailure({ name: '', message: '', code: 'ECONNRESET' }, provider.name));
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      if (call.signal.aborted) reject(call.signal.reason as Error);
      else reject(connectionFailure(error, provider.name));
    });
    sendBody(request, call.body);
  });
}

function sendBody(request: http.ClientRequest, body: UpstreamCall['body']): void {
  if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) request.end(body);
  else {
    body.pipe(request);
    // A provider may answer before it has read all: the rest still has to arrive, or the client's connection is stuck.
    request.on('close', () => {
      body.unpipe(request);
      body.resume();
    });
  }
}
