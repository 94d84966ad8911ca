import TriangleAlert from 'lucide-react/icons/triangle-exclamation-point';
import type { AnswerNote } from '#contract/message/answer-note';
import { Note } from '@/ui/note';

const DANGER = new Set<AnswerNote['kind']>(['error', 'filtered', 'refused']);

/** Red where somebody kept the answer back, as its mark in the table is. */
export const toneOf = (kind: AnswerNote['kind']) => (DANGER.has(kind) ? 'danger' : 'careful');

/** How an answer ended otherwise than well, and what to do about it. */
export function AnswerNoteView({ note: { kind, title, text } }: { note: AnswerNote }) {
  return (
    <Note role="note" aria-label={title} tone={toneOf(kind)} icon={<TriangleAlert aria-hidden />}>
      <NoteWords {...{ title, text }} />
    </Note>
  );
}

export function NoteWords({ title, text }: Pick<AnswerNote, 'title' | 'text'>) {
  return (
    <p className="wrap-anywhere text-ink-2">
      <b className="font-medium text-ink">{title}.</b> {text}
    </p>
  );
}
