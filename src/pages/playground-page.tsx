import { Suspense } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { Playground } from '@/features/playground/playground';
import { paths } from '@/paths';
import { named } from '@/ui/lazily';

const OpenStored = named(() => import('@/features/playground/opened/open-stored'), 'OpenStored');

const CompareView = named(
  () => import('@/features/playground/compare/compare-view'),
  'CompareView',
);

const SharedPreset = named(
  () => import('@/features/playground/presets/shared-preset'),
  'SharedPreset',
);

export function PlaygroundPage() {
  const [search, setSearch] = useSearchParams();
  const { hash } = useLocation();
  const navigate = useNavigate();
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
      <Suspense>
        {from !== null && <OpenStored id={from} onDone={() => setSearch({}, { replace: true })} />}
      </Suspense>
      {hash.startsWith('#preset=') && (
        <Suspense>
          <SharedPreset
            hash={hash}
            onClose={() => void navigate(paths.playground(), { replace: true })}
          />
        </Suspense>
      )}
      <div className="min-h-0 flex-1">
        <Playground />
      </div>
    </div>
  );
}
