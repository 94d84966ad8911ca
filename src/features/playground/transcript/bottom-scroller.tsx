import ArrowDown from 'lucide-react/icons/arrow-down';
import { type ReactNode, Suspense, useCallback, useRef, useState } from 'react';
import { LiveFigures } from '@/components/answer/live-figures';
import { TALK } from '@/components/message/talk';
import { Button } from '@/ui/button';
import { named } from '@/ui/lazily';
import { isRunning, type PromptTurn, type Turn } from '../turns/conversation';
import { useChanges } from './use-changes';
import { usePressed } from './use-pressed';

// Short conversations do without it.
const LongConversation = named(() => import('./long-conversation'), 'LongConversation');

const nearPx = 48;

/** For how long the place moves by itself, while blocks that come into view get the height that they really have. */
const SETTLING_MS = 500;

type Props = {
  /** As they are drawn, without the system prompt. */
  turns: readonly Turn[];
  system: PromptTurn | undefined;
  children: ReactNode;
};

/** Follows growing content only while the reader is at its end; whoever has scrolled up is left alone. */
export function BottomScroller({ turns, system, children }: Props) {
  const [isAtEnd, setAtEnd] = useState(true);
  const follows = useRef(true);
  const scroller = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState<HTMLElement | null>(null);

  const lastTop = useRef(0);
  // What is sent may leave its field behind: the box moves up because it became shorter, not by the reader.
  const isSending = useRef(false);
  const broughtAt = useRef(-SETTLING_MS);
  const touchedAt = useRef(-SETTLING_MS);

  const { held, press } = usePressed();
  const follow = useCallback(() => {
    const box = scroller.current;
    if (!box || !follows.current) return;
    if (held.current) return held.current(box);
    box.scrollTop = box.scrollHeight;
    broughtAt.current = performance.now();
    isSending.current = false;
  }, [held]);

  const watchContent = useCallback(
    (content: HTMLDivElement) => {
      const observer = new ResizeObserver(follow);
      observer.observe(content);
      return () => observer.disconnect();
    },
    [follow],
  );
  useChanges(scroller, {
    begins: (isSent) => (follows.current = isSending.current = isSent),
    shown: noticePlace,
  });

  function noticePlace(box: HTMLElement) {
    const isNear = box.scrollHeight - box.scrollTop - box.clientHeight < nearPx;
    const isRecent = (at: number) => performance.now() - at < SETTLING_MS;
    const isSettling = isRecent(broughtAt.current) && !isRecent(touchedAt.current);
    // Only moving up is the reader's wish to leave: being further from the end may just be text that came meanwhile.
    if (isNear) follows.current = true;
    else if (box.scrollTop < lastTop.current && !isSending.current && !isSettling)
      follows.current = false;
    lastTop.current = box.scrollTop;
    setAtEnd(isNear || follows.current);
  }
  const touched = () => (touchedAt.current = performance.now());
  function jump() {
    follows.current = true;
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }

  return (
    <div
      role="presentation"
      className="relative min-h-0 flex-1"
      onWheel={touched}
      onTouchMove={touched}
      onPointerDownCapture={touched}
      onPointerDown={press}
      onKeyDown={touched}
    >
      <section
        ref={(section: HTMLDivElement | null) => {
          scroller.current = section;
          setBox(section);
        }}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
        tabIndex={0}
        aria-label="Conversation"
        onScroll={(event) => noticePlace(event.currentTarget)}
        className={`h-full scrolls-y px-5 pt-4 [overflow-anchor:none] ${TALK}`}
      >
        <div ref={watchContent} className="mx-auto max-w-[49.5rem] space-y-5 pb-6">
          {children}
        </div>
      </section>
      <Suspense>
        {box && (turns.length > 2 || system) && (
          <LongConversation scroller={box} {...{ turns, system }} />
        )}
      </Suspense>
      {!isAtEnd && <LatestPill last={turns.at(-1)} onJump={jump} />}
    </div>
  );
}

/** The way back to the end; while an answer comes there, with what it has come to. */
function LatestPill({ last, onJump }: { last: Turn | undefined; onJump: () => void }) {
  return (
    <Button
      onClick={onJump}
      className="absolute bottom-3 left-1/2 z-10 -translate-x-1/2 rounded-full border-transparent text-accent-ink shadow-overlay"
    >
      <ArrowDown aria-hidden className="size-3.5" /> Latest
      {last && isRunning(last) && (
        <span className="text-xs">
          <LiveFigures askedAt={last.facts.askedAt} pace={last.facts.pace} />
        </span>
      )}
    </Button>
  );
}
