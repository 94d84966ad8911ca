/**
 * Whether a page shows that its server took no notice of `after`, the last id of the page before: it ends with that
 * again. As a row in between it may be there: some servers count it in, or send a few rows twice.
 */
export function ignoresCursor(ids: readonly string[], after: string): boolean {
  return ids.at(-1) === after;
}

/** What every walk says that ends there. */
export const DOES_NOT_PAGE =
  'This server does not page: asked for what comes next, it sends what it has sent before.';
