import type { CompletionAnswer } from '@/api/completion-answer';
import { StateBadge } from './state-badge';

const ENDINGS: Record<string, { words: string; tone: string }> = {
  tool_calls: { words: 'Ended with tool calls', tone: '' },
  function_call: { words: 'Ended with a function call', tone: '' },
  length: { words: 'Cut off by its token limit', tone: 'text-warning-ink' },
  content_filter: { words: 'Filtered', tone: 'text-danger-ink' },
};

/** How an answer ended, where that is not simply complete; null for one that is. */
export function endingOf({ facts, data }: CompletionAnswer) {
  if (facts && facts.state !== 'complete') return <StateBadge facts={facts} />;
  const reason: unknown = data.choices[0]?.finish_reason;
  const ending =
    typeof reason === 'string' && Object.hasOwn(ENDINGS, reason) ? ENDINGS[reason] : undefined;
  return ending ? <span className={ending.tone}>{ending.words}</span> : null;
}
