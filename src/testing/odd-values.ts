/** A value of twice as many levels as this. */
export const deep = (levels: number): unknown =>
  JSON.parse(`${'{"text":['.repeat(levels)}7${']}'.repeat(levels)}`);

/** So many log probabilities. */
export const tokens = (count: number) =>
  Array.from({ length: count }, () => ({ token: 'a', logprob: -1, bytes: [97], top_logprobs: [] }));
