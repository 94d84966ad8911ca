import { useNote } from '@/components/drafts/use-note';
import { NoteField } from '@/components/note-field';
import { type Question, valueOf } from '@/components/questions/question';
import type { Connection } from '@/api/connection';
import { shownText } from '@/lib/shown-text';
import type { Metadata } from '#contract/metadata';
import { goToQuestions } from './fold-keys';

type Props = {
  connection: Connection;
  id: string;
  question: Question;
  /** Undefined while they are not known. */
  metadata: Metadata | undefined;
  /** Null removes it. */
  onWrite: (text: string | null) => void;
  /** Its field was left. */
  onLeave: () => void;
};

/** A question that is answered in words: a draft until its field is left. */
export function NoteQuestion(props: Props) {
  const { connection, id, question, metadata, onWrite, onLeave } = props;
  const { key, label } = question;
  const stored = metadata && (valueOf(question, metadata) ?? '');
  const note = useNote({ connection, id, noteKey: key }, stored);
  function keep() {
    onLeave();
    if (!note.isDraft || note.problem !== null) return;
    onWrite(note.text || null);
    note.onWritten();
  }
  return (
    <NoteField
      isUnderLabel
      label={shownText(label)}
      note={note}
      noteKey={key}
      onKeep={keep}
      onEnd={goToQuestions}
    />
  );
}
