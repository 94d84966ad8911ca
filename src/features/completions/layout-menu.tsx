import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal';
import { Suspense } from 'react';
import { Button } from '@/ui/button';
import { lazily } from '@/ui/lazily';
import { Popover } from '@/ui/popover';

const LayoutOptions = lazily(async () => (await import('./layout-options')).LayoutOptions);

type Props = {
  /** Keys that can become columns. */
  metadataKeys: readonly string[];
  /** The source, when it has OpenAI's API alone. */
  plainLabel: string | null;
  /** Columns that are chosen, but have no value on the page. */
  folded: number;
};

/** Which columns the table has, in what order, and how high its rows are. */
export function LayoutMenu({ folded, ...props }: Props) {
  return (
    <Popover
      aria-label="Columns and rows"
      placement="bottom-end"
      className="max-h-[min(36rem,80vh)] w-72 overflow-y-auto p-3"
      trigger={
        <Button variant="ghost" size="sm" className="max-sm:hidden">
          <SlidersHorizontal aria-hidden className="size-4" />
          <span className="max-xl:sr-only">Columns</span>
          {folded > 0 && <span className="font-normal text-ink-3">{folded} folded</span>}
        </Button>
      }
    >
      <Suspense fallback={null}>
        <LayoutOptions {...props} />
      </Suspense>
    </Popover>
  );
}
