import { Suspense } from 'react';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { lazily } from '@/ui/lazily';

// What it draws with is shared with the chart of the table, which must not wait for this page.
const InsightsView = lazily(
  async () => (await import(/* soon */ '@/features/insights/insights-view')).InsightsView,
);

/** What all stored completions add up to. */
export function InsightsPage() {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <InsightsView />
    </Suspense>
  );
}
