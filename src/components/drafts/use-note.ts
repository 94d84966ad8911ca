import { useSyncExternalStore } from 'react';
import type { Connection } from '@/api/connection';
import {
  draftKey,
  dropDraft,
  keepDraft,
  readDraft,
  subscribeToDrafts,
} from '@/components/drafts/draft-store';
import { asRecord } from '@/lib/as-record';
import { valueProblem } from '#contract/metadata';

type Place = {
  connection: Connection;
  /** Of the completion. */
  id: string;
  /** The metadata key that the note is kept under. */
  noteKey: string;
};

/**
 * A note on a completion. What is typed is a draft until it is written, also while the stored note is not here yet:
 * then it goes behind that.
 *
 * @param stored undefined while it is not known
 */
export function useNote(place: Place, stored: string | undefined) {
  const key = keyOf(place);
  const note = noteOf(
    useSyncExternalStore(subscribeToDrafts, () => readDraft(key)),
    stored,
  );
  return {
    ...note,
    onChange: (next: string) => {
      if (next === stored) dropDraft(key);
      else keepDraft(key, { text: next, wasSeen: stored !== undefined });
    },
    /** It was handed on to be written. */
    onWritten: () => dropDraft(key),
  };
}

/** The note as it is now, for those who act on it. */
export function readNote(place: Place, stored: string | undefined) {
  return noteOf(readDraft(keyOf(place)), stored);
}

function keyOf({ connection, id, noteKey }: Place) {
  return draftKey(connection, id, `note ${noteKey}`);
}

function noteOf(draft: unknown, stored: string | undefined) {
  const kept = asRecord(draft);
  const typed = typeof kept?.text === 'string' ? kept.text : null;
  const wasSeen = kept?.wasSeen === true;
  const isBehind = typed !== null && !wasSeen && stored !== undefined && stored !== '';
  const text = typed === null ? (stored ?? '') : isBehind ? `${stored} ${typed}` : typed;
  return {
    text,
    isDraft: typed !== null,
    /** Why it cannot be written as it is, and what to do; it stays a draft. */
    problem: valueProblem(text),
  };
}
