import type { Token, Tokens } from 'marked';
import { keyOf, type Addresses } from '@/components/markdown/inline/destinations';
import type { InlineToken } from '@/components/markdown/inline/inline-token';
import { parseInline } from '@/components/markdown/inline/parse-inline';
import { tokensIn, type InlineText } from '@/components/markdown/lex-markdown';
import { textBlocks } from '@/lib/text-blocks';

/** A longer text is read, and shown, in parts: laying it out at once can take seconds. */
const LONGEST = 10_000;
export const PART = 8_000;

type Resolved = { indexes: Set<number>; changed: Set<Token[]> };
type Missing = { text: InlineText; labels: string[] };
type Lists = { tokens?: Token[]; summary?: Token[] };
type How = { isGrowing: boolean; isContinued: boolean };

/** Reads the texts in blocks, each part of the open ones once, and those again whose links are defined later. */
export function createInlineReader() {
  let parts = new Map<string, { text: InlineText; labels: string[] | undefined }>();
  let partsLinks = 0;
  let missing = new Map<Token[], Missing>();
  /** By label: texts that refer to it, and the blocks they are in. */
  const waiting = new Map<string, { text: InlineText; index: number }[]>();

  function readOne(text: InlineText, links: Addresses, isGrowing: boolean) {
    const labels: string[] = [];
    const onMissing = (label: string) => labels.push(label);
    const found = parseInline(text.src, { links, isGrowing, onMissing });
    fill(text.tokens, found);
    if (labels.length > 0) missing.set(text.tokens, { text, labels });
  }

  /** The parts of a growing text stay the same, but for the last. */
  function readInParts({ src, tokens }: InlineText, links: Addresses, isGrowing: boolean) {
    if (!isGrowing || links.size !== partsLinks) parts = new Map();
    partsLinks = links.size;
    const cut = textBlocks(src, PART);
    const found = cut.map((part, at) => {
      const isLast = at === cut.length - 1;
      const known = isLast ? undefined : parts.get(part);
      if (known?.labels) missing.set(known.text.tokens, { ...known, labels: known.labels });
      if (known) return known.text;
      const text: InlineText = { src: part, tokens: [] };
      readOne(text, links, isGrowing && isLast);
      return text;
    });
    // Not the last: half of what it ends with was left out.
    const whole = found.slice(0, -1);
    parts = new Map(
      whole.map((text) => [text.src, { text, labels: missing.get(text.tokens)?.labels }]),
    );
    fill(
      tokens,
      found.map((text): InlineToken => ({ type: 'part', tokens: text.tokens as InlineToken[] })), // just read
    );
  }

  function missingIn(token: Token): Missing[] {
    const all: Lists[] = [...tokensIn(token)] as Tokens.Generic[];
    const lists = all.flatMap(({ tokens, summary }) => [tokens, summary]);
    return lists.flatMap((list) => (list && missing.get(list)) ?? []);
  }

  return {
    /** `isContinued`: the first is the rest of a text that was read in parts. */
    read(texts: readonly InlineText[], links: Addresses, { isGrowing, isContinued }: How): void {
      missing = new Map();
      texts.forEach((text, at) => {
        const isPart = text.src.length > LONGEST || (at === 0 && isContinued);
        const read = isPart ? readInParts : readOne;
        read(text, links, isGrowing && at === texts.length - 1);
      });
    },
    /** Notes what this block, now settled, refers to in vain. */
    keep(token: Token, index: number): void {
      if (missing.size === 0) return;
      for (const { text, labels } of missingIn(token)) {
        for (const label of labels.map(keyOf)) {
          const others = waiting.get(label);
          if (others) others.push({ text, index });
          else waiting.set(label, [{ text, index }]);
        }
      }
    },
    /** Reads again what waited for these definitions; returns what was read, and the blocks in which it is. */
    resolve(labels: readonly string[], links: Addresses): Resolved {
      const texts = new Map<InlineText, number>();
      for (const label of labels) {
        for (const { text, index } of waiting.get(label) ?? []) texts.set(text, index);
        waiting.delete(label);
      }
      for (const text of texts.keys()) readOne(text, links, false);
      return {
        indexes: new Set(texts.values()),
        changed: new Set([...texts.keys()].map(({ tokens }) => tokens)),
      };
    },
  };
}

/** Only our own views read them: marked's type says no more than that they have one. */
function fill(tokens: Token[], found: readonly InlineToken[]): void {
  tokens.length = 0;
  for (const token of found as readonly Token[]) tokens.push(token);
}
