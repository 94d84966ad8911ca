import { diffArrays } from 'diff/lib/diff/array.js';

/** A stretch of a text; marked is what the other text has not. */
export type Piece = { text: string; isMarked: boolean };
/** Two paragraphs that say the same or nearly so; null where the other text has none to set beside. */
export type Pair = { one: Piece[] | null; other: Piece[] | null };
export type Aligned = {
  pairs: Pair[];
  /** How much of both is the same, from 0 to 1; without spaces. */
  share: number;
};

/** In UTF-16 code units of both: beyond it, lines are compared instead of words. */
const LONGEST_BY_WORD = 40_000;
/** Texts that have nothing in common take longer than anybody waits. */
const PATIENCE_MS = 200;
/** Of one text; more are compared as one piece. */
const MOST_PARAGRAPHS = 150;
/** Shared words of two paragraphs, from 0 to 1, from which on they are two forms of one. */
const ALIKE = 0.25;
/** Letters of a word that both have between two changes: alone it says nothing. */
const SHORT_WORD = 3;

/** Sets two texts beside each other: paragraph by paragraph, with what differs marked in each. */
export function align(one: string, other: string): Aligned {
  const [ours, theirs] = [paragraphsOf(one), paragraphsOf(other)];
  const isMany = ours.length > MOST_PARAGRAPHS || theirs.length > MOST_PARAGRAPHS;
  const couples = isMany ? [[one, other] as const] : couplesOf(ours, theirs);
  const pairs = couples.map(([a, b]) => pairOf(a, b));
  return { pairs, share: shareOf(pairs) };
}

function paragraphsOf(text: string): string[] {
  return text.split(/(?:\r?\n[^\S\n]*){2,}/).filter((paragraph) => paragraph.trim() !== '');
}

type Couple = readonly [one: string | null, other: string | null];

/** Both in their order, the most alike beside each other. */
function couplesOf(ours: readonly string[], theirs: readonly string[]): Couple[] {
  const words = [ours.map(wordsOf), theirs.map(wordsOf)] as const;
  // best[i][j]: how much the paragraphs from i and from j on have in common at most.
  const best = Array.from({ length: ours.length + 1 }, () =>
    Array.from({ length: theirs.length + 1 }, () => 0),
  );
  const at = (i: number, j: number) => best[i]?.[j] ?? 0;
  const alike = (i: number, j: number) => {
    const likeness = likenessOf(words[0][i], words[1][j]);
    return likeness < ALIKE ? -1 : likeness;
  };
  for (let i = ours.length - 1; i >= 0; i -= 1)
    for (let j = theirs.length - 1; j >= 0; j -= 1) {
      const row = best[i];
      if (row) row[j] = Math.max(at(i + 1, j), at(i, j + 1), alike(i, j) + at(i + 1, j + 1));
    }
  const couples: Couple[] = [];
  let [alone, alone2]: [string[], string[]] = [[], []];
  const settle = () => {
    // What stands alone on both sides at one place stands side by side.
    for (let n = 0; n < Math.max(alone.length, alone2.length); n += 1)
      couples.push([alone[n] ?? null, alone2[n] ?? null]);
    [alone, alone2] = [[], []];
  };
  let [i, j] = [0, 0];
  while (i < ours.length || j < theirs.length) {
    const isCouple =
      i < ours.length &&
      j < theirs.length &&
      alike(i, j) > 0 &&
      at(i, j) === alike(i, j) + at(i + 1, j + 1);
    if (isCouple) {
      settle();
      couples.push([ours[i++] ?? null, theirs[j++] ?? null]);
    } else if (j >= theirs.length || (i < ours.length && at(i, j) === at(i + 1, j))) {
      alone.push(ours[i++] ?? '');
    } else {
      alone2.push(theirs[j++] ?? '');
    }
  }
  settle();
  return couples;
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLocaleLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text]);
}

/** Dice's figure: the words that both have, in the words of both. */
function likenessOf(one: ReadonlySet<string> = new Set(), other: ReadonlySet<string> = new Set()) {
  let shared = 0;
  for (const word of one) if (other.has(word)) shared += 1;
  return one.size + other.size === 0 ? 1 : (2 * shared) / (one.size + other.size);
}

function pairOf(one: string | null, other: string | null): Pair {
  if (one === null || other === null)
    return { one: one === null ? null : whole(one), other: other === null ? null : whole(other) };
  const changes = changesOf(one, other, PATIENCE_MS);
  // They have nothing in common that could be found in time.
  if (!changes) return { one: whole(one), other: whole(other) };
  const pair: { one: Piece[]; other: Piece[] } = { one: [], other: [] };
  changes.forEach(({ value, added, removed }, n) => {
    const text = value.join('');
    const isBetween = n > 0 && n < changes.length - 1 && isShort(text);
    const isMarked = added || removed || isBetween;
    if (!added) push(pair.one, text, isMarked);
    if (!removed) push(pair.other, text, isMarked);
  });
  return { one: tidied(pair.one), other: tidied(pair.other) };
}

/** What has to be taken out of a text, and put in, to make another; undefined when that is not found in time. */
export function changesOf(one: string, other: string, timeout: number) {
  const isLong = one.length + other.length > LONGEST_BY_WORD;
  const split = isLong ? linesOf : tokensOf;
  return diffArrays(split(one), split(other), { timeout });
}

/** A stretch begins and ends with a word: spaces at its ends are the text's. */
function tidied(pieces: readonly Piece[]): Piece[] {
  const tidy: Piece[] = [];
  for (const { text, isMarked } of pieces) {
    const end = isMarked ? text.trimEnd().length : text.length;
    const start = isMarked ? Math.min(end, text.length - text.trimStart().length) : 0;
    push(tidy, text.slice(0, start), false);
    push(tidy, text.slice(start, end), isMarked);
    push(tidy, text.slice(end), false);
  }
  return tidy;
}

function push(pieces: Piece[], text: string, isMarked: boolean): void {
  if (text === '') return;
  const last = pieces.at(-1);
  if (last?.isMarked === isMarked) last.text += text;
  else pieces.push({ text, isMarked });
}

function whole(text: string): Piece[] {
  return text === '' ? [] : [{ text, isMarked: true }];
}

function isShort(text: string): boolean {
  return !/[.!?…\n]/.test(text) && Array.from(text.trim()).length <= SHORT_WORD;
}

const segmenter =
  typeof Intl.Segmenter === 'function' ? new Intl.Segmenter('und', { granularity: 'word' }) : null;

/** Words, and what stands between them; in scripts without spaces too. */
function tokensOf(text: string): string[] {
  if (!segmenter) return text.split(/([^\p{L}\p{N}\p{M}]+)/u).filter((token) => token !== '');
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function shareOf(pairs: readonly Pair[]): number {
  let [same, all] = [0, 0];
  for (const pieces of pairs.flatMap(({ one, other }) => [one ?? [], other ?? []]))
    for (const { text, isMarked } of pieces) {
      const { length } = text.replaceAll(/\s/g, '');
      all += length;
      if (!isMarked) same += length;
    }
  return all === 0 ? 1 : same / all;
}
