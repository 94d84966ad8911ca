import { randomUUID } from 'node:crypto';
import type { DemoAnswer, DemoRequest } from './answers';

/** The options of a request that shape a demo answer's wire form. */
export type DemoOptions = Pick<DemoRequest, 'model'> & {
  promptTokens: number;
  stream?: boolean;
  n?: number;
  logprobs?: boolean;
  stream_options?: { include_usage?: boolean };
};

/** Pieces about the size of a token; joined they give the text back. */
function pieces(text: string): string[] {
  return text.match(/\s+|\S{1,6}\s*/g) ?? (text === '' ? [] : [text]);
}

/** About as many as a model would count. */
export function promptTokens(messages: DemoRequest['messages']): number {
  const text = JSON.stringify(messages);
  return text.length > COUNTED ? Math.ceil(text.length / 4) : pieces(text).length;
}

/** UTF-16 units; more are estimated. */
const COUNTED = 65_536;

function head(request: DemoOptions, object: string) {
  return {
    id: `demo-${randomUUID()}`,
    object,
    created: Math.floor(Date.now() / 1000),
    model: request.model,
    system_fingerprint: 'demo-no-ai',
    service_tier: 'default',
  };
}

function usage(request: DemoOptions, answer: DemoAnswer) {
  const prompt = request.promptTokens;
  const written = [answer.text ?? '', answer.refusal ?? ''].concat(
    (answer.toolCalls ?? []).map((call) => call.arguments),
  );
  const completion = written.flatMap(pieces).length * choiceCount(request);
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  };
}

function choiceCount({ n }: DemoOptions): number {
  return Math.min(Math.max(n ?? 1, 1), 8);
}

function toolCalls(answer: DemoAnswer) {
  return answer.toolCalls?.map((call, index) => ({
    id: `call_demo_${index}`,
    type: 'function' as const,
    function: { name: call.name, arguments: call.arguments },
  }));
}

function logprob(token: string) {
  const entry = (text: string, value: number) => ({
    token: text,
    logprob: value,
    bytes: [...Buffer.from(text)],
  });
  const certainty = -((token.length * 7) % 11) / 10 - 0.01;
  return {
    ...entry(token, certainty),
    top_logprobs: [entry(token, certainty), entry(' demo', certainty - 1.5)],
  };
}

const finishReason = (answer: DemoAnswer) => (answer.toolCalls ? 'tool_calls' : 'stop');

/** Each choice says which one it is, so that several can be told apart. */
function choiceText(text: string, index: number): string {
  return index === 0 ? text : `Choice ${index + 1}. ${text}`;
}

export function completionOf(request: DemoOptions, answer: DemoAnswer) {
  const calls = toolCalls(answer);
  return {
    ...head(request, 'chat.completion'),
    choices: Array.from({ length: choiceCount(request) }, (_, index) => {
      const text = answer.text === undefined ? null : choiceText(answer.text, index);
      return {
        index,
        message: {
          role: 'assistant',
          content: text,
          refusal: answer.refusal ?? null,
          annotations: [],
          ...(calls ? { tool_calls: calls } : {}),
        },
        logprobs:
          request.logprobs && text !== null
            ? { content: pieces(text).map(logprob), refusal: null }
            : null,
        finish_reason: finishReason(answer),
      };
    }),
    usage: usage(request, answer),
  };
}

/** The events of a streamed answer, in order, without `[DONE]`. */
export function* chunksOf(request: DemoOptions, answer: DemoAnswer): Generator<object> {
  const fixed = head(request, 'chat.completion.chunk');
  const withUsage = request.stream_options?.include_usage === true;
  const chunk = (index: number, delta: object, more: object = {}) => ({
    ...fixed,
    choices: [{ index, delta, logprobs: null, finish_reason: null, ...more }],
    ...(withUsage ? { usage: null } : {}),
  });
  const indexes = Array.from({ length: choiceCount(request) }, (_, index) => index);
  for (const index of indexes) {
    yield chunk(index, { role: 'assistant', content: answer.text === undefined ? null : '' });
  }
  const texts = indexes.map((index) =>
    answer.text === undefined ? [] : pieces(choiceText(answer.text, index)),
  );
  const longest = Math.max(...texts.map((list) => list.length));
  for (let at = 0; at < longest; at += 1) {
    for (const index of indexes) {
      const piece = texts[index]?.[at];
      if (piece === undefined) continue;
      const logprobs = request.logprobs ? { content: [logprob(piece)], refusal: null } : null;
      yield chunk(index, { content: piece }, { logprobs });
    }
  }
  for (const index of indexes) {
    for (const refusal of pieces(answer.refusal ?? '')) yield chunk(index, { refusal });
    yield* toolCallDeltas(answer).map((delta) => chunk(index, delta));
    yield chunk(index, {}, { finish_reason: finishReason(answer) });
  }
  if (withUsage) yield { ...fixed, choices: [], usage: usage(request, answer) };
}

/** The first delta of a call names it, the further ones carry its arguments. */
function toolCallDeltas(answer: DemoAnswer): object[] {
  return (toolCalls(answer) ?? []).flatMap((call, index) => [
    { tool_calls: [{ index, ...call, function: { name: call.function.name, arguments: '' } }] },
    ...pieces(call.function.arguments).map((text) => ({
      tool_calls: [{ index, function: { arguments: text } }],
    })),
  ]);
}
