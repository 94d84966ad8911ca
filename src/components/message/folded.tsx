import { useState, type ReactNode } from 'react';
import { Button } from '@/ui/button';
import { cx } from '@/ui/cx';

type Props = {
  /** More lines at first, for what is read by all who come. */
  isTall?: boolean;
  children: ReactNode;
};

/** Long instructions and tool results stand back: some lines first, all of them on request, and on paper. */
export function Folded({ isTall = false, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [isLong, setLong] = useState(false);
  return (
    <div>
      <div
        ref={(box) => {
          // Whether it is cut can only be measured, and only while it may be.
          if (box && !isOpen) setLong(box.scrollHeight > box.clientHeight + 4);
        }}
        className={cx(
          'space-y-2 overflow-hidden print:max-h-none',
          !isOpen && (isTall ? 'max-h-66' : 'max-h-36'),
        )}
      >
        {children}
      </div>
      {isLong && (
        <Button
          variant="link"
          size="inline"
          className="mt-1 text-xs print:hidden"
          aria-expanded={isOpen}
          data-fold="text"
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Show less' : 'Show all'}
        </Button>
      )}
    </div>
  );
}
