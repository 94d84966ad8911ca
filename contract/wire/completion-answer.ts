import * as z from 'zod/mini';

// What `/v1/chat/completions` answers, after OpenAI's published description. Objects are loose: what a provider adds
// beyond it is kept and passed on. Used by the tests to check each answer of ours.

/** Seconds since 1970, whole. */
const seconds = z.int().check(z.nonnegative());
const tokens = z.int().check(z.nonnegative());

const finishReason = z.enum(['stop', 'length', 'tool_calls', 'content_filter', 'function_call']);

const toolCall = z.discriminatedUnion('type', [
  z.looseObject({
    id: z.string(),
    type: z.literal('function'),
    function: z.looseObject({ name: z.string(), arguments: z.string() }),
  }),
  z.looseObject({
    id: z.string(),
    type: z.literal('custom'),
    custom: z.looseObject({ name: z.string(), input: z.string() }),
  }),
]);

/** A piece of a call: the first piece of an index has id, type and name, later ones only more of the arguments. */
const toolCallPiece = z.looseObject({
  index: z.int(),
  id: z.optional(z.string()),
  type: z.optional(z.literal('function')),
  function: z.optional(
    z.looseObject({ name: z.optional(z.string()), arguments: z.optional(z.string()) }),
  ),
});

const functionCall = z.looseObject({ name: z.string(), arguments: z.string() });

const urlCitation = z.looseObject({
  type: z.literal('url_citation'),
  url_citation: z.looseObject({
    url: z.string(),
    title: z.string(),
    start_index: z.int(),
    end_index: z.int(),
  }),
});

const audio = z.looseObject({
  id: z.string(),
  data: z.string(),
  transcript: z.string(),
  expires_at: seconds,
});

const token = z.looseObject({
  token: z.string(),
  logprob: z.number(),
  bytes: z.nullable(z.array(z.int())),
  top_logprobs: z.array(
    z.looseObject({
      token: z.string(),
      logprob: z.number(),
      bytes: z.nullable(z.array(z.int())),
    }),
  ),
});

const logprobs = z.nullable(
  z.looseObject({ content: z.nullable(z.array(token)), refusal: z.nullable(z.array(token)) }),
);

const usage = z.looseObject({
  prompt_tokens: tokens,
  completion_tokens: tokens,
  total_tokens: tokens,
});

/** At most 16 pairs, keys of at most 64 and values of at most 512 characters. */
const metadata = z
  .record(z.string(), z.string())
  .check(z.refine((map) => Object.keys(map).length <= 16));

const answerFields = {
  content: z.nullable(z.string()),
  refusal: z.nullable(z.string()),
  tool_calls: z.optional(z.array(toolCall)),
  function_call: z.optional(functionCall),
  annotations: z.optional(z.array(urlCitation)),
  audio: z.optional(z.nullable(audio)),
};

/** `POST` and `GET /v1/chat/completions/{id}`, and the answer of a plain create. */
export const completionAnswer = z.looseObject({
  id: z.string().check(z.minLength(1)),
  object: z.literal('chat.completion'),
  created: seconds,
  model: z.string(),
  choices: z.array(
    z.looseObject({
      index: z.int(),
      finish_reason: finishReason,
      logprobs,
      message: z.looseObject({ role: z.literal('assistant'), ...answerFields }),
    }),
  ),
  usage: z.optional(usage),
  metadata: z.optional(z.nullable(metadata)),
  service_tier: z.optional(z.nullable(z.string())),
  system_fingerprint: z.optional(z.string()),
});

/** One event of a streamed create. The last one before `[DONE]` may have usage and no choice. */
export const chunkAnswer = z.looseObject({
  id: z.string().check(z.minLength(1)),
  object: z.literal('chat.completion.chunk'),
  created: seconds,
  model: z.string(),
  choices: z.array(
    z.looseObject({
      index: z.int(),
      finish_reason: z.nullable(finishReason),
      logprobs: z.optional(logprobs),
      delta: z.looseObject({
        role: z.optional(z.enum(['developer', 'system', 'user', 'assistant', 'tool'])),
        content: z.optional(z.nullable(z.string())),
        refusal: z.optional(z.nullable(z.string())),
        tool_calls: z.optional(z.array(toolCallPiece)),
        function_call: z.optional(z.partial(functionCall)),
      }),
    }),
  ),
  usage: z.optional(z.nullable(usage)),
});

/** `GET /v1/chat/completions`. `has_more` never comes with an empty page: official SDKs would stop there. */
export const completionListAnswer = pageOf(completionAnswer);

/** `GET /v1/chat/completions/{id}/messages`: the request's messages, with the fields of their roles. */
export const messageListAnswer = pageOf(
  z.looseObject({
    id: z.string().check(z.regex(/-\d+$/)),
    role: z.string(),
    content: z.nullable(z.string()),
    refusal: z.nullable(z.string()),
    content_parts: z.optional(z.nullable(z.array(z.looseObject({ type: z.string() })))),
  }),
);

/** `DELETE /v1/chat/completions/{id}`. */
export const deletedAnswer = z.strictObject({
  object: z.literal('chat.completion.deleted'),
  id: z.string(),
  deleted: z.boolean(),
});

/** A cursor page: `first_id` and `last_id` are those of its items, empty when it has none. */
function pageOf<Item extends z.ZodMiniType<{ id: string }>>(item: Item) {
  return z
    .strictObject({
      object: z.literal('list'),
      data: z.array(item),
      first_id: z.string(),
      last_id: z.string(),
      has_more: z.boolean(),
    })
    .check(
      z.refine(
        ({ data, first_id, last_id }) =>
          first_id === (data[0]?.id ?? '') && last_id === (data.at(-1)?.id ?? ''),
        'first_id and last_id are not those of the page',
      ),
      z.refine(({ data, has_more }) => data.length > 0 || !has_more, 'an empty page has no more'),
    );
}
