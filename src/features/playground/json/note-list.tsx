import { Button } from '@/ui/button';
import type { TextNote } from '../json-notes/text-notes';

const SHOWN = 4;

type Props = { notes: TextNote[]; onPick: (note: TextNote) => void };

/** What the editor underlines, in words; a line number leads to its place. */
export function NoteList({ notes, onPick }: Props) {
  const more = notes.length - SHOWN;
  return (
    <div aria-live="polite">
      {notes.length > 0 && (
        <ul aria-label="Notes" className="mt-1.5 space-y-0.5 text-xs">
          {notes.slice(0, SHOWN).map((note) => (
            <li
              key={`${note.from} ${note.message}`}
              className={note.severity === 'fault' ? 'text-danger-ink' : 'text-warning-ink'}
            >
              <Button
                variant="link"
                size="inline"
                className="text-xs text-current underline"
                onClick={() => onPick(note)}
              >
                Line {note.line}
              </Button>
              {`: ${note.message}`}
            </li>
          ))}
          {more > 0 && <li className="text-ink-3">And {more} more.</li>}
        </ul>
      )}
    </div>
  );
}
