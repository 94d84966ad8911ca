import { createElement, Fragment } from 'react';
import type { Piece } from './align';

/** A text as it is, with what its counterpart has not on a soft ground: both are equals, and nothing is struck through. */
export function MarkedText({ pieces }: { pieces: readonly Piece[] }) {
  // By position: pieces have no identity of their own, and never move.
  return createElement(Fragment, null, ...pieces.map(pieceView));
}

function pieceView({ text, isMarked }: Piece) {
  if (!isMarked) return text;
  return (
    <mark className="rounded-[3px] bg-accent-soft box-decoration-clone px-px text-inherit underline decoration-accent-line decoration-2 underline-offset-4">
      {text}
    </mark>
  );
}
