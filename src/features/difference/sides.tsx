import { Fragment, useState } from 'react';
import type { Aligned, Pair } from '@/components/difference/align';
import { codeBlocks, drawn } from '@/components/difference/drawn';
import { MarkedText } from '@/components/difference/marked-text';
import { Button } from '@/ui/button';
import { cx } from '@/ui/cx';
import { GridCell, GutterName } from './grid';

type Props = {
  /** In the gutter, beside the first line. */
  name: string;
  aligned: Aligned;
  /** Of the texts. */
  className: string;
  /** What is long begins as its first lines. */
  isFoldable?: boolean;
  /** Its markdown is drawn; otherwise the text is as it is. */
  isDrawn?: boolean;
};

/** In UTF-16 code units of both sides. */
const LONG = 1_400;
const SIDES = ['one', 'other'] as const;
type Side = (typeof SIDES)[number];
/** The last line fades, as in every text that goes on. */
const FOLDED = 'max-h-24 overflow-hidden mask-b-from-60% print:max-h-none print:mask-none';

/** Two texts side by side: each paragraph begins on the same line in both, and one that is missing says so. */
export function Sides({ name, aligned, className, isFoldable = false, isDrawn = false }: Props) {
  const isLong = isFoldable && lengthOf(aligned) > LONG;
  const [isOpen, setOpen] = useState(false);
  const isFolded = isLong && !isOpen;
  const { pairs } = aligned;
  const lookOf = isDrawn ? looksOf(aligned) : () => 'plain' as const;
  // One below the other no gutter names a row, and of what was asked no head says whose it is.
  const caption = (side: Side) => (
    <p className="pb-1 text-xs/5 font-medium text-ink-3 sm:hidden">
      {isFoldable && `${LETTERS[side]} · `}
      {name}
    </p>
  );
  if (pairs.length === 0) {
    return (
      <>
        <GutterName className="py-4 max-sm:hidden">{name}</GutterName>
        {SIDES.map((side) => (
          <GridCell key={side} side={side} className="py-4 text-xs/5 text-ink-3">
            {caption(side)}
            No text
          </GridCell>
        ))}
      </>
    );
  }
  return (
    <>
      {pairs.map((pair, at) => {
        const isFirst = at === 0;
        const isLast = at === pairs.length - 1;
        const isHidden = isFolded && !isFirst;
        const room = cx(
          'py-1.5',
          isFirst && 'pt-4 max-sm:pt-1.5',
          isLast && 'pb-5',
          isHidden && 'hidden print:block',
        );
        return (
          // oxlint-disable-next-line react/no-array-index-key -- paragraphs have no identity, and never move
          <Fragment key={at}>
            <GutterName
              className={cx('max-sm:hidden', isFirst && 'pt-5', isHidden && 'hidden print:block')}
            >
              {isFirst && name}
            </GutterName>
            {SIDES.map((side) => (
              <GridCell
                key={side}
                side={side}
                // One below the other, a gap says nothing, but a side with no text at all is told once.
                className={cx(room, !pair[side] && at !== startOf(pairs, side) && 'max-sm:hidden')}
              >
                {at === startOf(pairs, side) && caption(side)}
                <div className={cx(isFolded && FOLDED)}>
                  <Paragraph {...{ pair, side, className }} look={lookOf(side, at)} />
                </div>
              </GridCell>
            ))}
          </Fragment>
        );
      })}
      {isLong && (
        <>
          <GutterName className="max-sm:hidden" />
          <GridCell className="col-span-2 pb-3 sm:border-s sm:border-line print:hidden">
            <Button
              variant="link"
              size="inline"
              className="text-xs"
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            >
              {isOpen ? 'Show less' : 'Show all'}
            </Button>
          </GridCell>
        </>
      )}
    </>
  );
}

/** `code`: of a block, of which every sign counts. */
type Look = 'plain' | 'drawn' | 'code';

function looksOf(aligned: Aligned) {
  const isCode = { one: codeBlocks(aligned, 'one'), other: codeBlocks(aligned, 'other') };
  return (side: Side, at: number): Look => (isCode[side][at] ? 'code' : 'drawn');
}

/** Where a side has its first text; its first place, too, where it has none. */
function startOf(pairs: readonly Pair[], side: Side): number {
  const at = pairs.findIndex((pair) => pair[side]);
  return Math.max(0, at);
}

function lengthOf({ pairs }: Aligned): number {
  const pieces = pairs.flatMap(({ one, other }) => [...(one ?? []), ...(other ?? [])]);
  return pieces.reduce((sum, { text }) => sum + text.length, 0);
}

const LETTERS = { one: 'A', other: 'B' };

type ParagraphProps = { pair: Pair; side: Side; className: string; look: Look };

function Paragraph({ pair, side, className, look }: ParagraphProps) {
  const pieces = pair[side];
  if (!pieces) return <p className="text-xs/7 text-ink-3">Only in {side === 'one' ? 'B' : 'A'}</p>;
  return (
    <p
      dir="auto"
      className={cx(
        'max-w-[38rem] break-words whitespace-pre-wrap',
        className,
        look === 'code' && 'font-mono text-sm!',
      )}
    >
      <MarkedText pieces={look === 'drawn' ? drawn(pieces) : pieces} />
    </p>
  );
}
