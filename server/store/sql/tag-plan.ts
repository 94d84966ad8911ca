import { objectOr } from '#contract/json';
import { type Metadata, sameMetadata, textMetadata } from '#contract/metadata';
import { exceedsText, outcomeOf, undoneFrom } from '#contract/metadata-change';
import type { TagSpec } from '#contract/jobs/tag';

/** What becomes of the metadata of one completion. */
export type TagPlan =
  | { kind: 'changed'; metadata: Metadata }
  | { kind: 'skipped' }
  | { kind: 'failed'; reason: string };

export function planTag(before: Metadata, spec: TagSpec): TagPlan {
  const outcome = outcomeOf(before, spec);
  return outcome.kind === 'exceeds'
    ? { kind: 'failed', reason: exceedsText(outcome.pairs) }
    : outcome;
}

/** What a tag job wrote to one completion. */
export type Written = { before: Metadata; after: Metadata };

export function readWritten(text: string): Written {
  const { before, after } = objectOr(JSON.parse(text));
  return { before: textMetadata(before) ?? {}, after: textMetadata(after) ?? {} };
}

export function planUndo(now: Metadata, written: Written): TagPlan {
  const metadata = undoneFrom(now, written);
  if (metadata === null) return { kind: 'failed', reason: 'its metadata was changed since' };
  return sameMetadata(now, metadata) ? { kind: 'skipped' } : { kind: 'changed', metadata };
}
