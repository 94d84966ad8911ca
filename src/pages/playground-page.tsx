import { lazy, Suspense } from 'react';
import { useSearchParams } from 'react-router-dom';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { OpenStored } from '@/features/playground/open-stored';
import { Playground } from '@/features/playground/playground';

const CompareView = lazy(async () => ({
  default: (await import('@/features/playground/compare/compare-view')).CompareView,
}));

export function PlaygroundPage() {
  const [search, setSearch] = useSearchParams();
  const from = search.get('from');
  if (search.has('compare')) {
    return (
      <Suspense fallback={<PageSkeleton />}>
        <title>Compare · Chatkeep</title>
        <CompareView />
      </Suspense>
    );
  }
  return (
    <div className="flex h-full flex-col">
      <title>Playground · Chatkeep</title>
      {from !== null && <OpenStored id={from} onDone={() => setSearch({}, { replace: true })} />}
      <div className="min-h-0 flex-1">
        <Playground />
      </div>
    </div>
  );
}
