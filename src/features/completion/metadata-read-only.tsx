import type { Metadata } from '@/api/wire';
import { CannotDoNote } from '@/components/cannot-do';
import type { CannotDo } from '@/queries/source/source-can';
import { Badge } from '@/ui/badge';
import { Chip } from '@/ui/chip';

/** The pairs of a completion whose source does not change them. */
export function MetadataReadOnly({ metadata, cannot }: { metadata: Metadata; cannot: CannotDo }) {
  const pairs = Object.entries(metadata);
  return (
    <section aria-label="Metadata" className="space-y-3">
      <h2 className="flex items-center justify-between gap-2 text-sm font-semibold">
        Metadata <Badge>read only</Badge>
      </h2>
      {pairs.length === 0 && <p className="text-xs text-ink-3">No metadata.</p>}
      <ul className="flex flex-wrap gap-1.5">
        {pairs.map(([key, value]) => (
          <li key={key} className="max-w-full min-w-0">
            <Chip name={key} value={value} />
          </li>
        ))}
      </ul>
      <CannotDoNote cannot={cannot} />
    </section>
  );
}
