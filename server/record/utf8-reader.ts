import { withoutMarks } from '#contract/fold/answer-form';

const REPLACED = '\uFFFD';
const REPLACEMENT_BYTES = Buffer.from(REPLACED);

export type Utf8Reader = {
  read(bytes: Buffer): string;
  isUtf8(): boolean;
};

/** Reads UTF-8 however it is split, without byte order marks, and remembers whether all of it was UTF-8. */
export function createUtf8Reader(): Utf8Reader {
  const decoder = new TextDecoder();
  let isUtf8 = true;
  let hasBegun = false;
  /** The last bytes: those that may begin a replacement character are among them. */
  let last: Buffer = Buffer.alloc(0);
  return {
    read(bytes) {
      const text = decoder.decode(bytes, { stream: true });
      const before = last;
      last = bytes.length < 2 ? Buffer.concat([before.subarray(bytes.length - 2), bytes]) : bytes;
      if (isUtf8 && text.includes(REPLACED)) {
        // A replacement character that was sent is text like any other; only one that was not tells.
        const sent = count(Buffer.concat([before.subarray(-2), bytes]));
        isUtf8 = text.split(REPLACED).length - 1 <= sent;
      }
      if (hasBegun) return text;
      const begun = withoutMarks(text);
      hasBegun = begun !== '';
      return begun;
    },
    // What the stream ends in the middle of is no character either.
    isUtf8: () => isUtf8 && !decoder.decode().includes(REPLACED),
  };
}

function count(bytes: Buffer): number {
  let found = 0;
  for (let at = bytes.indexOf(REPLACEMENT_BYTES); at !== -1; found += 1)
    at = bytes.indexOf(REPLACEMENT_BYTES, at + REPLACEMENT_BYTES.length);
  return found;
}
