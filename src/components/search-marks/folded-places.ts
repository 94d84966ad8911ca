import { folded } from '#contract/folded';

/**
 * What is folded by itself: plain letters, the jamo of a Korean syllable, or a letter with its marks. A letter that a
 * mark follows is no plain one.
 */
const PIECES =
  /[^\0\P{ASCII}]+(?![\p{M}\p{Default_Ignorable_Code_Point}\uff9e\uff9f\u0e33\u0eb3])|[가-힣]?(?:[\p{M}\p{Default_Ignorable_Code_Point}\uff9e\uff9f\u0e33\u0eb3]*[\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\ud7b0-\ud7fb\uffa0-\uffdc])+[\p{M}\p{Default_Ignorable_Code_Point}\uff9e\uff9f\u0e33\u0eb3]*|[^][\p{M}\p{Default_Ignorable_Code_Point}\uff9e\uff9f\u0e33\u0eb3]*/gu;

const PLAIN = /^[^\0\P{ASCII}]+$/u;

/** Of plain letters each is found by itself. */
type Piece = { from: number; at: number; size: number; isPlain: boolean };

export type FoldedPlaces = {
  text: string;
  /** Where in the text as it was a stretch of the folded one stands; of a letter that became two, all of it. */
  placeOf: (from: number, to: number) => [start: number, end: number];
};

/** A text as it is searched, and the way back. */
export function foldedPlaces(text: string): FoldedPlaces {
  const pieces: Piece[] = [];
  let all = '';
  for (const { 0: piece, index } of text.matchAll(PIECES)) {
    const form = folded(piece);
    pieces.push({ from: all.length, at: index, size: piece.length, isPlain: PLAIN.test(piece) });
    all += form;
  }
  const pieceAt = (place: number) => {
    let [low, high] = [0, pieces.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((pieces[middle]?.from ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return pieces[low] ?? { from: 0, at: 0, size: 0, isPlain: false };
  };
  return {
    text: all,
    placeOf(from, to) {
      const [first, last] = [pieceAt(from), pieceAt(to - 1)];
      return [
        first.at + (first.isPlain ? from - first.from : 0),
        last.at + (last.isPlain ? to - last.from : last.size),
      ];
    },
  };
}
