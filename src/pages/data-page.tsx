import { useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { Link, useSearchParams } from 'react-router-dom';
import { TrashList } from '@/features/trash/trash-list';
import { paths } from '@/paths';
import { serverQueries } from '@/queries/server-queries';
import { EmptyState } from '@/ui/empty-state';

/** What was deleted on this server and can still be restored. */
export function DataPage() {
  const { data: server, isPending } = useQuery(serverQueries.info());
  const [params] = useSearchParams();
  const days = server?.capabilities.includes('trash') ? server.limits.trashDays : 0;
  return (
    <div className="flex h-full flex-col">
      <title>Trash · Chatkeep</title>
      <header className="flex h-13 shrink-0 items-center gap-2 border-b border-line px-4">
        <Link to={paths.settings()} className="text-sm text-ink-3 hover:text-ink">
          Settings
        </Link>
        <span aria-hidden className="text-ink-3">
          /
        </span>
        <h1 className="text-base font-semibold">Trash</h1>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {days > 0 ? (
          <TrashList after={params.get('after') ?? undefined} days={days} />
        ) : (
          !isPending && (
            <EmptyState icon={<Trash2 aria-hidden />} title="This server has no trash">
              {server
                ? 'It erases what is deleted at once. Start it with TRASH_DAYS above 0 to keep deleted completions for a while.'
                : 'The trash belongs to Chatkeep’s own server, and this dashboard runs without one.'}
            </EmptyState>
          )
        )}
      </div>
    </div>
  );
}
