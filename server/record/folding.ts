import { createFold, type Fold } from '#contract/fold/fold';
import type { JsonObject } from '#contract/json';
import { stringifyExact } from '../json/exact';
import type { SharedText } from '../json/text';
import { createStretches } from './stretches';

/**
 * An answer that is being streamed, folded as it comes. Of a long one only the beginning is: the rest stays text, so that
 * what is done with all of it, when it ends, is done in another thread.
 */
export type Folding = {
  /** `text`: the chunk as it came. */
  add(chunk: JsonObject, text: string): void;
  /** Chunks that were too long to be read here: JSON text of an array of them. */
  addStretch(stretch: SharedText): void;
  isEmpty(): boolean;
  /** The fold, where it holds all of the answer. */
  whole(): Fold | null;
  /** JSON texts of arrays of chunks that say together what has come. */
  stretches(): SharedText[];
};

/** UTF-16 units of chunks; what they say is written down in a few milliseconds. */
const FOLDED = 4 * 1024 * 1024;

export function createFolding(most = FOLDED): Folding {
  const fold = createFold();
  const later = createStretches();
  let length = 0;
  return {
    add(chunk, text) {
      if (!later.isEmpty() || length + text.length > most) {
        later.add(text);
        return;
      }
      length += text.length;
      fold.add(chunk);
    },
    addStretch: (stretch) => later.addStretch(stretch),
    isEmpty: () => length === 0 && later.isEmpty(),
    whole: () => (later.isEmpty() ? fold : null),
    stretches: () => [
      ...(length === 0 ? [] : [`[${stringifyExact(fold.chunk())}]`]),
      ...later.all(),
    ],
  };
}
