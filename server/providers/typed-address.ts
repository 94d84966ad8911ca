import { isIP } from 'node:net';
import { addressKind, isMetadataName } from './address-kinds';
import { bareHost, normalBaseUrl } from './base-url';

const LONGEST = 2_000;

/**
 * The base URL that somebody typed in a browser, as it is kept, or why it is refused. `isLocal`: this server listens on
 * somebody's own machine alone, where http to it and to private addresses is in order, as long as the address itself is
 * typed. Elsewhere the operator writes such addresses into the providers file.
 */
export function readTypedAddress(
  typed: string,
  isLocal: boolean,
): { baseUrl: string } | { problem: string } {
  const text = typed.trim();
  // `URL` would drop line breaks and tabs without a word.
  const isClean = text.length <= LONGEST && /^[^\p{Cc}\p{Cs}\s\\]+$/u.test(text);
  if (!isClean || !/^https?:\/\//i.test(text) || !URL.canParse(text))
    return { problem: 'expected a full address such as https://api.example.com/v1.' };
  const url = new URL(text);
  if (url.username || url.password)
    return {
      problem: 'leave name and password out of the address; the key has a field of its own.',
    };
  const problem = hostProblem(url, isLocal);
  return problem === null ? { baseUrl: normalBaseUrl(url.href) } : { problem };
}

function hostProblem({ hostname, protocol }: URL, isLocal: boolean): string | null {
  const host = bareHost(hostname).replace(/\.$/, '');
  const kind = isIP(host) === 0 ? null : addressKind(host);
  if (kind === 'metadata' || isMetadataName(host))
    return 'link-local addresses and metadata services are never called.';
  const isNear = kind === 'loopback' || kind === 'private' || host === 'localhost';
  if (isNear && !isLocal)
    return 'this server does not listen on one machine alone, so addresses of its own network go into the providers file.';
  if (protocol === 'https:' || isNear) return null;
  return isLocal
    ? 'use https. Over http only this machine and private addresses are called, typed as numbers.'
    : 'use https: over http, anyone on the way could read the key.';
}
