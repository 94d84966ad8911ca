import X from 'lucide-react/icons/x';
import type { KeyboardEvent, ReactNode } from 'react';
import { cx } from '@/ui/cx';
import { Popover } from '@/ui/popover';

type FrameProps = { words: string; note: string | null; onRemove: () => void; children: ReactNode };

/** A condition in its parts, and the way out. */
export function TokenFrame({ words, note, onRemove, children }: FrameProps) {
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Backspace' && event.key !== 'Delete') return;
    // Within its list they are the list's.
    if (event.target instanceof Element && event.target.closest('[popover]')) return;
    event.preventDefault();
    onRemove();
  }
  return (
    <span className="flex min-w-0 items-center gap-1.5 max-lg:shrink-0">
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys are those of the buttons in it */}
      <span
        data-token
        onKeyDown={onKeyDown}
        className={cx(
          'flex h-7 max-w-96 min-w-0 rounded-md border text-sm has-[[aria-expanded=true]]:border-accent-ink has-[[aria-expanded=true]]:ring-3 has-[[aria-expanded=true]]:ring-accent-soft pointer-coarse:h-11',
          note === null
            ? 'border-line-strong bg-raised text-ink-2'
            : 'border-warning bg-warning-soft text-warning-ink',
        )}
      >
        {children}
        <button
          type="button"
          aria-label={`Remove ${words}`}
          onClick={onRemove}
          className="flex w-7 shrink-0 items-center justify-center rounded-e-md border-s border-line text-ink-3 hover:bg-hover hover:text-ink focus-visible:-outline-offset-2 pointer-coarse:w-11"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      </span>
      {note !== null && <span className="text-xs text-warning-ink">{note}</span>}
    </span>
  );
}

type PartProps = {
  label: string;
  /** What opens below it. */
  content: ReactNode;
  isFirst?: boolean | undefined;
  isQuiet?: boolean | undefined;
  isWide?: boolean | undefined;
  children: ReactNode;
};

/** A part of a condition, which opens its list. */
export function TokenPart({ label, content, isFirst, isQuiet, isWide, children }: PartProps) {
  return (
    <Popover
      aria-label={label}
      className={cx(
        'max-h-[min(36rem,80vh)] max-w-[calc(100vw-2rem)] overflow-y-auto p-1',
        isWide ? 'w-auto' : 'w-80',
      )}
      trigger={
        <button
          type="button"
          aria-label={label}
          className={cx(
            'flex min-w-0 items-center gap-1.5 px-2 hover:bg-hover focus-visible:-outline-offset-2',
            isFirst ? 'shrink-0 rounded-s-md' : 'border-s border-line',
            isQuiet && 'shrink-0 text-ink-3',
          )}
        >
          {children}
        </button>
      }
    >
      {content}
    </Popover>
  );
}
