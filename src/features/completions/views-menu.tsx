import ChevronDown from 'lucide-react/icons/chevron-down';
import { Suspense } from 'react';
import { Button } from '@/ui/button';
import { lazily } from '@/ui/lazily';
import { Popover } from '@/ui/popover';
import { queryOf, useSavedViews } from '@/components/saved-view-store';
import type { ViewsProps } from './views-list';

const ViewsList = lazily(async () => (await import('./views-list')).ViewsList);

/** The saved views, named after the one that is shown. */
export function ViewsMenu(props: ViewsProps) {
  const views = useSavedViews((state) => state.views);
  const query = queryOf(props.search);
  const shown = views.find((view) => view.query === query && query !== '');
  return (
    <Popover
      aria-label="Saved views"
      placement="bottom-end"
      className="w-72 p-3"
      trigger={
        <Button variant="ghost" className="max-w-40 max-sm:hidden">
          <span className="truncate">{shown?.name ?? 'Views'}</span>
          <ChevronDown aria-hidden className="size-3.5" />
        </Button>
      }
    >
      <Suspense fallback={null}>
        <ViewsList {...props} />
      </Suspense>
    </Popover>
  );
}
