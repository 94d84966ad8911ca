import { isList } from '#contract/json';
import { useState } from 'react';
import { type DraftKey, dropDraft, keepDraft, readDraft } from '@/components/drafts/draft-store';
import { asRecord } from '@/lib/as-record';
import { sameMetadata, type Metadata } from '#contract/metadata';
import { mergeMetadata } from '#contract/merge-metadata';
import { countPairs, type DraftPair, draftOf, draftPair, metadataOf } from './metadata-draft';

type State = { base: Metadata; pairs: DraftPair[]; notice: string | null };

/**
 * The metadata being edited, over the version it began with. When the stored version moves on, an untouched draft
 * follows it, and changes on both sides are merged as far as they do not contradict each other.
 *
 * What is typed is kept until it is saved or discarded, whatever happens to the page.
 *
 * @param isSaving while true, what is stored is only what we hope to have stored
 */
export function useMetadataDraft(stored: Metadata, isSaving: boolean, key: DraftKey) {
  const [state, setState] = useState<State>(() => keptAt(key) ?? startAt(stored));
  const mine = metadataOf(state.pairs);
  const isChanged = !sameMetadata(mine, state.base);
  const hasMoved = !isSaving && !sameMetadata(stored, state.base);
  const merge = hasMoved && isChanged ? mergeMetadata(state.base, mine, stored) : null;

  if (hasMoved && !isChanged) setState(startAt(stored));
  if (merge?.conflicts.length === 0) {
    const notice = 'Someone else changed other pairs meanwhile; they are merged in.';
    setState({ base: stored, pairs: draftOf(merge.merged), notice });
  }

  function show(next: State) {
    setState(next);
    keep(key, next);
  }

  return {
    pairs: state.pairs,
    /** What is stored, as far as the draft knows. */
    base: state.base,
    notice: state.notice,
    isChanged,
    /** Both sides changed the same pair: nothing can be saved before someone chooses. */
    conflict: merge && merge.conflicts.length > 0 ? merge : null,
    setPairs: (pairs: DraftPair[]) => show({ ...state, pairs, notice: null }),
    resolve: (metadata: Metadata) => show({ base: stored, pairs: draftOf(metadata), notice: null }),
    /** Gives what has to be kept again to take that back. */
    discard: () => {
      show(startAt(stored));
      return keepable(state);
    },
    /** The server kept this, which may differ from what was sent. */
    saved: (kept: Metadata, sent: Metadata) => {
      const notice = keptNotice(state.base, kept, sent);
      setState((now) => {
        const isTypedOn = !sameMetadata(metadataOf(now.pairs), sent);
        return { base: kept, pairs: isTypedOn ? now.pairs : draftOf(kept), notice };
      });
      const left = keptAt(key);
      if (left) keep(key, { ...left, base: kept });
    },
  };
}

/** Pairs that were not sent came from somebody else, and were merged in; what was sent and is another is the server's. */
function keptNotice(base: Metadata, kept: Metadata, sent: Metadata): string | null {
  if (sameMetadata(kept, sent)) return null;
  return mergeMetadata(base, sent, kept).conflicts.length === 0
    ? 'Someone else changed other pairs meanwhile; they are merged in.'
    : 'The server changed what was sent. This is what it kept.';
}

function startAt(metadata: Metadata): State {
  return { base: metadata, pairs: draftOf(metadata), notice: null };
}

/** What was typed in an earlier visit, over the version it was typed over. */
function keptAt(key: DraftKey): State | null {
  const kept = asRecord(readDraft(key));
  const base = asRecord(kept?.base);
  if (!base || !isList(kept?.pairs)) return null;
  const pairs = kept.pairs.flatMap((pair) => {
    const [name, value] = isList(pair) ? pair : [];
    return typeof name === 'string' && typeof value === 'string' ? [draftPair(name, value)] : [];
  });
  // Written by keepable(), as metadata, whose values are texts.
  return { base: base as Metadata, pairs, notice: null };
}

function keep(key: DraftKey, state: State): void {
  // Two pairs of one key are one in what would be written, and both were typed.
  const isAsStored =
    sameMetadata(metadataOf(state.pairs), state.base) &&
    countPairs(state.pairs) === Object.keys(state.base).length;
  if (isAsStored) dropDraft(key);
  else keepDraft(key, keepable(state));
}

function keepable({ base, pairs }: State): object {
  return { base, pairs: pairs.map(({ key, value }) => [key, value]) };
}
