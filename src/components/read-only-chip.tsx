import Lock from 'lucide-react/icons/lock';
import type { Connection } from '@/api/connection';
import { useCannot } from '@/queries/source/source-can';
import { Badge } from '@/ui/badge';

/** Stands beside a title when its source changes and deletes nothing; else there is nothing to say. */
export function ReadOnlyChip({ connection }: { connection: Connection }) {
  const update = useCannot(connection, 'update');
  const remove = useCannot(connection, 'delete');
  if (!update || !remove) return null;
  const { label } = connection;
  return (
    <Badge
      title={`${label} lists and opens completions; it cannot change their metadata or delete them.`}
      className="border border-line"
    >
      <Lock aria-hidden />
      <span className="min-w-0 truncate">{label}, read only</span>
    </Badge>
  );
}
