import Plus from 'lucide-react/icons/plus';
import { useLayoutEffect, useRef } from 'react';
import { useKey } from '@/components/keys/key-store';
import { useKeys } from '@/components/keys/use-keys';
import { Button } from '@/ui/button';
import { ariaKeys, Kbd } from '@/ui/kbd';
import { Popover } from '@/ui/popover';
import { EditorPlace } from './editor-place';
import type { EditorProps } from './token-editor';

type Props = EditorProps & {
  /** It was asked for before it was there. */
  startsOpen: boolean;
};

/** Adds a condition: by a list of fields, or by typing it. */
export function AddFilter({ startsOpen, ...props }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const key = useKey('addFilter');
  useKeys({ addFilter: () => button.current?.click() });
  useLayoutEffect(() => {
    if (startsOpen) button.current?.click();
  }, [startsOpen]);
  return (
    <Popover
      aria-label="Add a filter"
      className="max-h-[min(36rem,80vh)] w-auto max-w-[calc(100vw-2rem)] min-w-80 overflow-y-auto p-1"
      trigger={
        <Button
          ref={button}
          data-add-filter
          variant="ghost"
          size="sm"
          aria-label="Add filter"
          aria-keyshortcuts={ariaKeys(key)}
        >
          <Plus aria-hidden className="size-3.5" />
          Filter
          <Kbd className="text-ink-3 max-lg:hidden">{key}</Kbd>
        </Button>
      }
    >
      <EditorPlace {...props} token={null} start="field" />
    </Popover>
  );
}
