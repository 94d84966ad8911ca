import ChevronRight from 'lucide-react/icons/chevron-right';
import { useEffect, useState } from 'react';
import { textOf } from '#contract/message/read-message';
import { TALK } from '@/components/message/talk';
import { roleName } from '@/components/message/role-name';
import { aboutTokens } from '@/lib/about-tokens';
import { cx } from '@/ui/cx';
import { messageOf, type PromptTurn, type Turn } from '../turns/conversation';
import { usePlayground } from '../turns/playground-store';
import { siblingsOf } from '../turns/turn-tree';
import { PromptLine } from './prompt-line';

/** Fewer are seen at a glance. */
const FEWEST = 5;

type Props = {
  scroller: HTMLElement;
  /** As they are drawn, without the system prompt. */
  turns: readonly Turn[];
  system: PromptTurn | undefined;
};

/** What helps to find one's way: the system prompt as a line once it is out of sight, and a strip of the turns. */
export function LongConversation({ scroller, turns, system }: Props) {
  const seen = useTurnsInView(scroller, [system, ...turns].map((turn) => turn?.key).join(' '));
  const at = turns.flatMap(({ key }, index) => (seen.has(key) ? [index + 1] : []));
  const isStuck = system !== undefined && at.length > 0 && !seen.has(system.key);
  const go = (key: string) =>
    scroller.querySelector(`[data-turn="${CSS.escape(key)}"]`)?.scrollIntoView({ block: 'start' });
  return (
    <>
      {isStuck && (
        <StuckLine
          system={system}
          place={placeOf(at, turns.length)}
          onOpen={() => go(system.key)}
        />
      )}
      {turns.length >= FEWEST && <TurnStrip {...{ turns, seen }} onGo={go} />}
    </>
  );
}

/** "turn 10–13 of 14". */
function placeOf(at: readonly number[], count: number): string {
  const [first = 1] = at;
  const last = at.at(-1) ?? first;
  return `turn ${first === last ? first : `${first}–${last}`} of ${count}`;
}

type LineProps = { system: PromptTurn; place: string; onOpen: () => void };

function StuckLine({ system, place, onOpen }: LineProps) {
  const text = textOf(system.message);
  return (
    <div className={cx('absolute inset-x-0 top-0 z-10 border-b border-line bg-surface px-5', TALK)}>
      <button
        type="button"
        onClick={onOpen}
        className="mx-auto flex h-10 w-full max-w-[49.5rem] items-center gap-4 text-xs text-ink-3 hover:text-ink-2"
      >
        <span className="shrink-0 text-end font-medium @2xl/talk:w-24">
          {roleName(system.message.role)}
        </span>
        <span className="flex min-w-0 flex-1 items-center gap-2 text-start">
          <ChevronRight aria-hidden className="size-3.5 shrink-0" />
          <PromptLine text={text} className="text-ink-2" />
          <span className="shrink-0 tabular-nums max-sm:hidden">{aboutTokens(text)} ·</span>
          <span className="shrink-0 tabular-nums">{place}</span>
        </span>
      </button>
    </div>
  );
}

type StripProps = {
  turns: readonly Turn[];
  seen: ReadonlySet<string>;
  onGo: (key: string) => void;
};

/** A wide mark for whoever asks, a tall one for an answer, as tall as it is long; a dot where there are versions. */
function TurnStrip({ turns, seen, onGo }: StripProps) {
  const all = usePlayground((state) => state.turns);
  return (
    <nav
      aria-label="Turns"
      className="absolute end-4 top-12 z-10 flex max-h-[calc(100%-6rem)] flex-col items-end overflow-hidden max-lg:hidden"
    >
      {turns.map((turn, at) => {
        const message = messageOf(turn);
        const role = roleName(message?.role ?? 'assistant');
        return (
          <button
            key={turn.key}
            type="button"
            // The page itself scrolls by keyboard: this is a short cut for the pointer.
            tabIndex={-1}
            aria-label={`Turn ${at + 1}, ${role}`}
            title={`${at + 1} · ${role}`}
            onClick={() => onGo(turn.key)}
            className="group/mark flex shrink-0 items-center gap-1 py-0.5 ps-3"
          >
            {siblingsOf(all, turn).length > 1 && (
              <span aria-hidden className="size-1 rounded-full bg-warning" />
            )}
            <span
              aria-hidden
              style={{ height: message?.role === 'assistant' ? heightOf(textOf(message)) : 6 }}
              className={cx(
                'rounded-xs group-hover/mark:bg-control',
                message?.role === 'assistant' ? 'w-1.5' : 'w-3',
                seen.has(turn.key) ? 'bg-accent' : 'bg-line-strong',
              )}
            />
          </button>
        );
      })}
    </nav>
  );
}

const SHORTEST = 6;
const TALLEST = 28;
const CHARACTERS_A_PIXEL = 60;

function heightOf(text: string): number {
  return Math.min(TALLEST, SHORTEST + text.length / CHARACTERS_A_PIXEL);
}

/** The keys of the turns of which a part is in view. */
function useTurnsInView(scroller: HTMLElement, keys: string): ReadonlySet<string> {
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  // What is in view is known to the browser alone; other turns are watched when there are more or fewer,
  // and when one is edited, which gives it another key.
  useEffect(() => {
    if (!globalThis.IntersectionObserver) return undefined;
    const observer = new IntersectionObserver(
      (entries) =>
        setSeen((before) => {
          const now = new Set(before);
          for (const { target, isIntersecting } of entries) {
            const key = target.getAttribute('data-turn') ?? '';
            if (isIntersecting) now.add(key);
            else now.delete(key);
          }
          return now;
        }),
      { root: scroller },
    );
    const known = new Set(keys.split(' '));
    for (const turn of scroller.querySelectorAll('[data-turn]')) {
      if (known.has(turn.getAttribute('data-turn') ?? '')) observer.observe(turn);
    }
    return () => observer.disconnect();
  }, [scroller, keys]);
  return seen;
}
