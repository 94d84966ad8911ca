import { useState } from 'react';
import type { Metadata } from '@/api/wire';
import { sameMetadata } from '@/lib/same-metadata';
import { mergeMetadata } from './merge-metadata';
import { type DraftPair, draftOf, metadataOf } from './metadata-draft';

type State = { base: Metadata; pairs: DraftPair[]; notice: string | null };

/**
 * The metadata being edited, over the version it began with. When the stored version moves on, an untouched draft
 * follows it, and changes on both sides are merged as far as they do not contradict each other.
 *
 * @param isSaving while true, what is stored is only what we hope to have stored
 */
export function useMetadataDraft(stored: Metadata, isSaving: boolean) {
  const [state, setState] = useState<State>(() => startAt(stored));
  const mine = metadataOf(state.pairs);
  const isChanged = !sameMetadata(mine, state.base);
  const hasMoved = !isSaving && !sameMetadata(stored, state.base);
  const merge = hasMoved && isChanged ? mergeMetadata(state.base, mine, stored) : null;

  if (hasMoved && !isChanged) setState(startAt(stored));
  if (merge?.conflicts.length === 0) {
    const notice = 'Someone else changed other pairs meanwhile; they are merged in.';
    setState({ base: stored, pairs: draftOf(merge.merged), notice });
  }

  return {
    pairs: state.pairs,
    /** What is stored, as far as the draft knows. */
    base: state.base,
    notice: state.notice,
    isChanged,
    /** Both sides changed the same pair: nothing can be saved before someone chooses. */
    conflict: merge && merge.conflicts.length > 0 ? merge : null,
    setPairs: (pairs: DraftPair[]) => setState({ ...state, pairs, notice: null }),
    resolve: (metadata: Metadata) =>
      setState({ base: stored, pairs: draftOf(metadata), notice: null }),
    reset: () => setState(startAt(stored)),
    /** The server kept this, which may differ from what was sent. */
    saved: (kept: Metadata, sent: Metadata) => {
      const isSame = sameMetadata(kept, sent);
      const notice = isSame ? null : 'The server kept something else than was sent: this is it.';
      setState((now) => {
        const isTypedOn = !sameMetadata(metadataOf(now.pairs), sent);
        return { base: kept, pairs: isTypedOn ? now.pairs : draftOf(kept), notice };
      });
    },
  };
}

function startAt(metadata: Metadata): State {
  return { base: metadata, pairs: draftOf(metadata), notice: null };
}
