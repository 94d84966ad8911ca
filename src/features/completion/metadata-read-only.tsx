import { type Connection, LOCAL_CONNECTION } from '@/api/connection';
import type { Metadata } from '#contract/metadata';
import { CannotDoNote } from '@/components/cannot-do';
import { CopyHere } from '@/components/copy-here';
import { paths } from '@/paths';
import type { CannotDo } from '@/queries/source/source-can';
import { Badge } from '@/ui/badge';
import { Chip } from '@/ui/chip';

type Props = {
  connection: Connection;
  id: string;
  metadata: Metadata;
  cannot: CannotDo;
  /** The reason stands on the page already. */
  isTold: boolean;
};

/** The pairs of a completion whose source does not change them. */
export function MetadataReadOnly({ connection, id, metadata, cannot, isTold }: Props) {
  const isLocal = connection.id === LOCAL_CONNECTION.id;
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
      {!isTold && (
        <CannotDoNote
          cannot={cannot}
          actions={
            !isLocal && (
              <CopyHere connection={connection} ids={[id]} to={paths.completion(id)}>
                Copy here
              </CopyHere>
            )
          }
        >
          {!isLocal && 'but a copy on this server can be changed.'}
        </CannotDoNote>
      )}
    </section>
  );
}
