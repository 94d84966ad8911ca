import type { Client } from '@/api/client';
import type { ListParams } from '@/api/wire';

/**
 * The way that was walked through one list, page by page. Going back over it is the only way back there is: the API
 * pages forward alone, and the opposite order of a server need not be the mirror image.
 */
export type Trail = {
  /** By the last id of a page: the cursor of that page (undefined for the first), and all ids up to its end. */
  pages: Map<string, { after: string | undefined; ids: ReadonlySet<string> }>;
  /** By the first id of a page: the cursor of the page before it. */
  back: Map<string, string | undefined>;
};

const MOST_LISTS = 50;
const trails = new Map<string, Trail>();

/** The trail of a list; for as long as the page of the browser is open. */
export function trailOf(client: Client, list: Omit<ListParams, 'after'>): Trail {
  const key = JSON.stringify([client.baseUrl, client.completionsPath, list]);
  const known = trails.get(key);
  const trail = known ?? { pages: new Map(), back: new Map() };
  // Back at the end of the line.
  trails.delete(key);
  trails.set(key, trail);
  for (const oldest of [...trails.keys()].slice(0, -MOST_LISTS)) trails.delete(oldest);
  return trail;
}
