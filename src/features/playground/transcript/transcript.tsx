import { memo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { MarkdownView } from '@/components/markdown/markdown';
import { isInstruction } from '@/components/message/is-instruction';
import { useHotkeys } from '@/ui/hotkeys';
import type { OnRun } from '../answers/continued';
import { AnswerTurnView } from './answer-turn-view';
import type { PromptTurn, Turn } from '../turns/conversation';
import { usePlayground } from '../turns/playground-store';
import { PromptTurnView } from './prompt-turn-view';
import { firstVersions, shownTurns } from '../turns/turn-tree';
import { joinedResults } from '../request/unanswered-calls';
import { ConversationVariables } from '../variables/conversation-variables';
import { BottomScroller } from './bottom-scroller';
import { SystemBlock, systemFolded } from './system-block';

type Props = { onRun: OnRun };

// The first answer will need it; until then it must not compete with the page itself.
globalThis.requestIdleCallback?.(() => void MarkdownView.preload());

export function Transcript({ onRun }: Props) {
  const turns = usePlayground(useShallow(shownTurns));
  const joined = new Set<Turn>([...joinedResults(turns).values()].flat());
  const drawn = turns.filter((turn) => !joined.has(turn));
  const [first] = drawn;
  const system = first && isSystem(first) ? first : undefined;
  const rest = system ? drawn.slice(1) : drawn;
  // The versions of a message share its place: who goes from one to another keeps the focus.
  const places = usePlayground(useShallow(firstVersions));
  useHotkeys({ 'Mod+.': system && systemFolded });
  return (
    <BottomScroller turns={rest} system={system}>
      {system && (
        <div data-turn={system.key} className={DROP_LINE}>
          <SystemBlock turn={system} onRun={onRun} />
        </div>
      )}
      <ConversationVariables />
      {rest.map((turn) => (
        <div
          key={places.get(turn.parent)}
          data-turn={turn.key}
          className={`scroll-mt-12 ${DROP_LINE}`}
        >
          <TurnView turn={turn} onRun={onRun} />
        </div>
      ))}
      <div data-turn="" className={DROP_LINE} />
    </BottomScroller>
  );
}

/** Instructions that stand at the head, and are written. */
function isSystem(turn: Turn): turn is PromptTurn {
  return turn.kind === 'prompt' && !turn.isNew && isInstruction(turn.message.role);
}

/** Where a dragged message would come. */
const DROP_LINE =
  'relative data-drop:before:absolute data-drop:before:inset-x-0 data-drop:before:-top-2 data-drop:before:h-0.5 data-drop:before:rounded-full data-drop:before:bg-accent';

/** A turn that has not changed is not drawn again while another one grows. */
const TurnView = memo(function TurnView({ turn, onRun }: Props & { turn: Turn }) {
  if (turn.kind === 'prompt') return <PromptTurnView turn={turn} onRun={onRun} />;
  return <AnswerTurnView turn={turn} onRun={onRun} />;
});
