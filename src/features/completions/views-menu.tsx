import Bookmark from 'lucide-react/icons/bookmark';
import { Suspense } from 'react';
import { queryOf, useOpenedView } from '@/components/saved-view-store';
import { useViews } from '@/components/views/use-views';
import { shownText } from '@/lib/shown-text';
import { Button } from '@/ui/button';
import { lazily } from '@/ui/lazily';
import { Popover } from '@/ui/popover';
import type { ViewsProps } from './views-list';

const ViewsList = lazily(async () => (await import('./views-list')).ViewsList);

/** The saved views, named after the one that is shown, or that was until something was changed. */
export function ViewsMenu(props: ViewsProps) {
  const views = useViews();
  const openedId = useOpenedView((state) => state.id);
  const query = queryOf(props.search);
  const shown = query === '' ? undefined : views.find((view) => view.query === query);
  const edited = shown || query === '' ? undefined : views.find((view) => view.id === openedId);
  const view = shown ?? edited;
  return (
    <Popover
      aria-label="Saved views"
      placement="bottom-end"
      className="w-80 max-w-[calc(100vw-2rem)] p-3"
      trigger={
        <Button variant="ghost" size="sm" className="max-w-52">
          <Bookmark aria-hidden className="size-4" />
          {view ? (
            <span className="truncate max-sm:sr-only">
              <bdi>{shownText(view.name)}</bdi>
              {edited && <span className="font-normal text-ink-3">, edited</span>}
            </span>
          ) : (
            <span className="max-sm:sr-only">Views</span>
          )}
        </Button>
      }
    >
      <Suspense fallback={null}>
        <ViewsList {...props} edited={edited ?? null} />
      </Suspense>
    </Popover>
  );
}
