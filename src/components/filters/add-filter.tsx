import ListFilter from 'lucide-react/icons/list-filter';
import { Suspense } from 'react';
import { Button } from '@/ui/button';
import { lazily } from '@/ui/lazily';
import { Popover } from '@/ui/popover';
import type { BuilderProps } from './filter-builder';

const FilterBuilder = lazily(async () => (await import('./filter-builder')).FilterBuilder);

export function AddFilter(props: BuilderProps) {
  return (
    <Popover
      aria-label="Add a filter"
      className="max-h-[min(36rem,80vh)] w-80 max-w-[calc(100vw-2rem)] overflow-y-auto p-3"
      trigger={
        <Button variant="ghost" size="sm">
          <ListFilter aria-hidden className="size-3.5" />
          Add filter
        </Button>
      }
    >
      <Suspense fallback={null}>
        <FilterBuilder {...props} />
      </Suspense>
    </Popover>
  );
}
