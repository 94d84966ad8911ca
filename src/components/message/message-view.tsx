import ChevronRight from 'lucide-react/icons/chevron-right';
import type { ReactNode } from 'react';
import { byPosition } from '@/components/markdown/by-position';
import { PlainText } from '@/components/markdown/plain-text';
import { FoldKey } from '@/components/message/fold-key';
import { Folded } from '@/components/message/folded';
import { answeredCall } from '#contract/message/calls';
import { readMessage } from '#contract/message/read-message';
import type { Reasoning } from '#contract/message/reasoning';
import type { ViewMessage } from '@/components/message/view-message';
import { PartView } from '@/components/message/part-view';
import { roleName } from '@/components/message/role-name';
import { cx } from '@/ui/cx';
import { ToolCallCard } from '@/components/message/tool-call-card';

type Props = {
  message: ViewMessage;
  /** Formats the text of answers; prompts are always shown character for character. */
  isFormatted?: boolean;
  isStreaming?: boolean;
  /** In place of the plain cards of its calls. */
  calls?: ReactNode;
  /** Another view of its text, in place of it. */
  text?: ReactNode;
};

/** The content of one message, without its frame: text, images, calls, refusal, reasoning. */
export function MessageView(props: Props) {
  const { message, isFormatted = true, isStreaming = false, calls, text } = props;
  const isAnswer = message.role === 'assistant';
  const { parts: read, reasoning, calls: called } = readMessage(message);
  const parts = byPosition(read, (part) => (
    <PartView part={part} isAnswer={isAnswer} isFormatted={isFormatted} isStreaming={isStreaming} />
  ));
  const isResult = answeredCall(message) !== null;
  return (
    <div className="min-w-0 space-y-2">
      {isResult && (
        <p className="font-mono text-xs text-ink-3">
          result {message.tool_call_id ?? message.name}
        </p>
      )}
      <ReasoningView reasoning={reasoning} isStreaming={isStreaming} />
      {text || (isAnswer || message.role === 'user' ? parts : <Folded>{parts}</Folded>)}
      {calls ?? byPosition(called, (call) => <ToolCallCard call={call} />)}
    </div>
  );
}

type ReasoningProps = { reasoning: Reasoning; isStreaming: boolean };

function ReasoningView({ reasoning: { text, isHidden }, isStreaming }: ReasoningProps) {
  if (isHidden) {
    return (
      <p className="text-xs text-ink-3">
        The model has reasoned; its provider keeps the text to itself.
      </p>
    );
  }
  if (text === '') return null;
  return (
    <details className="group/thought text-sm text-ink-2">
      <summary className="flex min-h-6 w-fit list-none items-center gap-1 rounded-sm text-xs text-ink-3 hover:text-ink">
        <ChevronRight aria-hidden className="size-3 group-open/thought:rotate-90" />
        {isStreaming ? 'Reasoning…' : 'Reasoning'}
      </summary>
      <div className="mt-1 border-s-2 border-line ps-3">
        <PlainText text={text} />
      </div>
    </details>
  );
}

type FrameProps = {
  message: Pick<ViewMessage, 'role' | 'name'>;
  /** In place of the role's name: which model. */
  speaker?: string;
  /** Beside the role: a state, a model. */
  note?: ReactNode;
  /** It is what is judged on this page, and stands out. */
  isJudged?: boolean;
  /** Instructions without a ground: they are folded, or short. */
  isQuiet?: boolean;
  actions?: ReactNode;
  /** An editor stands in the place of the words: nothing may lie over it. */
  isEdited?: boolean;
  children: ReactNode;
};

/**
 * The frame of one message: who speaks, in a gutter where the conversation is wide enough (`TALK`), what they say, and
 * below an answer what can be done with it. With a prompt that stands back until somebody points at it.
 */
export function MessageFrame({
  message,
  speaker,
  note,
  isJudged = false,
  isQuiet = false,
  actions,
  isEdited = false,
  children,
}: FrameProps) {
  const isBelow = message.role === 'assistant' || isEdited;
  const role = roleName(message.role);
  return (
    <article
      aria-label={role}
      data-role={message.role}
      data-judged={isJudged || undefined}
      tabIndex={isJudged ? -1 : undefined}
      className="group/message scroll-mt-3"
    >
      <div
        className={cx(
          'gap-x-4 @2xl/talk:grid @2xl/talk:grid-cols-[6rem_minmax(0,1fr)]',
          isJudged && JUDGED,
        )}
      >
        <h2
          className={cx(
            'min-w-0 text-xs/6 font-medium break-words @2xl/talk:text-end',
            // At its own height: in one that is stretched, the lines after the third show.
            speaker && 'line-clamp-3 self-start',
            isJudged ? 'text-accent-ink' : 'text-ink-3',
          )}
        >
          {isJudged ? 'Answer' : speaker || role}
          {message.name && <span className="font-normal"> {message.name}</span>}
          {isJudged && (
            <>
              {' '}
              <FoldKey name="goToAnswer" />
            </>
          )}
        </h2>
        <div className={cx('relative min-w-0', !isQuiet && INSTRUCTING)}>
          {children}
          {(note || actions) && (
            <footer className={isBelow ? BELOW : ASIDE}>
              {actions}
              {note && <span className="min-w-0 truncate px-2 text-xs text-ink-3">{note}</span>}
            </footer>
          )}
        </div>
      </div>
    </article>
  );
}

const INSTRUCTING =
  'group-data-[role=system]/message:rounded-lg group-data-[role=system]/message:bg-sunken group-data-[role=system]/message:px-3 ' +
  'group-data-[role=system]/message:py-2 group-data-[role=developer]/message:rounded-lg group-data-[role=developer]/message:bg-sunken ' +
  'group-data-[role=developer]/message:px-3 group-data-[role=developer]/message:py-2';
/** A ring in place of a border, so that its words keep the edge of all others. */
const JUDGED =
  'rounded-[10px] bg-raised pt-4 pb-2 ring-1 ring-line-strong @2xl/talk:-me-4 @2xl/talk:pe-4 @max-2xl/talk:px-4';
const BELOW = '-ms-2 mt-1 flex min-h-7 flex-wrap items-center gap-x-0.5';
const ASIDE =
  'absolute end-0 top-0 flex items-center rounded-md bg-surface opacity-0 group-focus-within/message:opacity-100 group-hover/message:opacity-100 not-pointer-fine:static not-pointer-fine:opacity-100';
