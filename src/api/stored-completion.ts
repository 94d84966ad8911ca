import { createdSeconds } from '#contract/created';
import { listOf } from '#contract/json';
import { textMetadata } from '#contract/metadata';
import type { StoredFacts } from '#contract/wire/completions';
import type { Completion } from '@/api/wire';
import { asRecord } from '@/lib/as-record';

/** `facts` is null when a server gives the bare completion, as OpenAI does. */
export type StoredCompletion = { completion: Completion; facts: StoredFacts | null };

/** Reads a completion, bare or with the facts beside it. */
export function asStoredCompletion(value: unknown): StoredCompletion | null {
  const stored = asRecord(value);
  if (!stored) return null;
  if (!asRecord(stored.completion)) {
    const bare = asCompletion(value);
    return bare && { completion: bare, facts: null };
  }
  const completion = asCompletion(stored.completion);
  if (!completion || typeof stored.state !== 'string' || !asRecord(stored.timings)) return null;
  const { completion: _, ...facts } = stored;
  // Served by the same release as this code; the members above tell it from an answer of something else.
  return { completion, facts: facts as StoredFacts };
}

/**
 * Reads a completion. Servers differ, and a provider's odd answer is stored as it came: members that are read without
 * a check get a value of their type, and a choice without a message one that says nothing. Null without an id, and for
 * what neither has choices nor calls itself a completion.
 */
export function asCompletion(value: unknown): Completion | null {
  const completion = asRecord(value);
  const id = asId(completion?.id);
  if (!completion || id === null) return null;
  const { choices, model, created, usage, metadata } = completion;
  if (choices === undefined && completion.object !== 'chat.completion') return null;
  // What is read without a check has its type by now.
  return {
    ...completion,
    id,
    created: createdSeconds(created),
    choices: listOf(choices).map(asChoice),
    model: typeof model === 'string' ? model : '',
    ...(usage !== undefined && { usage: asUsage(usage) }),
    ...(metadata !== undefined && { metadata: textMetadata(metadata) }),
  } as Completion;
}

/** Some servers count their completions. */
function asId(id: unknown): string | null {
  if (typeof id === 'number') return String(id);
  return typeof id === 'string' && id !== '' ? id : null;
}

/** Counts that are none are left out. */
function asUsage(value: unknown): object | null {
  const usage = asRecord(value);
  if (!usage) return null;
  const known = Object.entries(usage).filter(([name, count]) =>
    name.endsWith('_details')
      ? asRecord(count)
      : !name.endsWith('_tokens') || Number.isFinite(count),
  );
  return Object.fromEntries(known);
}

/** A message without members is none: readers say so. */
function asChoice(value: unknown, at: number): object {
  const choice = asRecord(value) ?? {};
  const message = asRecord(choice.message) ?? {};
  const { index, finish_reason } = choice;
  return {
    ...choice,
    index: typeof index === 'number' ? index : at,
    message: { ...message, role: 'assistant' },
    finish_reason: typeof finish_reason === 'string' ? finish_reason : null,
  };
}
