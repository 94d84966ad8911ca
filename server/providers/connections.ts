import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { TunnelAgent } from './tunnel';

/** Without a hint of the provider: its own limit is at least 5 seconds on every server in common use. */
const IDLE_MS = 4_000;
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
  if (proxy === null || !isSecure) return isSecure || proxy?.protocol === 'https:' ? secure : plain;
  const known = tunnels.get(proxy.href) ?? keeping(new TunnelAgent(proxy, OPTIONS));
  tunnels.set(proxy.href, known);
  return known;
}

/** What Node keeps on a socket while it belongs to a request; not part of its types. */
type Used = Socket & { _httpMessage?: { res?: IncomingMessage } };

function keeping<Agent extends http.Agent>(agent: Agent): Agent {
  const keep = agent.keepSocketAlive.bind(agent);
  const reuse = agent.reuseSocket.bind(agent);
  agent.keepSocketAlive = (socket) => {
    const used = socket as Used;
    const { statusCode = 0, headers } = used._httpMessage?.res ?? {};
    const idle = idleFor(headers?.['keep-alive']) ?? silentIdle(addressOf(used));
    if (statusCode >= 500 || idle <= 0 || !isKept(keep(socket))) return false;
    // The agent itself closes what times out while nobody uses it.
    used.setTimeout(idle);
    watchIdle(used, idle);
    return true;
  };
  agent.reuseSocket = (socket, request: ClientRequest) => {
    (socket as Used).setTimeout(0);
    idleSince.delete(socket as Used);
    reuse(socket, request);
  };
  return agent;
}

/** The types say that nothing is returned; Node asks for a boolean. */
function isKept(kept: unknown): boolean {
  return kept === true;
}

/** Milliseconds by the provider's hint; null without one. */
function idleFor(hint: unknown): number | null {
  const seconds = typeof hint === 'string' ? /\btimeout=(\d+)/.exec(hint)?.[1] : undefined;
  return seconds === undefined ? null : Number(seconds) * 1_000 - MARGIN_MS;
}

/** When a connection that waits for its next request began to wait, and for how long it is kept. */
const idleSince = new WeakMap<Socket, { at: number; idle: number }>();
const watched = new WeakSet<Socket>();
/** How long providers kept connections that they closed before we did, by address. */
const observed = new Map<string, { ms: number; until: number }>();
/** A provider that is started anew closes all at once, and may keep them longer the next time. */
const OBSERVED_MS = 600_000;

function watchIdle(socket: Socket, idle: number): void {
  idleSince.set(socket, { at: performance.now(), idle });
  if (watched.has(socket)) return;
  watched.add(socket);
  const address = addressOf(socket);
  socket.once('close', () => {
    const waiting = idleSince.get(socket);
    const ms = waiting ? performance.now() - waiting.at : 0;
    // Otherwise it was closed here, or in use.
    if (!waiting || ms >= waiting.idle) return;
    const known = silentIdle(address) + MARGIN_MS;
    observed.set(address, { ms: Math.min(ms, known), until: Date.now() + OBSERVED_MS });
  });
}

/** Milliseconds for a provider that gives no hint: less than it was ever seen to keep a connection. */
function silentIdle(address: string): number {
  const seen = observed.get(address);
  if (!seen || seen.until < Date.now()) return IDLE_MS;
  return Math.min(IDLE_MS, seen.ms - MARGIN_MS);
}

function addressOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress}:${remotePort}`;
}
