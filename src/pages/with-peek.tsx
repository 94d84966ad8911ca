import { type ReactNode, Suspense, useState } from 'react';
import type { Connection } from '@/api/connection';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import type { ShowSearch } from '@/features/completions/use-completion-search';
import type { CompletionSearch } from '@/lib/completion-search';
import { useHotkeys } from '@/ui/hotkeys';
import { lazily } from '@/ui/lazily';

const CompletionPeek = lazily(
  async () => (await import('@/features/completion/completion-peek')).CompletionPeek,
);
const TableKeys = lazily(async () => (await import('@/features/completions/table-keys')).TableKeys);

type PeekProps = {
  connection: Connection;
  search: CompletionSearch;
  onShow: ShowSearch;
  children: ReactNode;
};

/** The table, and beside it the completion that the address names. */
export function WithPeek({ connection, search, onShow, children }: PeekProps) {
  const { peek } = search;
  const [isHelping, setHelping] = useState(false);
  useHotkeys({ '?': () => setHelping(true) });
  function close() {
    onShow({ ...search, peek: undefined });
    const rows = document.querySelectorAll<HTMLElement>('[data-row]');
    [...rows].find((row) => row.dataset.row === peek)?.focus();
  }
  return (
    <div className="flex h-full">
      <div className="relative flex min-w-0 flex-1 flex-col">{children}</div>
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
      {isHelping && (
        <Suspense>
          <TableKeys onClose={() => setHelping(false)} />
        </Suspense>
      )}
    </div>
  );
}
