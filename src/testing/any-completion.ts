import fc from 'fast-check';
import type { OddCompletion } from './odd-completions';
import { deep, tokens } from './odd-values';

/** Values that no API promises, some of them nested deep or long. */
const odd = fc.oneof(
  { weight: 6, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(deep(100), deep(1_000)) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, '', {}, [], [null], [[]], -1, 1e300) },
  { weight: 1, arbitrary: fc.constant<unknown>(tokens(2_000)) },
);

/** An object that has some of these members, each right or odd. */
function maybe(members: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  const each = Object.entries(members).map(([name, right]) => [name, fc.oneof(right, odd)]);
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record(Object.fromEntries(each) as Record<string, fc.Arbitrary<unknown>>, {
        requiredKeys: [],
      }),
    },
    { weight: 1, arbitrary: odd },
  );
}

const list = (item: fc.Arbitrary<unknown>) => fc.array(item, { maxLength: 3 });
const word = fc.constantFrom('a', 'text', 'thinking', 'image_url', 'function', 'custom', 'error');
const made = maybe({ name: word, arguments: fc.constant('{"a":1}'), input: word });
const call = maybe({ id: word, type: word, function: made, custom: made, index: fc.nat(3) });
const part = maybe({ type: word, text: word, thinking: odd, image_url: maybe({ url: word }) });
const message = maybe({
  role: fc.constantFrom('user', 'assistant', 'tool', ''),
  content: fc.oneof(word, list(part)),
  content_parts: list(part),
  refusal: word,
  reasoning: word,
  reasoning_details: list(part),
  tool_calls: list(call),
  function_call: made,
  tool_call_id: word,
  audio: maybe({ id: word, data: word, transcript: word, expires_at: fc.nat() }),
  images: list(part),
  annotations: list(maybe({ type: word, url_citation: maybe({ url: word, title: word }) })),
});
const choice = maybe({
  index: fc.nat(2),
  message,
  finish_reason: word,
  error: maybe({ message: word }),
  logprobs: maybe({ content: list(maybe({ token: word, logprob: fc.double() })), refusal: odd }),
  content_filter_results: maybe({ hate: maybe({ filtered: fc.boolean(), severity: word }) }),
});
const members = maybe({
  choices: fc.oneof(list(choice), choice),
  model: word,
  created: fc.nat(),
  usage: maybe({ prompt_tokens: fc.nat(), prompt_tokens_details: maybe({ cached_tokens: odd }) }),
  metadata: maybe({ env: word, review: word }),
  error: maybe({ message: word }),
  tools: list(maybe({ type: word, function: made })),
  response_format: maybe({ type: word, json_schema: maybe({ schema: odd }) }),
  citations: list(word),
  search_results: list(maybe({ url: word, title: word })),
  unreadable: word,
  service_tier: word,
});

/** Completions of any shape, and the messages of their requests. */
export const anyCompletion = fc.tuple(
  members.map((value): OddCompletion => ({ ...(value as object) })),
  list(message),
);
