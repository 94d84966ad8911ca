import { useId, useState } from 'react';
import { BlockView } from '@/components/markdown/block-view';
import { createMarkdownReader, type Block } from '@/components/markdown/markdown-reader';
import { FootnoteContext, type Footnotes } from './footnotes/footnote-context';
import { FootnoteList } from './footnotes/footnote-list';
import type { FootnoteToken } from './footnotes/footnote-token';

type Props = { text: string; isStreaming: boolean };

export function MarkdownView({ text, isStreaming }: Props) {
  // Reading the same text twice gives the same blocks, so a render that is thrown away does no harm.
  const [reader] = useState(createMarkdownReader);
  const blocks = reader.read(text, !isStreaming);
  const shown = blocks.map(({ key, token, isOpen }) => (
    <BlockView key={key} token={token} isOpen={isOpen} />
  ));
  const notes = notesOf(blocks);
  return (
    <WithNotes notes={notes} isOpen={isStreaming}>
      {shown}
    </WithNotes>
  );
}

type WithNotesProps = { notes: FootnoteToken[]; isOpen: boolean; children: React.ReactNode };

function WithNotes({ notes, isOpen, children }: WithNotesProps) {
  const prefix = useId();
  const labels = notes.map(({ label }) => label).join('\n');
  // Every reference is drawn anew when it changes, so it does so only with a new note.
  const [known, setKnown] = useState<{ labels: string; footnotes: Footnotes }>();
  let footnotes = known?.footnotes;
  if (!footnotes || known?.labels !== labels) {
    const numbers = new Map(notes.map(({ label }, at) => [label, at + 1]));
    footnotes = { prefix, numbers };
    setKnown({ labels, footnotes });
  }
  return (
    <FootnoteContext value={footnotes}>
      {children}
      {notes.length > 0 && <FootnoteList notes={notes} isOpen={isOpen} />}
    </FootnoteContext>
  );
}

/** The first of each label, as they come. */
function notesOf(blocks: readonly Block[]): FootnoteToken[] {
  const notes = new Map<string, FootnoteToken>();
  for (const { token } of blocks) {
    if (token.type !== 'footnote') continue;
    const note = token as FootnoteToken; // its extension made it
    if (!notes.has(note.label)) notes.set(note.label, note);
  }
  return [...notes.values()];
}
