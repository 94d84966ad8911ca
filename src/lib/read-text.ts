/** What a byte order mark says of the rest. */
const MARKS: [encoding: string, mark: number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];
/** So many bytes at the start tell of the rest. */
const SAMPLE = 65_536;
/** Control characters that no text has, and bytes that were given none. */
// oxlint-disable-next-line no-control-regex -- it is for these
const NO_TEXT = /[\u0000-\u0008\u000E-\u001A]/;

/** A text that was read, and from which encoding: null is UTF-8, which needs no word. */
export type ReadText = { text: string; encoding: string | null };

/**
 * Reads bytes as the text that they are: UTF-8, UTF-16 with or without its mark, GB 18030 (GBK), else Windows-1252
 * (Latin-1). These two are guesses, so whoever shows the text says which it was. Null: it is no text.
 */
export function readText(bytes: Uint8Array): ReadText | null {
  const marked = MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))?.[0];
  const sample = bytes.subarray(0, SAMPLE);
  const likely = marked ?? wideEncoding(sample) ?? 'utf-8';
  for (const encoding of [likely, ...(isChinese(sample) ? ['gb18030'] : []), 'windows-1252']) {
    const text = decoded(bytes, encoding);
    if (text === null) continue;
    if (NO_TEXT.test(text)) return null;
    return { text, encoding: encoding === 'utf-8' ? null : encoding };
  }
  return null;
}

/** The text of a file that was picked or dropped. */
export async function readTextFile(file: Blob): Promise<ReadText | null> {
  return readText(new Uint8Array(await file.arrayBuffer()));
}

/** Null where the bytes are none of this encoding. */
function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** UTF-16 without a mark: of most of its pairs of bytes, always the same one is zero. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const pairs = bytes.length / 2;
  const evenZeros = bytes.filter((byte, at) => byte === 0 && at % 2 === 0).length;
  const oddZeros = bytes.filter((byte, at) => byte === 0 && at % 2 === 1).length;
  if (oddZeros > pairs * 0.4 && evenZeros < pairs * 0.05) return 'utf-16le';
  return evenZeros > pairs * 0.4 && oddZeros < pairs * 0.05 ? 'utf-16be' : undefined;
}

/** Nearly all bytes that are not ASCII stand in pairs, each a common Chinese character or a punctuation mark. */
function isChinese(bytes: Uint8Array): boolean {
  let [high, common] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    const [first = 0, second = 0] = bytes.subarray(at, at + 2);
    if (first < 0x80) continue;
    const isPair = second >= 0xa1;
    high += isPair ? 2 : 1;
    if (isPair && first >= 0xa1 && first <= 0xd7) common += 2;
    if (isPair) at += 1;
  }
  return high > 0 && common >= high * 0.9;
}
