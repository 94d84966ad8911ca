import TriangleAlert from 'lucide-react/icons/triangle-exclamation-point';
import type { AnswerNote } from '#contract/message/answer-note';

/** How an answer ended otherwise than well, and what to do about it. */
export function AnswerNoteView({ note }: { note: AnswerNote }) {
  return (
    <div
      role="note"
      aria-label={note.title}
      className="flex gap-2 rounded-lg border border-line bg-warning-soft px-3 py-2 text-sm"
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning-ink" />
      <div className="min-w-0">
        <p className="text-xs font-medium text-warning-ink">{note.title}</p>
        <p className="break-words text-ink-2">{note.text}</p>
      </div>
    </div>
  );
}
