import type { IncomingHttpHeaders } from 'node:http';
import type { BlockList } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { isListed, plainAddress } from './network';

/**
 * Where a request comes from. What its headers say counts as far as trusted proxies have written it: the address that
 * the last of them saw. Null for a client that has gone already.
 */
export function clientAddress({ raw }: FastifyRequest, trusted: BlockList): string | null {
  const peer = plainAddress(raw.socket.remoteAddress ?? '');
  const listed = chains(raw.headers);
  // Most requests have neither header, and to look into the list is slow.
  if (peer === null || listed.length === 0 || !isListed(trusted, peer)) return peer;
  const said = listed.map((chain) => lastUntrusted(chain, peer, trusted));
  const [client = peer] = said;
  // A proxy writes one of the two headers, and passes on whatever the client wrote into the other.
  return said.every((address) => address === client) ? client : peer;
}

/** Each header's addresses, from the client to the last proxy but one; null where there is something else. */
function chains(headers: IncomingHttpHeaders): (string | null)[][] {
  const { forwarded } = headers;
  const listed = headers['x-forwarded-for'];
  return [
    ...(listed === undefined ? [] : [String(listed).split(',').map(addressIn)]),
    ...(forwarded === undefined ? [] : [elements(forwarded).map(forIn)]),
  ];
}

function lastUntrusted(chain: (string | null)[], peer: string, trusted: BlockList): string {
  let last = peer;
  for (const address of chain.toReversed()) {
    // "unknown" or a made-up name: nobody knows more than the proxy that wrote it.
    if (address === null) break;
    last = address;
    if (!isListed(trusted, address)) break;
  }
  return last;
}

/** An address as proxies write it: alone, with a port, in brackets. */
function addressIn(text: string): string | null {
  const [, inBrackets, withPort] =
    /^\s*(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)\s*$/.exec(text) ?? [];
  return plainAddress(inBrackets ?? withPort ?? text.trim());
}

/** UTF-16 units of a header that are read, from its end, where the nearest proxies have written. */
const READ = 2_000;

/** The elements of a `Forwarded` header (RFC 7239): separated by commas, but not by those in quotes. */
function elements(header: string): string[] {
  return header.slice(-READ).match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? [];
}

function forIn(element: string): string | null {
  const [, quoted, plain] = /(?:^|;)\s*for=(?:"([^"]*)"|([^;\s]*))/i.exec(element) ?? [];
  return addressIn(quoted ?? plain ?? '');
}
