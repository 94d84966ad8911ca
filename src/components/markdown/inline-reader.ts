import type { Token, Tokens } from 'marked';
import { keyOf, type Addresses } from '@/components/markdown/inline/destinations';
import type { InlineToken } from '@/components/markdown/inline/inline-token';
import { parseInline } from '@/components/markdown/inline/parse-inline';
import { tokensIn, type InlineText } from '@/components/markdown/lex-markdown';
import { textBlocks } from '@/lib/text-blocks';

/** A longer text is read, and shown, in parts: laying it out at once can take seconds. */
const LONGEST = 10_000;
const PART = 8_000;

type Missing = { text: InlineText; labels: string[] };
type Lists = { tokens?: Token[]; summary?: Token[] };
type ReadPart = (part: string, isLast: boolean) => InlineToken[];

/** Reads the texts in blocks, each part of the open ones once, and those again whose links are defined later. */
export function createInlineReader() {
  let parts = new Map<string, InlineToken[]>();
  let missing = new Map<Token[], Missing>();
  /** By label: texts that refer to it, and the blocks they are in. */
  const waiting = new Map<string, { text: InlineText; index: number }[]>();

  function parse({ src, tokens }: InlineText, links: Addresses, isGrowing: boolean): string[] {
    const labels: string[] = [];
    const read: ReadPart = (part, isLast) =>
      parseInline(part, {
        links,
        isGrowing: isGrowing && isLast,
        onMissing: (label) => labels.push(label),
      });
    const found = src.length > LONGEST ? inParts(src, read, isGrowing) : read(src, true);
    tokens.length = 0;
    // Only our own views read them: marked's type says no more than that they have one.
    for (const token of found as Token[]) tokens.push(token);
    return labels;
  }

  /** The parts of a growing text stay the same, but for the last. */
  function inParts(src: string, read: ReadPart, isGrowing: boolean): InlineToken[] {
    const known = isGrowing ? parts : new Map<string, InlineToken[]>();
    const cut = textBlocks(src, PART);
    const found = cut.map((part, at) => {
      const isLast = at === cut.length - 1;
      return { part, tokens: (isLast ? undefined : known.get(part)) ?? read(part, isLast) };
    });
    if (isGrowing) parts = new Map(found.map(({ part, tokens }) => [part, tokens]));
    return found.map(({ tokens }) => ({ type: 'part', tokens }));
  }

  function missingIn(token: Token): Missing[] {
    const all: Lists[] = [...tokensIn(token)] as Tokens.Generic[];
    const lists = all.flatMap(({ tokens, summary }) => [tokens, summary]);
    return lists.flatMap((list) => (list && missing.get(list)) ?? []);
  }

  return {
    read(texts: readonly InlineText[], links: Addresses, isGrowing: boolean): void {
      missing = new Map();
      texts.forEach((text, at) => {
        const labels = parse(text, links, isGrowing && at === texts.length - 1);
        if (labels.length > 0) missing.set(text.tokens, { text, labels });
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
    /** Reads again what waited for these definitions; returns the blocks in which that was. */
    resolve(labels: readonly string[], links: Addresses): Set<number> {
      const texts = new Map<InlineText, number>();
      for (const label of labels) {
        for (const { text, index } of waiting.get(label) ?? []) texts.set(text, index);
        waiting.delete(label);
      }
      for (const text of texts.keys()) parse(text, links, false);
      return new Set(texts.values());
    },
  };
}
