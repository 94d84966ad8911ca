import { createElement, Fragment } from 'react';
import { cx } from '@/ui/cx';
import type { Piece } from './align';
import type { Part } from './drawn';

type Shown = Piece & Partial<Pick<Part, 'look'>>;

/** A text as it is, with what its counterpart has not on a soft ground: both are equals, and nothing is struck through. */
export function MarkedText({ pieces }: { pieces: readonly Shown[] }) {
  // By position: pieces have no identity of their own, and never move.
  return createElement(Fragment, null, ...pieces.map(pieceView));
}

const LOOKS = { plain: undefined, bold: 'font-semibold', code: 'font-mono text-[0.9em]' };

function pieceView({ text, isMarked, look = 'plain' }: Shown) {
  if (isMarked) {
    return (
      <mark
        className={cx(
          'rounded-[3px] bg-accent-soft box-decoration-clone px-px text-inherit underline decoration-accent-line decoration-2 underline-offset-4',
          LOOKS[look],
        )}
      >
        {text}
      </mark>
    );
  }
  return look === 'plain' ? text : <span className={LOOKS[look]}>{text}</span>;
}
