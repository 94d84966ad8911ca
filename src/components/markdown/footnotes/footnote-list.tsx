import { CornerLeftUp } from 'lucide-react';
import { use } from 'react';
import { Blocks } from '@/components/markdown/block-view';
import { FootnoteContext, noteId } from './footnote-context';
import type { FootnoteToken } from './footnote-token';

type Props = { notes: readonly FootnoteToken[]; isOpen: boolean };

/** The notes of a message, below its text, each with the way back to where it was referred to. */
export function FootnoteList({ notes, isOpen }: Props) {
  const footnotes = use(FootnoteContext);
  return (
    <ol
      aria-label="Notes"
      className="mt-5 list-decimal space-y-1 border-t border-line pt-3 pl-6 text-sm text-ink-2 marker:text-ink-3"
    >
      {notes.map(({ label, tokens }, at) => {
        const id = noteId(footnotes, at + 1);
        return (
          <li
            key={label}
            id={id}
            tabIndex={-1}
            dir="auto"
            className="rounded-sm focus:bg-sunken [&>p:nth-last-child(2)]:inline"
          >
            <Blocks tokens={tokens} isOpen={isOpen && at === notes.length - 1} />
            <button
              type="button"
              aria-label={`Back to reference ${at + 1}`}
              onClick={() =>
                document.querySelector<HTMLElement>(`[data-footnote="${id}"]`)?.focus()
              }
              className="ml-1 rounded-sm p-1 text-accent-ink hover:bg-hover"
            >
              <CornerLeftUp aria-hidden className="size-3" />
            </button>
          </li>
        );
      })}
    </ol>
  );
}
