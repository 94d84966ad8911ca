import { createHmac } from 'node:crypto';
import { LOOPBACK } from '../config';
import { isSame } from './is-same';

const LIFETIME_S = 30 * 24 * 60 * 60;

/**
 * A login that outlives restarts and is kept nowhere: its end and a signature that only the access token makes. A new
 * access token ends all sessions.
 */
export function newSession(accessToken: string, now = Date.now()): string {
  const end = String(Math.floor(now / 1_000) + LIFETIME_S);
  return `${end}.${signature(accessToken, end)}`;
}

export function isSession(value: string, accessToken: string, now = Date.now()): boolean {
  const [end = '', given = ''] = value.split('.');
  return isSame(given, signature(accessToken, end)) && now < Number(end) * 1_000;
}

/** The value of `Set-Cookie`; without a session, the one that removes it. `host` as in the request. */
export function sessionCookie(host: string, session: string | null): string {
  const age = session === null ? 0 : LIFETIME_S;
  const cookie = `${cookieName(host)}=${session ?? ''}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${age}`;
  return isLoopback(host) ? cookie : `${cookie}; Secure`;
}

/** The session among the cookies of a request. */
export function sessionOf(host: string, cookies: string): string | null {
  const start = `${cookieName(host)}=`;
  const pair = cookies.split(/;\s*/).find((cookie) => cookie.startsWith(start));
  return pair?.slice(start.length) || null;
}

export function isLoopback(host: string): boolean {
  return LOOPBACK.includes(host.replace(/:\d+$/, '').toLowerCase());
}

/** Cookies know no ports: without its own name, a second server on this machine would end the session of the first. */
function cookieName(host: string): string {
  if (!isLoopback(host)) return '__Host-chatkeep';
  return `chatkeep-${/:(\d+)$/.exec(host)?.[1] ?? '80'}`;
}

function signature(accessToken: string, end: string): string {
  return createHmac('sha256', accessToken)
    .update(`chatkeep session until ${end}`)
    .digest('base64url');
}
