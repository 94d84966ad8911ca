import type { Aligned, Piece } from './align';

/** A stretch of a text as it is drawn. */
export type Part = Piece & { look: 'plain' | 'bold' | 'code' };

const [HIDDEN, BOLD, CODE, ITEM] = [1, 2, 4, 8] as const;
/** By what they hold, the sign before it, and the one after it: code first, as nothing within it is a sign. */
const SIGNS: [sign: RegExp, holds: number][] = [
  [/(`)([^`\n]+)(`)/g, CODE],
  [/(\*\*)(?=\S)([^\n]{1,400}?)(?<=\S)(\*\*)/g, BOLD],
  [/^(#{1,6} +)(\S.*)()$/gm, BOLD],
];
const ITEMS = /^ *([-*+])(?= +\S)/gm;

/** Bold, code, titles and items as they look, without their signs; what is marked of signs alone keeps them. */
export function drawn(pieces: readonly Piece[]): Part[] {
  const text = pieces.map((piece) => piece.text).join('');
  const flags = flagsOf(text);
  const parts: Part[] = [];
  let at = 0;
  for (const piece of pieces) {
    const keepsSigns = piece.isMarked && !/[\p{L}\p{N}]/u.test(piece.text);
    for (const unit of piece.text.split('')) {
      const flag = flags[at++] ?? 0;
      if (flag & HIDDEN && !keepsSigns) continue;
      const shown = flag & ITEM && !keepsSigns ? '•' : unit;
      const look = flag & CODE ? 'code' : flag & BOLD ? 'bold' : 'plain';
      const last = parts.at(-1);
      if (last?.look === look && last.isMarked === piece.isMarked) last.text += shown;
      else parts.push({ text: shown, isMarked: piece.isMarked, look });
    }
  }
  return parts;
}

function flagsOf(text: string): Uint8Array {
  const flags = new Uint8Array(text.length);
  const isCode = (at: number) => ((flags[at] ?? 0) & CODE) !== 0;
  const add = (flag: number, from: number, length: number) => {
    for (let at = from; at < from + length; at += 1) flags[at] = (flags[at] ?? 0) | flag;
  };
  for (const [sign, holds] of SIGNS)
    for (const { index, 1: before = '', 2: inside = '', 3: after = '' } of text.matchAll(sign)) {
      if (isCode(index)) continue;
      add(HIDDEN, index, before.length);
      add(holds, index + before.length, inside.length);
      add(HIDDEN, index + before.length + inside.length, after.length);
    }
  for (const { index, 0: all } of text.matchAll(ITEMS)) add(ITEM, index + all.length - 1, 1);
  return flags;
}

/** Which paragraphs of a side are within a block of code, where signs are letters. */
export function codeBlocks({ pairs }: Aligned, side: 'one' | 'other'): boolean[] {
  let isOpen = false;
  return pairs.map((pair) => {
    const text = (pair[side] ?? []).map((piece) => piece.text).join('');
    const fences = text.match(/^ {0,3}(?:```|~~~)/gm)?.length ?? 0;
    const isCode = isOpen || fences > 0;
    if (fences % 2 === 1) isOpen = !isOpen;
    return isCode;
  });
}
