import { answeredCall, callsOf } from '#contract/message/calls';
import type { ViewMessage } from '@/components/message/view-message';

/**
 * The positions of the results that tools gave, by the position of the message that called them. A result belongs to
 * the calls of the answer before it, and to each call once; one that belongs to none is not here.
 */
export function resultsOfCalls(messages: readonly (ViewMessage | null)[]): Map<number, number[]> {
  const results = new Map<number, number[]>();
  let own: number[] = [];
  let open = new Set<string>();
  for (const [at, message] of messages.entries()) {
    if (message?.role === 'assistant') {
      own = [];
      open = new Set(callsOf(message).map(({ id }) => id));
      if (open.size > 0) results.set(at, own);
    }
    const answered = answeredCall(message);
    if (answered !== null && open.delete(answered)) own.push(at);
  }
  return results;
}
