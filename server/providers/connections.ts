import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { TunnelAgent } from './tunnel';
import { unnoticedSince } from './unnoticed';

/** Without a hint of the provider: its own limit is at least 5 seconds on most servers in common use. */
const IDLE_MS = 4_000;
/** How long it is remembered that a provider closes sooner. */
const REMEMBERED_MS = 600_000;
/** What closes sooner than that is no limit, but a restart or a fault. */
const SHORTEST_LIMIT_MS = 300;
/** How long before the provider's own limit an idle connection is closed. */
const MARGIN_MS = 1_000;

/**
 * Connections that are kept for the next request, but never so long that the provider closes one while a request is on
 * its way into it: such a request fails, and nobody knows whether it was heard. Servers also close theirs after a fault
 * of their own without saying so, so none is kept after a 5xx.
 */
const OPTIONS = { keepAlive: true, maxSockets: Infinity };
const plain = keeping(new http.Agent(OPTIONS));
const secure = keeping(new https.Agent(OPTIONS));
const tunnels = new Map<string, http.Agent>();

/** What keeps the connections to a provider: to itself, to its proxy, or through its proxy. */
export function agentFor(protocol: string, proxy: URL | null): http.Agent {
  const isSecure = protocol === 'https:';
  if (proxy === null || !isSecure)
    return withoutStale(isSecure || proxy?.protocol === 'https:' ? secure : plain);
  const known = tunnels.get(proxy.href) ?? keeping(new TunnelAgent(proxy, OPTIONS));
  tunnels.set(proxy.href, known);
  return withoutStale(known);
}

/**
 * Resolves when what has ended until now is known to have ended: a connection that its provider has closed already must
 * not be taken for a request that is not repeated, however busy this process is.
 */
export function endsSeen(): Promise<void> {
  return (seen ??= seeEnds());
}

/** For all who ask in one turn of the event loop. */
let seen: Promise<void> | null = null;

async function seeEnds(): Promise<void> {
  // Between two turns of the event loop it looks at all connections once.
  await nextTurn();
  seen = null;
  await nextTurn();
}

/** Until when a connection may wait for its next request. */
const keptUntil = new WeakMap<Socket, number>();

/** Half of the time after which a provider, by its host, was seen to close an idle connection; and until when that counts. */
const limits = new Map<string, { ms: number; until: number }>();

function limitOf(host: string): number {
  const known = limits.get(host);
  return known && known.until > performance.now() ? known.ms : Infinity;
}

/** Learns from a connection that the provider closes while nobody uses it: it has another limit than it says. */
function watchIdle(socket: Socket, host: string, idle: number): void {
  const since = performance.now();
  const learn = () => {
    const after = performance.now() - since;
    // At its time this side closes it, and timers go off a little early.
    if (after < SHORTEST_LIMIT_MS || after >= idle - 5) return;
    limits.set(host, { ms: after / 2, until: performance.now() + REMEMBERED_MS });
  };
  socket.once('close', learn);
  watching.set(socket, () => socket.off('close', learn));
}

const watching = new WeakMap<Socket, () => void>();

/** On a busy machine a time that is over is noticed late, and a request could be faster. */
function withoutStale(agent: http.Agent): http.Agent {
  const now = performance.now();
  for (const sockets of Object.values(agent.freeSockets))
    for (const socket of sockets ?? []) if ((keptUntil.get(socket) ?? 0) <= now) socket.destroy();
  return agent;
}

/** What Node keeps on a socket while it belongs to a request; not part of its types. */
type Used = Socket & { _httpMessage?: ClientRequest & { res?: IncomingMessage } };

function keeping<Agent extends http.Agent>(agent: Agent): Agent {
  const keep = agent.keepSocketAlive.bind(agent);
  const reuse = agent.reuseSocket.bind(agent);
  agent.keepSocketAlive = (socket) => {
    const request = (socket as Used)._httpMessage;
    const { statusCode = 0, headers } = request?.res ?? {};
    const host = String(request?.getHeader('host'));
    const limit = Math.min(idleFor(headers?.['keep-alive']), limitOf(host));
    // The provider counts from when it has sent its answer.
    const until = unnoticedSince() + limit;
    const idle = until - performance.now();
    if (statusCode >= 500 || idle < 1 || !isKept(keep(socket))) return false;
    // The agent itself closes what times out while nobody uses it.
    (socket as Used).setTimeout(idle);
    keptUntil.set(socket as Used, until);
    watchIdle(socket as Used, host, idle);
    return true;
  };
  agent.reuseSocket = (socket, request: ClientRequest) => {
    (socket as Used).setTimeout(0);
    watching.get(socket as Used)?.();
    reuse(socket, request);
  };
  return agent;
}

/** The types say that nothing is returned; Node asks for a boolean. */
function isKept(kept: unknown): boolean {
  return kept === true;
}

function idleFor(hint: unknown): number {
  const seconds = typeof hint === 'string' ? /\btimeout=(\d+)/.exec(hint)?.[1] : undefined;
  return seconds === undefined ? IDLE_MS : Number(seconds) * 1_000 - MARGIN_MS;
}
