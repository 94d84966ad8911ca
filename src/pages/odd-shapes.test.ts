import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { completionAnswer } from '@/api/completion-answer';
import { summaryOf } from '@/api/completion-summary';
import { asExchange } from '@/api/exchange';
import { asMessage } from '@/api/list-messages';
import { conversationText } from '@/features/completion/conversation-text';
import * as compared from '@/features/difference/compared';
import { openedCompletion } from '@/features/playground/opened-completion';

// Values nested deep and long: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

const SEED = 20_261_128;

const deep = (levels: number) =>
  JSON.parse(`${'{"text":['.repeat(levels)}7${']}'.repeat(levels)}`) as unknown;

/** Values that no API promises, some of them nested deep or long. */
const odd = fc.oneof(
  { weight: 6, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(deep(100), deep(1_000)) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, '', {}, [], [null], [[]], -1, 1e300) },
  {
    weight: 1,
    arbitrary: fc.constant<unknown>(
      Array.from({ length: 2_000 }, () => ({ token: 'a', logprob: -1, bytes: [97] })),
    ),
  },
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
const called = maybe({ name: word, arguments: fc.constant('{"a":1}'), input: word });
const call = maybe({ id: word, type: word, function: called, custom: called, index: fc.nat(3) });
const part = maybe({ type: word, text: word, thinking: odd, image_url: maybe({ url: word }) });
const message = maybe({
  role: fc.constantFrom('user', 'assistant', 'tool', ''),
  content: fc.oneof(word, list(part)),
  content_parts: list(part),
  refusal: word,
  reasoning: word,
  reasoning_details: list(part),
  tool_calls: list(call),
  function_call: called,
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
const completion = maybe({
  choices: list(choice),
  model: word,
  created: fc.nat(),
  usage: maybe({ prompt_tokens: fc.nat(), prompt_tokens_details: maybe({ cached_tokens: odd }) }),
  metadata: maybe({ env: word, review: word }),
  error: maybe({ message: word }),
  tools: list(maybe({ type: word, function: called })),
  response_format: maybe({ type: word, json_schema: maybe({ schema: odd }) }),
  citations: list(word),
  search_results: list(maybe({ url: word, title: word })),
  unreadable: word,
  service_tier: word,
}).map((value) => ({ ...(value as object), id: 'odd', object: 'chat.completion' }));

it('reads any completion: for the page, as text, for a difference, a row and the playground', () => {
  let read = 0;
  fc.assert(
    fc.property(completion, list(message), (body, said) => {
      const exchange = asExchange(body);
      if (!exchange) return;
      read += 1;
      const raw = JSON.stringify(body);
      const about = { status: 200, headers: new Headers(), requestId: null, rateLimit: null };
      const answer = completionAnswer({ ...about, data: exchange, raw, etag: null } as never);
      const messages = said.flatMap((each) => asMessage(each) ?? []);
      summaryOf(answer.data);
      conversationText(messages, answer.data);
      compared.factsOf(answer);
      compared.parametersOf(answer);
      compared.metadataOf(answer);
      compared.promptText(messages, answer);
      compared.answerText(answer);
      openedCompletion({ answer, request: null, messages, source: 's' });
      openedCompletion({ answer, request: raw, messages, source: 's' });
    }),
    { seed: SEED, numRuns: 60 },
  );
  expect(read).toBeGreaterThan(35);
});
