import { mergeDelta } from '@/api/merge-delta';
import type { Choice, Chunk, ChunkChoice, Completion } from '@/api/wire';

/**
 * Adds a chunk to what came before it; `null` begins. Gives a new value and leaves the old one alone, so that a view
 * can compare them. Choices are sorted by their index, whatever it is.
 */
export function applyChunk(completion: Completion | null, chunk: Chunk): Completion {
  const { choices, object: _, ...fields } = chunk;
  const folded: Record<string, unknown> = { ...completion };
  for (const [name, value] of Object.entries(fields)) {
    // The last word counts, and an empty one is none: some servers begin with an empty id or model.
    if ((value !== null && value !== '') || !Object.hasOwn(folded, name)) folded[name] = value;
  }
  return {
    ...(folded as Omit<Completion, 'object' | 'choices'>),
    object: 'chat.completion',
    choices: choices.reduce(applyChoice, completion?.choices ?? []),
  } as Completion;
}

/** Folds all chunks of an answer; null when there are none. */
export async function foldChunks(
  chunks: AsyncIterable<Chunk> | Iterable<Chunk>,
): Promise<Completion | null> {
  let completion: Completion | null = null;
  for await (const chunk of chunks) completion = applyChunk(completion, chunk);
  return completion;
}

function applyChoice(choices: Choice[], part: ChunkChoice): Choice[] {
  const known = choices.find((choice) => choice.index === part.index);
  const { delta, logprobs, ...rest } = part;
  const before: Record<string, unknown> = { ...(known ?? EMPTY_CHOICE) };
  for (const [name, value] of Object.entries(rest)) {
    if (value !== null || !Object.hasOwn(before, name)) before[name] = value;
  }
  const choice = {
    ...before,
    message: mergeDelta(known?.message ?? EMPTY_MESSAGE, delta),
    logprobs: logprobs ? mergeDelta(known?.logprobs ?? {}, logprobs) : (known?.logprobs ?? null),
    // The fields of a chunk's choice are those of a choice, delta and logprobs apart.
  } as unknown as Choice;
  if (known) return choices.map((other) => (other === known ? choice : other));
  return [...choices, choice].sort((one, other) => one.index - other.index);
}

const EMPTY_CHOICE = { finish_reason: null };
const EMPTY_MESSAGE = { role: 'assistant', content: null, refusal: null };
