import MessageSquare from 'lucide-react/icons/message-square';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { useShallow } from 'zustand/react/shallow';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import { aboutMetadata } from '@/components/about-metadata';
import { useVerdict } from '@/components/questions/review-store';
import { useKey } from '@/components/keys/key-store';
import { useKeys } from '@/components/keys/use-keys';
import { useNote } from '@/components/drafts/use-note';
import { focusNote, NoteField } from '@/components/note-field';
import { nameFrom, withWrites } from '@/queries/pair-writes/pair-write';
import {
  takeBackWrite,
  usePairWrites,
  writePair,
  writesOf,
} from '@/queries/pair-writes/pair-writes';
import { textOf } from '#contract/message/read-message';
import { Button } from '@/ui/button';
import { ariaKeys, Kbd } from '@/ui/kbd';
import { leaveField } from '@/ui/leave-field';
import { showToast } from '@/ui/toast-store';

type Props = { connection: Connection; answer: CompletionAnswer };

/** Judges the answer where it is read: the same verdicts and the same note as in Review, on the same keys. */
// oxlint-disable-next-line max-lines-per-function -- one screen, whose parts share their state
export function Verdict({ connection, answer }: Props) {
  const { id } = answer.data;
  const { key, values, noteKey } = useVerdict();
  const writes = usePairWrites(useShallow((state) => writesOf(state, connection, id)));
  const metadata = withWrites(answer.data.metadata ?? {}, writes);
  const verdict = Object.hasOwn(metadata, key) ? metadata[key] : undefined;
  const stored = Object.hasOwn(metadata, noteKey) ? (metadata[noteKey] ?? '') : '';
  const note = useNote({ connection, id, noteKey }, stored);
  const [isWriting, setWriting] = useState(false);
  const isOpen = isWriting || note.text !== '';

  function write(of: string, value: string | null, title: string) {
    const place = { id, name: nameOf(answer), key: of };
    const n = writePair(connection, { ...place, value });
    const onAct = () => takeBackWrite(connection, n, place);
    showToast({ about: aboutMetadata(id), title, action: { label: 'Undo', onAct } });
  }
  function judge(value: string) {
    const isBack = value === verdict;
    write(key, isBack ? null : value, isBack ? 'Verdict removed' : `Verdict: ${value}`);
  }
  function keepNote() {
    if (!note.isDraft || note.problem !== null) return;
    write(noteKey, note.text || null, note.text === '' ? 'Note removed' : 'Note kept');
    note.onWritten();
    if (note.text === '') setWriting(false);
  }
  function open() {
    // At once: the next letter may have been typed by the next paint, and would be a key of the page.
    flushSync(() => setWriting(true));
    focusNote(noteKey);
  }
  const [verdictKey, noteShortcut] = [useKey('verdict'), useKey('note')];
  useKeys({
    verdict: ({ key }) => {
      const value = values[Number(key) - 1];
      if (value !== undefined) judge(value);
    },
    note: open,
  });

  return (
    <section aria-label="Verdict" className="space-y-2 @2xl/talk:ps-28 print:hidden">
      <div className="flex flex-wrap items-center gap-1.5">
        <span className="me-1 text-xs font-medium text-ink-3 @2xl/talk:-ms-28 @2xl/talk:me-2.5 @2xl/talk:w-24 @2xl/talk:text-end">
          Verdict
        </span>
        {values.map((value, at) => (
          <Button
            key={value}
            size="sm"
            aria-pressed={value === verdict}
            aria-keyshortcuts={verdictKey ? String(at + 1) : undefined}
            className="max-sm:h-11 aria-pressed:border-accent-line aria-pressed:bg-accent-soft aria-pressed:text-accent-ink"
            onClick={() => judge(value)}
          >
            <bdi className="capitalize">{value}</bdi>
            <Kbd aria-hidden>{verdictKey && String(at + 1)}</Kbd>
          </Button>
        ))}
        {verdict !== undefined && !values.includes(verdict) && (
          <span className="text-xs text-ink-3">
            {key} is “<bdi>{verdict}</bdi>”
          </span>
        )}
        {!isOpen && (
          <Button
            size="sm"
            variant="ghost"
            className="ms-auto max-sm:h-11"
            aria-keyshortcuts={ariaKeys(noteShortcut)}
            onClick={open}
          >
            <MessageSquare aria-hidden className="size-4" /> Note{' '}
            <Kbd aria-hidden>{noteShortcut}</Kbd>
          </Button>
        )}
      </div>
      {isOpen && (
        <NoteField
          note={note}
          noteKey={noteKey}
          endsOnEnter
          onKeep={keepNote}
          onEnd={() => {
            leaveField();
            if (note.text === '') setWriting(false);
          }}
        />
      )}
    </section>
  );
}

/** Under which it is listed while it has not arrived. */
function nameOf({ data: { id, choices } }: CompletionAnswer): string {
  const text = choices[0] ? textOf(choices[0].message) : '';
  return nameFrom(text || id);
}
