import { useQuery, useQueryClient } from '@tanstack/react-query';
import Bookmark from 'lucide-react/icons/bookmark';
import { useEffect } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { useConnection } from '@/components/connection-store';
import { queryOf } from '@/components/saved-view-store';
import { parseCompletionSearch } from '@/lib/completion-search';
import { formatTokens } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { paths } from '@/paths';
import { useCapability } from '@/queries/capabilities';
import { countQuery } from '@/queries/count-query';
import { useMedia } from '@/ui/use-media';
import { useSeen } from '@/ui/use-seen';
import { bringViews } from './bring-views';
import { useViews, type View } from './use-views';

/** The saved views with how many completions each has, where the rail is wide enough for their names. */
export function RailViews() {
  const views = useViews();
  const { pathname, search } = useLocation();
  const isWide = useMedia('(width >= 80rem)');
  const isTeam = useCapability(useConnection(), 'views');
  const cache = useQueryClient();
  // What the browser kept goes to a server that keeps views, as soon as there is one.
  useEffect(() => {
    // What cannot be brought now stays where it is.
    if (isTeam) bringViews(cache).catch(() => undefined);
  }, [isTeam, cache]);
  if (!isWide || views.length === 0) return null;
  const shown = queryOf(parseCompletionSearch(new URLSearchParams(search)));
  return (
    <section aria-label="Views" className="mt-4 flex min-h-0 flex-col">
      <h2 className="px-2 pb-1 text-xs font-medium text-ink-3">Views</h2>
      <ul className="scrolls-y">
        {views.map((view) => (
          <RailView
            key={view.id}
            view={view}
            isCurrent={pathname === paths.completions() && view.query === shown}
          />
        ))}
      </ul>
    </section>
  );
}

function RailView({ view, isCurrent }: { view: View; isCurrent: boolean }) {
  const connection = useConnection();
  const isCounted = useCapability(connection, 'table.query');
  // One question a view: of those that are seen.
  const [isSeen, watch] = useSeen();
  const { filters } = parseCompletionSearch(new URLSearchParams(view.query));
  const { data: total } = useQuery({
    ...countQuery(connection, filters),
    enabled: isCounted && isSeen,
  });
  return (
    <li ref={watch}>
      <Link
        to={paths.completions(view.query)}
        // Even a view without filters is shown as it is, and not the usual one.
        state={{ view: view.id }}
        aria-current={isCurrent ? 'true' : undefined}
        className="flex h-8 items-center gap-2.5 rounded-md px-2 text-sm text-ink-2 hover:bg-hover hover:text-ink aria-[current=true]:bg-pressed aria-[current=true]:font-medium aria-[current=true]:text-ink"
      >
        <Bookmark aria-hidden className="size-4 shrink-0" />
        <bdi className="min-w-0 flex-1 truncate">{shownText(view.name)}</bdi>
        {total && (
          <span className="shrink-0 text-xs font-normal text-ink-2 tabular-nums">
            {total.relation === 'estimate' && '~'}
            {formatTokens(total.value)}
          </span>
        )}
      </Link>
    </li>
  );
}
