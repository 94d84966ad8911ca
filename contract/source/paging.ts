/**
 * Whether a page shows that its server took no notice of `after`, the last id of the page before: it ends with that
 * again. As a row in between it may be there: some servers count it in, or send a few rows twice.
 */
export function ignoresCursor(ids: readonly string[], after: string): boolean {
  return ids.at(-1) === after;
}

/**
 * Whether a page ends its walk because the server does not page: it has rows, and none that was not on a page before.
 * `ids` are all of the page, `seen` those of the pages before; a row without an id brings nothing new.
 */
export function bringsNothingNew(
  ids: readonly (string | null)[],
  seen: ReadonlySet<string>,
): boolean {
  return ids.length > 0 && ids.every((id) => id === null || seen.has(id));
}

/**
 * Whether rows come in the opposite of the order that was asked for: their times, in unix seconds and in the order of
 * the list, only ever go the other way, and do go. Rows without a time say nothing.
 */
export function ignoresOrder(times: readonly (number | null)[], order: 'asc' | 'desc'): boolean {
  const known = times.filter((time) => time !== null);
  const sign = order === 'asc' ? 1 : -1;
  const steps = known.slice(1).map((time, at) => sign * (time - (known[at] ?? time)));
  return steps.some((step) => step < 0) && steps.every((step) => step <= 0);
}

/**
 * Whether more rows follow: as the server says (`has_more`), else if it sent as many as were asked for. `count` is how
 * many it sent, those that cannot be read among them.
 */
export function hasMore(said: unknown, count: number, limit: number): boolean {
  return (said ?? count >= limit) === true;
}

/** What every walk says that ends there; `server` is its name, where one is known. */
export function doesNotPage(server = 'This server'): string {
  return `${server} does not page: asked for what comes next, it sends what it has sent before.`;
}
