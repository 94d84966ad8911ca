import { decodeEntities } from './entities';
import type { Find } from './finder';
import { tagNames, type TagName } from './inline-token';

export type Html =
  | { kind: 'open'; raw: string; name: TagName | 'a'; href: string }
  | { kind: 'close'; raw: string; name: TagName | 'a' }
  | { kind: 'break'; raw: string }
  | { kind: 'comment'; raw: string }
  | { kind: 'image'; raw: string; href: string; alt: string };

const LONGEST_TAG = 2_000;
const tag =
  /^<(\/?)([a-z][a-z\d]*)((?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*\/?>/i;
const known = new Set<string>(tagNames);

/**
 * The tag or comment at `at`, when it is one that is shown; all others are text. Of attributes only an address and
 * the words for an image are read.
 */
export function htmlAt(source: string, at: number, find: Find): Html | null {
  if (source.startsWith('<!--', at)) {
    const end = find('-->', at + 2);
    return end === -1 ? null : { kind: 'comment', raw: source.slice(at, end + 3) };
  }
  const [raw, slash, written = '', attributes = ''] =
    tag.exec(source.slice(at, at + LONGEST_TAG)) ?? [];
  if (raw === undefined) return null;
  const name = written.toLowerCase();
  if (slash === '' && name === 'br') return { kind: 'break', raw };
  if (slash === '' && name === 'wbr') return { kind: 'comment', raw };
  if (slash === '' && name === 'img') {
    return {
      kind: 'image',
      raw,
      href: valueOf(attributes, 'src'),
      alt: valueOf(attributes, 'alt'),
    };
  }
  if (name !== 'a' && !isTagName(name)) return null;
  if (slash) return { kind: 'close', raw, name };
  return { kind: 'open', raw, name, href: valueOf(attributes, 'href') };
}

function isTagName(name: string): name is TagName {
  return known.has(name);
}

function valueOf(attributes: string, name: string): string {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"']+))`, 'i').exec(
    attributes,
  );
  return decodeEntities(found?.[1] ?? found?.[2] ?? found?.[3] ?? '');
}
