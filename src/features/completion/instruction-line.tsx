import ChevronRight from 'lucide-react/icons/chevron-right';
import { type ReactNode, useState } from 'react';
import type { StoredMessage } from '@/api/wire';
import { FoldKey } from '@/components/message/fold-key';
import { MessageFrame } from '@/components/message/message-view';
import { formatCount } from '@/lib/format';
import { CopyButton } from '@/ui/copy-button';
import { cx } from '@/ui/cx';

/** In UTF-16 code units: what is shorter, and one line, needs no fold. */
const SHORT = 90;
/** Of the first line, beyond what any window shows. */
const MOST_OF_LINE = 240;

type Props = {
  message: StoredMessage;
  text: string;
  /** Something in it was searched for. */
  isFound: boolean;
  /** The whole message. */
  children: ReactNode;
};

/** A system prompt as one line: what it begins with, and how long it is. On paper it is whole. */
export function InstructionLine({ message, text, isFound, children }: Props) {
  const [isOpen, setOpen] = useState(isFound);
  const isShort = text !== '' && text.length <= SHORT && !/[\r\n]/.test(text);
  if (isShort) {
    return (
      <MessageFrame message={message} isQuiet>
        <p dir="auto" className="py-0.5 text-sm/5 break-words text-ink-2">
          {text}
        </p>
      </MessageFrame>
    );
  }
  const lines = text.split(/\r\n|[\r\n]/).length;
  return (
    <MessageFrame
      message={message}
      isQuiet={!isOpen}
      actions={isOpen && text !== '' && <CopyButton text={text} label="Copy the message" />}
    >
      <button
        type="button"
        aria-expanded={isOpen}
        data-fold="system"
        aria-label={isOpen ? 'Fold the instructions' : 'Show the instructions'}
        onClick={() => setOpen(!isOpen)}
        className={cx(
          '-mx-1.5 flex w-[calc(100%+0.75rem)] items-center gap-2 rounded-md px-1.5 text-start text-ink-3 hover:bg-hover hover:text-ink-2 print:hidden',
          isOpen ? 'h-7' : 'h-6 max-sm:h-10',
        )}
      >
        <span dir="auto" className="min-w-0 flex-1 truncate text-sm">
          {!isOpen && text.trimStart().slice(0, MOST_OF_LINE)}
        </span>
        <span className="shrink-0 text-xs tabular-nums">
          {lines === 1 ? formatCount(text.length, 'character') : formatCount(lines, 'line')}
        </span>
        <FoldKey name="foldSystem" />
        <ChevronRight aria-hidden className={cx('size-3.5 shrink-0', isOpen && 'rotate-90')} />
      </button>
      <div className={cx(!isOpen && 'hidden print:block')}>{children}</div>
    </MessageFrame>
  );
}
