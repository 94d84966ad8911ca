import type { AnswerMessage } from '@/api/wire';

/** Some servers give their calls no ids, or all the same: then each gets one, for its result to refer to. */
export function withCallIds(message: AnswerMessage): AnswerMessage {
  const calls = message.tool_calls;
  if (!Array.isArray(calls)) return message;
  const seen = new Set(['', undefined, null]);
  const named = calls.map((call) => {
    const isOwn = !seen.has(call.id);
    seen.add(call.id);
    return isOwn ? call : { ...call, id: `call_${crypto.randomUUID().slice(0, 8)}` };
  });
  return named.every((call, at) => call === calls[at])
    ? message
    : { ...message, tool_calls: named };
}
