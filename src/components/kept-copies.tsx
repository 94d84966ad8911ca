import { useQuery } from '@tanstack/react-query';
import { formatDateTime } from '@/lib/format';
import { serverQueries } from '@/queries/server-queries';

/** Says with every erasure which files still hold what is erased: copies that an upgrade left beside the database. */
export function KeptCopies() {
  const copies = useQuery(serverQueries.info()).data?.copies ?? [];
  if (copies.length === 0) return null;
  return (
    <div
      role="note"
      className="mt-3 rounded-lg border border-line bg-sunken p-3 text-sm text-ink-2"
    >
      <p>
        An upgrade left a copy of the database as it was. What is erased stays in it until then:
      </p>
      <ul className="mt-1 list-disc pl-5">
        {copies.map(({ name, removed_at }) => (
          <li key={name}>
            <code className="font-mono text-xs break-all text-ink">{name}</code>, removed on{' '}
            {formatDateTime(removed_at)}
          </li>
        ))}
      </ul>
    </div>
  );
}
