import { createFold, type Fold } from '#contract/fold/fold';
import type { JsonObject } from '#contract/json';
import { stringifyExact } from '../json/exact';

/**
 * An answer that is being streamed, folded as it comes. Of a long one only the beginning is: the rest stays text, so that
 * what is done with all of it, when it ends, is done in another thread.
 */
export type Folding = {
  /** `text`: the chunk as it came. */
  add(chunk: JsonObject, text: string): void;
  /** A chunk that was too long to be read here. */
  addText(text: string): void;
  /** The fold, where it holds all of the answer. */
  whole(): Fold | null;
  /** JSON texts of chunks that say together what has come. */
  chunks(): string[];
};

/** UTF-16 units of chunks; what they say is written down in a few milliseconds. */
const FOLDED = 4 * 1024 * 1024;

export function createFolding(most = FOLDED): Folding {
  const fold = createFold();
  const later: string[] = [];
  let length = 0;
  return {
    add(chunk, text) {
      if (later.length > 0 || length + text.length > most) {
        later.push(text);
        return;
      }
      length += text.length;
      fold.add(chunk);
    },
    addText: (text) => later.push(text),
    whole: () => (later.length === 0 ? fold : null),
    chunks: () => [...(length === 0 ? [] : [stringifyExact(fold.chunk())]), ...later],
  };
}
