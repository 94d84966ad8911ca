import { memo, useEffect, useId, useLayoutEffect, useState } from 'react';
import { BlockView } from '@/components/markdown/block-view';
import { byPosition } from '@/components/markdown/by-position';
import { createMarkdownReader, type Block } from '@/components/markdown/markdown-reader';
import { cx } from '@/ui/cx';
import { useBeforePrint } from '@/ui/use-before-print';
import { createFootnotes, FootnoteContext } from './footnotes/footnote-context';
import { FootnoteList, type Note } from './footnotes/footnote-list';

type Props = { text: string; isStreaming: boolean };

/** So many characters at once: the page stays quick, and the first of them are there at once. */
const SLICE = 8_000;
/** Of blocks: one that has not changed is not asked for each of its own. */
const SECTION = 48;

export function MarkdownView({ text, isStreaming }: Props) {
  // Reading the same text twice gives the same blocks, so a render that is thrown away does no harm.
  const [reader] = useState(createMarkdownReader);
  const [slice, setSlice] = useState(SLICE);
  const blocks = reader.read(text, !isStreaming, slice);
  const unread = reader.unread();
  const [, setRead] = useState(0);
  useBeforePrint(unread > 0 ? () => setSlice(Infinity) : null);
  // Not while rendering: each slice of a long text is a task of its own, with the page's other work in between.
  useEffect(() => {
    if (unread === 0) return undefined;
    const timer = setTimeout(() => setRead((count) => count + 1));
    return () => clearTimeout(timer);
  });
  const sections: Block[][] = [];
  for (let start = 0; start < blocks.length; start += SECTION) {
    sections.push(blocks.slice(start, start + SECTION));
  }
  return (
    <WithNotes notes={notesOf(reader.footnotes())} isOpen={isStreaming || unread > 0}>
      {byPosition(sections, (section) => (
        <Section blocks={section} isOneOfMany={sections.length > 1} />
      ))}
    </WithNotes>
  );
}

type SectionProps = { blocks: Block[]; isOneOfMany: boolean };

/** Margins do not collapse through it: only what is above the first block, or below the last, is left out. */
const apart =
  'not-last:[&>p:last-child]:mb-2.5 not-first:[&>:is(h3,h4):first-child]:mt-2.5 not-first:[&>:not(h3,h4):first-child]:mt-0';

/** Of many, only those near the screen are laid out. */
const Section = memo(
  function Section({ blocks, isOneOfMany }: SectionProps) {
    return (
      <div
        className={cx(
          isOneOfMany &&
            `${apart} [overflow-clip-margin:6px] [contain-intrinsic-size:auto_1500px] [content-visibility:auto]`,
        )}
      >
        {blocks.map(({ key, ...block }) => (
          <BlockView key={key} {...block} />
        ))}
      </div>
    );
  },
  (before, after) =>
    before.isOneOfMany === after.isOneOfMany &&
    before.blocks.length === after.blocks.length &&
    before.blocks.every((block, at) => block === after.blocks[at]),
);

type WithNotesProps = { notes: Note[]; isOpen: boolean; children: React.ReactNode };

function WithNotes({ notes, isOpen, children }: WithNotesProps) {
  const prefix = useId();
  const [footnotes] = useState(() => createFootnotes(prefix));
  // While rendering, for what is drawn now; the same text gives the same numbers.
  footnotes.set(notes.map(({ token }) => token.label));
  // What was drawn before, and before the browser paints it.
  useLayoutEffect(() => footnotes.tell());
  return (
    <FootnoteContext value={footnotes}>
      {children}
      {notes.length > 0 && <FootnoteList notes={notes} isOpen={isOpen} />}
    </FootnoteContext>
  );
}

/** The first of each label, as they come. */
function notesOf(footnotes: readonly Block[]): Note[] {
  const notes = new Map<string, Note>();
  for (const block of footnotes) {
    const note = block as Note & Block; // its extension made it
    if (!notes.has(note.token.label)) notes.set(note.token.label, note);
  }
  return [...notes.values()];
}
