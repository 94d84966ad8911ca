import CornerLeftUp from 'lucide-react/icons/corner-left-up';
import { use } from 'react';
import { Blocks } from '@/components/markdown/block-view';
import { inGroups, type PartState } from '@/components/markdown/in-groups';
import { numberRoom } from '@/components/markdown/number-room';
import { cx } from '@/ui/cx';
import { FootnoteContext, noteId } from './footnote-context';
import type { FootnoteToken } from './footnote-token';

/** The block that a note is in the text. */
export type Note = { token: FootnoteToken; version: number };

/** The notes of a message, below its text, each with the way back to where it was referred to. */
export function FootnoteList({ notes, isOpen }: { notes: readonly Note[]; isOpen: boolean }) {
  return (
    <ol
      aria-label="Notes"
      className={cx(
        'mt-5 list-decimal space-y-1 border-t border-line pt-3 text-sm text-ink-2 marker:text-ink-3',
        numberRoom(notes.length),
      )}
    >
      {inGroups(notes, { isOpen, version: 0 }, drawNote)}
    </ol>
  );
}

function drawNote(note: Note, { isOpen }: PartState) {
  return <NoteItem note={note} isOpen={isOpen} />;
}

function NoteItem({ note, isOpen }: { note: Note; isOpen: boolean }) {
  const { token, version } = note;
  const footnotes = use(FootnoteContext);
  const number = footnotes.numberOf(token.label) ?? 0;
  const id = noteId(footnotes.prefix, number);
  return (
    <li
      id={id}
      tabIndex={-1}
      dir="auto"
      className={cx(
        'rounded-sm focus:bg-sunken [&>p:nth-last-child(2)]:inline',
        // Notes come by the thousand; their numbers stand to the left of them.
        '[overflow-clip-margin:4rem] [contain-intrinsic-size:auto_24px] [content-visibility:auto]',
      )}
    >
      <Blocks tokens={token.tokens} isOpen={isOpen} version={version} />
      <button
        type="button"
        aria-label={`Back to reference ${number}`}
        onClick={() => document.querySelector<HTMLElement>(`[data-footnote="${id}"]`)?.focus()}
        className="ml-1 rounded-sm p-1 text-accent-ink hover:bg-hover"
      >
        <CornerLeftUp aria-hidden className="size-3" />
      </button>
    </li>
  );
}
