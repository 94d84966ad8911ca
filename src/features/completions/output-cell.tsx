import type { Completion } from '@/api/wire';
import { formatCount } from '@/lib/format';
import { unmarked } from '@/lib/unmarked';
import { outputPreview } from './output-preview';

/** What was answered, for servers that list whole answers. */
export function OutputCell({ completion }: { completion: Completion }) {
  const more = completion.choices.length - 1;
  return (
    <span className="flex items-baseline gap-1.5">
      <bdi data-preview className="min-w-0 flex-1 truncate">
        {unmarked(outputPreview(completion))}
      </bdi>
      {more > 0 && (
        <span className="shrink-0 text-xs text-ink-3">+{formatCount(more, 'choice')}</span>
      )}
    </span>
  );
}
