import ChevronRight from 'lucide-react/icons/chevron-right';
import { type ReactNode, useState } from 'react';
import { formatCount } from '@/lib/format';
import { FoldKey } from '@/components/message/fold-key';
import { cx } from '@/ui/cx';

type Props = {
  count: number;
  /** Something in them was searched for. */
  isFound: boolean;
  children: ReactNode;
};

/** The turns before the question, in one line until they are asked for. On paper they are whole. */
export function EarlierTurns({ count, isFound, children }: Props) {
  const [isOpen, setOpen] = useState(isFound);
  return (
    <>
      <div className="gap-x-4 @2xl/talk:grid @2xl/talk:grid-cols-[6rem_minmax(0,1fr)] print:hidden">
        <span
          aria-hidden
          className="text-xs/6 font-medium text-ink-3 @max-2xl/talk:hidden @2xl/talk:text-end"
        >
          Earlier
        </span>
        <button
          type="button"
          aria-expanded={isOpen}
          data-fold="prompt"
          onClick={() => setOpen(!isOpen)}
          className="-mx-1.5 flex h-6 items-center gap-2 max-sm:h-10 rounded-md px-1.5 text-start text-ink-3 hover:bg-hover hover:text-ink-2"
        >
          <span className="flex-1">{formatCount(count, 'earlier message')}</span>
          <FoldKey name="foldPrompt" />
          <ChevronRight aria-hidden className={cx('size-3.5', isOpen && 'rotate-90')} />
        </button>
      </div>
      <div className={cx('space-y-3', !isOpen && 'hidden print:block')}>{children}</div>
    </>
  );
}
