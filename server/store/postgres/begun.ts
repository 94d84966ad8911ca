import type { Names } from '../sql/search-names';

/** UTF-16 units of messages that are remembered, and of all that is. */
export const LONGEST_REMEMBERED = 16_384;
const MOST_OF_ALL = 8_388_608;

/**
 * What was asked, whether its row has it packed, and what the search index will say of it: its prompt, and its metadata
 * as it began.
 */
export type Begun = {
  messages: string;
  isPacked: boolean;
  prompt: string;
  vals: Names['vals'];
};

/**
 * What began here and has not ended, so that its end need not read it again. Only to save time: whatever is not here is
 * read. The oldest are forgotten first, since some never end.
 */
export class BegunTexts {
  readonly #texts = new Map<string, Begun>();
  #size = 0;

  put(id: string, begun: Begun): void {
    const size = sizeOf(begun);
    if (size > 2 * LONGEST_REMEMBERED) return;
    this.#texts.set(id, begun);
    this.#size += size;
    for (const oldest of this.#texts.keys()) {
      if (this.#size <= MOST_OF_ALL) return;
      this.take(oldest);
    }
  }

  take(id: string): Begun | undefined {
    const begun = this.#texts.get(id);
    if (begun && this.#texts.delete(id)) this.#size -= sizeOf(begun);
    return begun;
  }
}

function sizeOf({ messages, prompt, vals }: Begun): number {
  return messages.length + prompt.length + vals.length + 200;
}
