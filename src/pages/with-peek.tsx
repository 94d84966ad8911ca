import { type ReactNode, Suspense, useEffect, useRef } from 'react';
import type { Connection } from '@/api/connection';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import type { ShowSearch } from '@/features/completions/use-completion-search';
import type { CompletionSearch } from '@/lib/completion-search';
import { lazily } from '@/ui/lazily';
import { useMedia } from '@/ui/use-media';

const CompletionPeek = lazily(
  async () => (await import('@/features/completion/completion-peek')).CompletionPeek,
);

type PeekProps = {
  connection: Connection;
  search: CompletionSearch;
  onShow: ShowSearch;
  children: ReactNode;
};

/** The table, and beside it the completion that the address names. */
export function WithPeek({ connection, search, onShow, children }: PeekProps) {
  const { peek } = search;
  const isCovered = useMedia('(width < 64rem)') && peek !== undefined;
  const left = useRef<string>(undefined);
  function close() {
    left.current = peek;
    onShow({ ...search, peek: undefined });
  }
  // Not sooner: what lies under the completion takes no focus.
  useEffect(() => {
    if (peek !== undefined || left.current === undefined) return;
    const rows = document.querySelectorAll<HTMLElement>('[data-row]');
    [...rows].find((row) => row.dataset.row === left.current)?.focus();
    left.current = undefined;
  }, [peek]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- the keyboard has Escape
    <div
      className="flex h-full"
      // What is covered takes no clicks itself.
      onClick={({ target, currentTarget }) => isCovered && target === currentTarget && close()}
    >
      <div className="relative flex min-w-0 flex-1 flex-col" inert={isCovered}>
        {children}
      </div>
      {peek !== undefined && (
        <div className="lg:w-[min(34rem,45%)] lg:shrink-0">
          <Suspense fallback={<PageSkeleton />}>
            <CompletionPeek
              connection={connection}
              id={peek}
              search={search}
              onShow={(next) => onShow(next, { replace: true })}
              onClose={close}
            />
          </Suspense>
        </div>
      )}
    </div>
  );
}
