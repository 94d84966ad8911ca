import type { FastifyRequest } from 'fastify';
import type { Config } from '../config';
import { isListed, plainAddress } from './access/network';

/** A few segments of plain characters: what may stand in a page as it is. */
const PATH = /^(\/[\w.~-]{1,100}){1,10}$/;

/**
 * The path below which the client sees this server: `BASE_PATH`, else what a trusted proxy that cut it off says in
 * `X-Forwarded-Prefix`; empty at the root of a host.
 */
export function basePathOf(
  { raw }: FastifyRequest,
  { basePath, trustedProxies }: Pick<Config, 'basePath' | 'trustedProxies'>,
): string {
  if (basePath !== '') return basePath;
  const said = [raw.headers['x-forwarded-prefix'] ?? ''].flat().join().replace(/\/$/, '');
  if (!PATH.test(said)) return '';
  const peer = plainAddress(raw.socket.remoteAddress ?? '');
  return peer !== null && isListed(trustedProxies, peer) ? said : '';
}

/** A target without the base path, also where a proxy has cut it off already. */
export function withoutBase(url: string, basePath: string): string {
  if (basePath === '' || !url.startsWith(basePath)) return url;
  const rest = url.slice(basePath.length);
  if (rest === '' || rest.startsWith('?')) return `/${rest}`;
  return rest.startsWith('/') ? rest : url;
}
