import { useState } from 'react';
import { byPosition } from '@/components/markdown/by-position';
import { textBlocks } from '@/lib/text-blocks';
import { Button } from '@/ui/button';
import { useBeforePrint } from '@/ui/use-before-print';

const firstCharacters = 10_000;
const counts = new Intl.NumberFormat('en');

/** Text as it is, character for character; a very long one in part first, so that the page stays quick. */
export function PlainText({ text }: { text: string }) {
  const [shownOf, setShownOf] = useState({ text: '', isWhole: false });
  // A text that grows was whole before it was long, and stays so.
  const isSame = shownOf.text !== '' && text.startsWith(shownOf.text);
  const isWhole = (isSame && shownOf.isWhole) || text.length <= firstCharacters * 1.5;
  if (text !== shownOf.text) setShownOf({ text, isWhole });
  const isCut = !isWhole;
  const showAll = () => setShownOf({ text, isWhole: true });
  useBeforePrint(isCut ? showAll : null);
  const shown = isCut ? text.slice(0, firstCharacters) : text;
  const blocks = textBlocks(shown, firstCharacters);
  return (
    <>
      <div dir="auto" className="break-words whitespace-pre-wrap [overflow-wrap:anywhere]">
        {/* Only blocks near the screen are laid out: a text of ten megabytes takes seconds otherwise. */}
        {blocks.length > 1
          ? byPosition(blocks, (block) => (
              <div className="[contain-intrinsic-size:auto_4000px] [content-visibility:auto]">
                {block}
              </div>
            ))
          : shown}
      </div>
      {isCut && (
        <Button size="sm" className="mt-2" onClick={showAll}>
          Show all {counts.format(text.length)} characters
        </Button>
      )}
    </>
  );
}
