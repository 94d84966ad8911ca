/**
 * A provider's address as it is kept: without a slash at the end of its path and without a fragment. A query stays, for
 * providers that want one with every request (`https://x.openai.azure.com/openai/v1?api-version=2024-10-21`).
 */
export function normalBaseUrl(text: string): string {
  const [address, query] = cut(text.replace(/#.*$/, ''), '?');
  return address.replace(/\/+$/, '') + (query ? `?${query}` : '');
}

/** The host of a URL as the network has it: an IPv6 address without its brackets. */
export function bareHost(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** What may be shown of a base URL: a name, a password or a query in it may be a key. */
export function shownUrl(baseUrl: string): string {
  const { origin, pathname } = new URL(baseUrl);
  return `${origin}${pathname}`.replace(/\/+$/, '');
}

/** A path below the base, its own query behind those of the base, which no name of it repeats. */
export function joinedPath(
  base: { pathname: string; queries: readonly string[] },
  path: string,
): string {
  const [below, query = ''] = cut(path, '?');
  const queries = [...base.queries, untaken(query, base.queries)].filter((each) => each !== '');
  return base.pathname + below + (queries.length > 0 ? `?${queries.join('&')}` : '');
}

/** The pairs of a query whose names none of the others has. */
function untaken(query: string, others: readonly string[]): string {
  if (query === '') return '';
  const taken = new Set(others.flatMap((each) => [...new URLSearchParams(each).keys()]));
  const rest = query.split('&').filter((pair) => !taken.has(nameOf(pair)));
  return rest.join('&');
}

function nameOf(pair: string): string {
  return [...new URLSearchParams(pair).keys()][0] ?? '';
}

function cut(text: string, mark: string): [before: string, behind?: string] {
  const at = text.indexOf(mark);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
