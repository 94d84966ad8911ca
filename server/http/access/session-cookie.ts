import { LOOPBACK } from '../loopback';
import { SESSION_LIFETIME_S } from './sessions';

/** Of cookies with our name more than one can come: another page of the host may have set one for a longer path. */
const MOST = 4;

/** The value of `Set-Cookie`; without a session, the one that removes it. `host` as in the request. */
export function sessionCookie(host: string, session: string | null): string {
  const age = session === null ? 0 : SESSION_LIFETIME_S;
  const cookie = `${cookieName(host)}=${session ?? ''}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${age}`;
  return isLoopback(host) ? cookie : `${cookie}; Secure`;
}

/** What the cookies of a request say are sessions. `cookies` as in its header. */
export function sessionsIn(host: string, cookies: string): string[] {
  const start = `${cookieName(host)}=`;
  const ours = cookies.split(/;\s*/).filter((cookie) => cookie.startsWith(start));
  return [...new Set(ours.map((cookie) => cookie.slice(start.length)))].slice(0, MOST);
}

export function isLoopback(host: string): boolean {
  return LOOPBACK.includes(host.replace(/:\d+$/, '').toLowerCase());
}

/** Cookies know no ports: without its own name, a second server on this machine would end the session of the first. */
function cookieName(host: string): string {
  if (!isLoopback(host)) return '__Host-chatkeep';
  return `chatkeep-${/:(\d+)$/.exec(host)?.[1] ?? '80'}`;
}
