import { SlidersHorizontal } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { IconButton } from '@/ui/icon-button';
import { Popover } from '@/ui/popover';

const LayoutOptions = lazy(async () => ({
  default: (await import('./layout-options')).LayoutOptions,
}));

type Props = {
  /** Keys that can become columns. */
  metadataKeys: readonly string[];
  /** The source, when it has OpenAI's API alone. */
  plainLabel: string | null;
};

/** Which columns the table has, in what order, and how high its rows are. */
export function LayoutMenu(props: Props) {
  return (
    <Popover
      aria-label="Columns and rows"
      placement="bottom-end"
      className="max-h-[min(36rem,80vh)] w-72 overflow-y-auto p-3"
      trigger={
        <IconButton label="Columns and rows" className="max-sm:hidden">
          <SlidersHorizontal aria-hidden className="size-4" />
        </IconButton>
      }
    >
      <Suspense fallback={null}>
        <LayoutOptions {...props} />
      </Suspense>
    </Popover>
  );
}
