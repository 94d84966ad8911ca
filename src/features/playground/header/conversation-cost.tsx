import { usePlayground } from '../turns/playground-store';
import { sumWords } from '../answer-view/answer-cost';

/** What the conversation has cost so far, as far as that is known. */
export function ConversationCost() {
  const sum = usePlayground(({ turns }) => sumWords(turns));
  if (sum === null) return null;
  return (
    <span
      title="All answers of this conversation together, as far as their cost is known"
      className="px-2 text-xs text-ink-3 tabular-nums max-md:hidden"
    >
      {sum}
    </span>
  );
}
