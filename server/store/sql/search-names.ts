import { folded } from '#contract/folded';
import type { Metadata } from '#contract/metadata';

/** What a completion is called, as it is searched. */
export type Names = { ids: string; vals: string };

/** All ids of ours begin like this, and many of others. */
const PREFIX = 'chatcmpl-';

/** Shorter parts of ids stand in too many. */
const SHORTEST_PART = 5;

/** Its own id and its provider's, and its metadata values: folded, one a line. */
export function namesOf(row: { id: string; upstreamId: string | null; metadata: Metadata }): Names {
  const ids = [row.id, row.upstreamId ?? ''].map((id) => withoutPrefix(folded(id)));
  return { ids: ids.join('\n'), vals: valuesOf(row.metadata) };
}

export function valuesOf(metadata: Metadata): string {
  const lines = Object.values(metadata).map((value) => folded(value).replace(/\s+/gu, ' ').trim());
  return lines.join('\n');
}

/** What of a word of a search to look for in ids; null when it is none of them. */
export function idPart(word: string): string | null {
  const part = withoutPrefix(word);
  return part.length < SHORTEST_PART || part.includes(' ') ? null : part;
}

function withoutPrefix(id: string): string {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : id;
}
