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
import { countCodePoints } from '#contract/code-points';

export const LONGEST_NOTE = 512;

/**
 * The note on a completion. What is typed is a draft until it is written, also while the stored note is not here yet:
 * then it goes behind that.
 *
 * @param stored undefined while it is not known
 */
export function useNote(connection: Connection, id: string, stored: string | undefined) {
  const key = draftKey(connection, id, 'note');
  const kept = asRecord(useSyncExternalStore(subscribeToDrafts, () => readDraft(key)));
  const typed = typeof kept?.text === 'string' ? kept.text : null;
  const wasSeen = kept?.wasSeen === true;
  const isBehind = typed !== null && !wasSeen && stored !== undefined && stored !== '';
  const text = typed === null ? (stored ?? '') : isBehind ? `${stored} ${typed}` : typed;
  return {
    text,
    isDraft: typed !== null,
    isTooLong: countCodePoints(text) > LONGEST_NOTE,
    onChange: (next: string) => {
      if (next === stored) dropDraft(key);
      else keepDraft(key, { text: next, wasSeen: stored !== undefined });
    },
    /** It was handed on to be written. */
    onWritten: () => dropDraft(key),
  };
}
