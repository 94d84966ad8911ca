import ArrowDown from 'lucide-react/icons/arrow-down';
import { memo, useCallback, useRef, useState, type ReactNode } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { TALK } from '@/components/message/talk';
import { Button } from '@/ui/button';
import type { OnRun } from './continued';
import { AnswerTurnView } from './answer-turn-view';
import type { Turn } from './conversation';
import { usePlayground } from './playground-store';
import { PromptTurnView } from './prompt-turn-view';
import { shownTurns } from './turn-tree';
import { joinedResults } from './unanswered-calls';

type Props = { onRun: OnRun };

export function Transcript({ onRun }: Props) {
  const turns = usePlayground(useShallow(shownTurns));
  const joined = new Set<Turn>([...joinedResults(turns).values()].flat());
  return (
    <BottomScroller>
      {turns
        .filter((turn) => !joined.has(turn))
        .map((turn) => (
          <div key={turn.key} data-turn={turn.key} className={DROP_LINE}>
            <TurnView turn={turn} onRun={onRun} />
          </div>
        ))}
      <div data-turn="" className={DROP_LINE} />
    </BottomScroller>
  );
}

/** Where a dragged message would come. */
const DROP_LINE =
  'relative data-drop:before:absolute data-drop:before:inset-x-0 data-drop:before:-top-2 data-drop:before:h-0.5 data-drop:before:rounded-full data-drop:before:bg-accent';

/** A turn that has not changed is not drawn again while another one grows. */
const TurnView = memo(function TurnView({ turn, onRun }: Props & { turn: Turn }) {
  if (turn.kind === 'prompt') return <PromptTurnView turn={turn} onRun={onRun} />;
  return <AnswerTurnView turn={turn} onRun={onRun} />;
});

const nearPx = 48;

/** Follows growing content only while the reader is at its end; whoever has scrolled up is left alone. */
function BottomScroller({ children }: { children: ReactNode }) {
  const [isAtEnd, setAtEnd] = useState(true);
  const follows = useRef(true);
  const scroller = useRef<HTMLDivElement>(null);

  const lastTop = useRef(0);
  // What is sent may leave its field behind: the box moves up because it became shorter, not by the reader.
  const isSending = useRef(false);

  const watchContent = useCallback((content: HTMLDivElement) => {
    const observer = new ResizeObserver(() => {
      const box = scroller.current;
      if (!box || !follows.current) return;
      box.scrollTop = box.scrollHeight;
      isSending.current = false;
    });
    observer.observe(content);
    // Whoever sends something wants to see what comes of it.
    const unsubscribe = usePlayground.subscribe(({ turns }, before) => {
      if (turns.length > before.turns.length) follows.current = isSending.current = true;
    });
    return () => {
      observer.disconnect();
      unsubscribe();
    };
  }, []);

  function noticePlace(box: HTMLElement) {
    const isNear = box.scrollHeight - box.scrollTop - box.clientHeight < nearPx;
    // Only moving up is the reader's wish to leave: being further from the end may just be text that came meanwhile.
    if (isNear) follows.current = true;
    else if (box.scrollTop < lastTop.current && !isSending.current) follows.current = false;
    lastTop.current = box.scrollTop;
    setAtEnd(isNear || follows.current);
  }
  function jump() {
    follows.current = true;
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }

  return (
    <div className="relative min-h-0 flex-1">
      <section
        ref={scroller}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
        tabIndex={0}
        aria-label="Conversation"
        onScroll={(event) => noticePlace(event.currentTarget)}
        className={`h-full scrolls-y px-4 pt-4 [overflow-anchor:none] ${TALK}`}
      >
        <div ref={watchContent} className="mx-auto max-w-[49.5rem] space-y-5 pb-6">
          {children}
        </div>
      </section>
      {!isAtEnd && (
        <Button
          size="sm"
          onClick={jump}
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-overlay"
        >
          <ArrowDown aria-hidden className="size-3.5" /> Jump to latest
        </Button>
      )}
    </div>
  );
}
