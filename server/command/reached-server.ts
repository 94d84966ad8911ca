import { randomBytes } from 'node:crypto';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { objectOr } from '#contract/json';
import { createApp } from '../app';
import { assemble, readSettings, readyStore } from '../serve';
import { WrongUsage } from './arguments';
import type { Call } from './command';

type Question = {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  /** A file, or what becomes JSON. */
  body?: Readable | object;
};

/** A server that is asked over HTTP. */
export type Reached = {
  /** Resolves with a file; rejects with the server's own words for anything else. */
  file(question: Question): Promise<IncomingMessage>;
  /** Resolves with an answer that has `member`; rejects with the server's own words, or for another answer. */
  json<T>(question: Question, member: keyof T & string): Promise<T>;
  close(): Promise<void>;
};

/** Nothing is sent or received for so long: whoever listens there does not answer. */
const SILENCE_MS = 120_000;

/**
 * The server that `--server` names, or one of this process's own, which listens to nobody else, runs no job and follows
 * no schedule. Its own is refused while another one has the database.
 */
export async function reachServer(
  { options, start }: Pick<Call, 'options' | 'start'>,
  silenceMs = SILENCE_MS,
): Promise<Reached> {
  if (options.server !== undefined) {
    const token = start.environment['ACCESS_TOKEN']?.trim() || null;
    return { ...asking(options.server, token, silenceMs), close: () => Promise.resolve() };
  }
  const { config, environment, registry } = readSettings(start);
  const token = randomBytes(24).toString('hex');
  const own = { ...config, accessToken: token, allowedHosts: [], logLevel: 'silent' };
  const store = await readyStore(own).catch((error: unknown) => {
    throw withAdvice(error);
  });
  const app = createApp(
    assemble({ config: own, environment, registry, store, onJobFailure: () => undefined }),
  );
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    // This process would know.
    ...asking(address, token, 0),
    async close() {
      await app.close();
      await store.close();
    },
  };
}

function withAdvice(error: unknown): unknown {
  if (!(error instanceof Error) || !/in use/.test(error.message)) return error;
  const message = 'A server has the database in use. Ask it instead: --server with its address.';
  return new Error(message, { cause: error });
}

function asking(address: string, token: string | null, silenceMs: number): Omit<Reached, 'close'> {
  if (!URL.canParse(address) || !/^https?:/.test(address))
    throw new WrongUsage('--server needs an address such as http://127.0.0.1:4242.');
  const ask = ({ method, path, body }: Question) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const isFile = body instanceof Readable;
      const url = new URL(address.replace(/\/+$/, '') + path);
      const request = (url.protocol === 'https:' ? https : http).request(url, {
        method,
        headers: {
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...(body && { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
        },
      });
      request.on('error', reject);
      request.setTimeout(silenceMs, () => request.destroy(silent(url, silenceMs)));
      request.on('response', (response) => {
        if (response.statusCode === 200 || response.statusCode === 201) resolve(response);
        else void refusalOf(response).then(reject, reject);
      });
      // A file that cannot be read ends the request: the server would wait for the rest.
      if (isFile) body.on('error', (error) => request.destroy(error)).pipe(request);
      else request.end(body && JSON.stringify(body));
    });
  return {
    async file(question) {
      const response = await ask(question);
      if (response.headers['content-disposition']?.startsWith('attachment')) return response;
      response.destroy();
      throw noChatkeep(response);
    },
    async json<T>(question: Question, member: keyof T & string) {
      const response = await ask(question);
      const said = objectOr(
        await text(response)
          .then(JSON.parse)
          .catch(() => null),
      );
      if (!(member in said)) throw noChatkeep(response);
      // A server of this release answers what its schema says.
      return said as T;
    },
  };
}

async function refusalOf(response: IncomingMessage): Promise<Error> {
  const said = await text(response);
  try {
    const { message } = objectOr(objectOr(JSON.parse(said))['error']);
    if (typeof message === 'string') return new Error(message);
  } catch {
    // Not one of ours: what answers there is something else.
  }
  return noChatkeep(response);
}

function silent({ host }: URL, ms: number): Error {
  return new Error(
    `${host} has taken the request and said nothing for ${ms / 1_000} seconds: is the address right?`,
  );
}

function noChatkeep({ statusCode = 0 }: IncomingMessage): Error {
  return new Error(
    `What answers there, with status ${statusCode}, is no Chatkeep: is the address right?`,
  );
}
