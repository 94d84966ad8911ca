import { CodeComing } from '@/ui/code-coming';
import { KeysHeld } from '@/ui/opening';
import { Skeleton } from '@/ui/skeleton';

/** While a page's code is on its way. */
export function PageSkeleton() {
  return (
    <CodeComing>
      <div aria-busy className="space-y-4 p-6">
        <KeysHeld />
        <span className="sr-only">Loading the page</span>
        <Skeleton className="h-6 w-48" />
        <Skeleton className="w-full max-w-2xl" />
        <Skeleton className="w-full max-w-xl" />
      </div>
    </CodeComing>
  );
}
