import { Button } from '@/ui/button';
import { conversationName } from '../history/conversation-name';
import { isDraftEmpty, usePlayground } from '../turns/playground-store';
import { comparisonBegun } from '../comparison/comparison-events';
import { isComparing, useComparison } from '../comparison/comparison-store';

/** The comparison goes on with what it began with; what is open now is one step away. */
export function OtherConversation({ onDone }: { onDone: () => void }) {
  const name = usePlayground((state) =>
    state.turns.length === 0 && !isDraftEmpty(state.draft)
      ? 'what you are writing'
      : `“${conversationName(state)}”`,
  );
  const isBusy = useComparison(isComparing);
  return (
    <div
      role="note"
      className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-sunken py-1.5 ps-5 pe-4 text-sm text-ink-2"
    >
      <p className="min-w-0 flex-1">
        This is the comparison you left. Open in the playground is {name}.
      </p>
      <Button
        size="sm"
        notNow={isBusy ? 'When every column has ended' : null}
        onClick={() => {
          comparisonBegun();
          onDone();
        }}
      >
        Compare that instead
      </Button>
      <Button size="sm" variant="ghost" onClick={onDone}>
        Dismiss
      </Button>
    </div>
  );
}
