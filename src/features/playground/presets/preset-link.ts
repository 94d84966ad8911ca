import { asRecord } from '@/lib/as-record';
import { packText, unpackText } from '@/lib/packed-text';
import { contentFrom, type PresetContent } from './preset';

const NAME = '#preset=';
/** Browsers take more; programs that pass links on do not. */
const LONGEST_LINK = 60_000;
/** What a link may unfold to, in bytes. */
const LARGEST_CONTENT = 4_000_000;

export type SharedPreset = { name: string; content: PresetContent };

/** A link that holds the whole preset in its fragment, which no server sees. Throws an Error that says what to do. */
export async function presetLink(origin: string, { name, content }: SharedPreset): Promise<string> {
  const link = `${origin}/${NAME}${await packText(JSON.stringify({ name, ...content }))}`;
  if (link.length > LONGEST_LINK) {
    throw new Error(
      'It is too large for a link, mostly because of attachments. Export it as a file.',
    );
  }
  return link;
}

/** Throws an Error for a fragment that holds none. */
export async function presetFromLink(hash: string): Promise<SharedPreset> {
  try {
    const value: unknown = JSON.parse(await unpackText(hash.slice(NAME.length), LARGEST_CONTENT));
    const content = contentFrom(value);
    const { name } = asRecord(value) ?? {};
    if (content)
      return { name: typeof name === 'string' && name ? name : 'Shared preset', content };
  } catch {
    // Cut off, or never ours: the one sentence below says all that can be done.
  }
  throw new Error('The link is damaged or cut off. Ask for it again, or for a file.');
}
