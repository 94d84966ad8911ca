import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { bareHost } from './base-url';
import { proxyAuthorization } from './proxy';

/** How long a proxy may take to open a way. */
const PATIENCE_MS = 30_000;

/** The proxy opened no way to a provider. The message may be shown. */
export class ProxyFailure extends Error {}

type Callback = (error: Error | null, stream: Duplex) => void;

/** Connections over TLS to providers through a proxy, which sees names and ports but no content. */
export class TunnelAgent extends https.Agent {
  readonly #proxy: URL;

  constructor(proxy: URL, options: https.AgentOptions) {
    super(options);
    this.#proxy = proxy;
  }

  /** Called by Node for each new connection. */
  override createConnection(options: https.RequestOptions, callback?: Callback): undefined {
    const target = { host: options.host ?? '', port: Number(options.port) };
    open(this.#proxy, target, (error, socket) => {
      // Node looks at the stream only where there is no error.
      if (error) callback?.(error, undefined as never);
      else
        callback?.(null, tls.connect({ ...target, ...options, socket } as tls.ConnectionOptions));
    });
    return undefined;
  }
}

function open(
  proxy: URL,
  { host, port }: { host: string; port: number },
  done: (error: Error | null, socket?: Socket) => void,
): void {
  const target = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const request = (proxy.protocol === 'https:' ? https : http).request({
    hostname: bareHost(proxy.hostname),
    port: proxy.port,
    method: 'CONNECT',
    path: target,
    headers: { host: target, ...proxyAuthorization(proxy) },
    agent: false,
    timeout: PATIENCE_MS,
  });
  const refuse = ({ statusCode }: http.IncomingMessage, socket?: Socket) => {
    socket?.destroy();
    request.destroy();
    done(new ProxyFailure(`the proxy refused the connection with status ${statusCode}`));
  };
  request.once('connect', (response, socket: Socket) => {
    if (response.statusCode !== 200) return refuse(response, socket);
    socket.setTimeout(0);
    done(null, socket);
  });
  request.once('response', (response) => refuse(response));
  request.once('timeout', () => request.destroy(new Error('timeout')));
  request.once('error', () => done(new ProxyFailure('the proxy could not be reached')));
  request.end();
}
